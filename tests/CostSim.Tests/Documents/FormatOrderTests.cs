using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Documents;

/// <summary>Extraction keeps the order of the words, whatever the blocks and the format.</summary>
public sealed partial class FormatOrderTests
{
    // Each block is one of: heading, paragraph, list item, table of two rows; its words are numbered through the document.
    private enum Block
    {
        Heading,
        Paragraph,
        Item,
        Table,
    }

    [Theory]
    [InlineData("a.md")]
    [InlineData("a.html")]
    [InlineData("a.docx")]
    public void Words_come_out_in_the_order_of_the_file(string name) =>
        Prop.ForAll<int[]>(kinds =>
        {
            var blocks = kinds.Select(k => (Block)(Math.Abs((long)k) % 4)).ToList();
            var text = Extracting.From(name, Write(name, blocks));

            Assert.Equal(Enumerable.Range(0, blocks.Sum(b => b == Block.Table ? 4 : 2)), Word().Matches(text.Text).Select(m => int.Parse(m.Groups[1].Value, null)));
            Assert.Equal(blocks.Count(b => b == Block.Heading), text.Headings.Count);
            Assert.All(text.Tables, t => Assert.Equal(4, Word().Count(text.Text[t])));
            Extracting.AssertHeadingsStandWhereTheySay(text);
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(40).WithReplay(20_261_101, 7));

    [SharedTheory]
    [InlineData("agreements/commonpaper-csa.docx", "agreements/commonpaper-csa.html")]
    [InlineData("agreements/commonpaper-csa.md", "agreements/commonpaper-csa.html")]
    [InlineData("agreements/automattic-offer-spain.md", "agreements/automattic-offer-spain.docx")]
    public void The_same_contract_gives_nearly_the_same_words_in_every_format(string one, string other)
    {
        var (a, b) = (Words(one), Words(other));

        // Typographic quotation marks and the markers of lists differ; words do not.
        Assert.InRange(CommonInOrder(a, b) / (double)Math.Max(a.Count, b.Count), 0.99, 1);
    }

    private static List<string> Words(string path)
    {
        var bytes = File.ReadAllBytes(Shared.Path("corpora/contracts/" + path));
        return [.. AnyWord().Matches(Extracting.From(path, bytes).Text).Select(m => string.Intern(m.Value))];
    }

    // Longest common subsequence.
    private static int CommonInOrder(List<string> a, List<string> b)
    {
        var row = new int[b.Count + 1];
        foreach (var word in a)
        {
            var diagonal = 0;
            for (var j = 1; j <= b.Count; j++)
                (diagonal, row[j]) = (row[j], ReferenceEquals(word, b[j - 1]) ? diagonal + 1 : Math.Max(row[j], row[j - 1]));
        }

        return row[b.Count];
    }

    private static byte[] Write(string name, List<Block> blocks)
    {
        var text = new StringBuilder();
        var next = 0;
        foreach (var block in blocks)
        {
            var (a, b) = ($"w{next++}x", $"w{next++}x");
            var (c, d) = block == Block.Table ? ($"w{next++}x", $"w{next++}x") : ("", "");
            text.Append((Path.GetExtension(name), block) switch
            {
                (".md", Block.Heading) => $"## {a} *{b}*\n\n",
                (".md", Block.Paragraph) => $"{a}\n{b}\n\n",
                (".md", Block.Item) => $"1. {a}\n\n   {b}\n\n",
                (".md", _) => $"|{a}|{b}|\n|---|---|\n|{c}|{d}|\n\n",
                (".html", Block.Heading) => $"<h2>{a} <b>{b}</b></h2>",
                (".html", Block.Paragraph) => $"<div>{a}<p>{b}</div>",
                (".html", Block.Item) => $"<ul><li>{a}<ol><li>{b}</ol></ul>",
                (".html", _) => $"<table><tr><td>{a}<td>{b}<tr><td>{c}<td>{d}</table>",
                (_, Block.Heading) => OfficeFiles.Styled("berschrift2", $"{a} {b}"),
                (_, Block.Paragraph) => OfficeFiles.P(a) + OfficeFiles.P(b),
                (_, Block.Item) => OfficeFiles.Numbered(1, 1, $"{a} {b}"),
                (_, _) => OfficeFiles.Table([a, b], [c, d]),
            });
        }

        return name.EndsWith("docx", StringComparison.Ordinal) ? OfficeFiles.Docx(text.ToString()) : Encoding.UTF8.GetBytes(text.ToString());
    }

    [GeneratedRegex(@"w(\d+)x")]
    private static partial Regex Word();

    [GeneratedRegex(@"[\p{L}\p{N}]+")]
    private static partial Regex AnyWord();
}
