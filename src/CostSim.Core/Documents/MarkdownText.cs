using System.Text;
using CostSim.Files;
using Markdig;
using Markdig.Extensions.EmphasisExtras;
using Markdig.Extensions.Tables;
using Markdig.Extensions.Yaml;
using Markdig.Syntax;
using Markdig.Syntax.Inlines;

namespace CostSim.Documents;

/// <summary>Markdown as its reader sees it: no markup characters, no front matter.</summary>
internal static class MarkdownText
{
    private static readonly MarkdownPipeline Pipeline =
        new MarkdownPipelineBuilder().UsePipeTables().UseYamlFrontMatter().UseEmphasisExtras(EmphasisExtraOptions.Strikethrough).Build();

    public static ExtractedText Read(byte[] bytes)
    {
        var plain = new PlainText();
        Write(TextDecoding.Decode(bytes), plain);
        return plain.Done();
    }

    public static void Write(string markdown, PlainText plain) =>
        Blocks(Markdown.Parse(MarkdownBounds.Of(markdown), Pipeline), plain, new Place(0, null));

    // Where a paragraph is: outside of lists, or in an item whose marker is still to be written.
    private sealed class Place(int depth, string? marker)
    {
        public int Depth { get; } = depth;

        public void Write(PlainText plain, string words)
        {
            if (marker is null)
            {
                plain.Paragraph(words);
                return;
            }

            plain.Item(Depth, marker, words);
            marker = words.Length > 0 ? "" : marker;
        }
    }

    // Recursion is safe: the parser refuses what is nested too deeply.
    private static void Blocks(ContainerBlock blocks, PlainText plain, Place place)
    {
        foreach (var block in blocks)
        {
            switch (block)
            {
                case YamlFrontMatterBlock or LinkReferenceDefinitionGroup or ThematicBreakBlock:
                    break;
                case HeadingBlock heading:
                    plain.Heading(heading.Level, Words(heading.Inline));
                    break;
                case HtmlBlock html:
                    HtmlText.Write(html.Lines.ToString(), plain);
                    break;
                case CodeBlock code:
                    plain.Verbatim(code.Lines.ToString());
                    break;
                case LeafBlock leaf:
                    place.Write(plain, Words(leaf.Inline));
                    break;
                case ListBlock list:
                    Items(list, plain, place);
                    break;
                case Table table:
                    Rows(table, plain);
                    break;
                case ContainerBlock inner:
                    Blocks(inner, plain, place);
                    break;
            }
        }
    }

    private static void Items(ListBlock list, PlainText plain, Place place)
    {
        foreach (var item in list.OfType<ListItemBlock>())
        {
            var marker = list.IsOrdered ? $"{item.Order}{list.OrderedDelimiter}" : "-";
            Blocks(item, plain, new Place(place.Depth + 1, marker));
        }
    }

    private static void Rows(Table table, PlainText plain)
    {
        plain.BeginTable();
        foreach (var row in table.OfType<TableRow>())
        {
            plain.Row(row.OfType<TableCell>().Select(cell =>
                string.Join(' ', cell.OfType<LeafBlock>().Select(b => Words(b.Inline)))));
        }

        plain.EndTable();
    }

    private static string Words(ContainerInline? inlines)
    {
        var words = new StringBuilder();
        if (inlines is not null)
            Append(inlines, words);
        return words.ToString();
    }

    private static void Append(ContainerInline inlines, StringBuilder words)
    {
        foreach (var inline in inlines)
        {
            _ = inline switch
            {
                LiteralInline literal => words.Append(literal.Content.AsSpan()),
                CodeInline code => words.Append(code.Content),
                AutolinkInline link => words.Append(link.Url),
                HtmlEntityInline entity => words.Append(entity.Transcoded.AsSpan()),
                LineBreakInline line => words.Append(line.IsHard ? '\n' : ' '),
                HtmlInline html => words.Append(html.Tag.StartsWith("<br", StringComparison.OrdinalIgnoreCase) ? "\n" : ""),
                _ => words,
            };
            if (inline is ContainerInline inner)
                Append(inner, words);
        }
    }
}
