using CostSim.Documents;
using CostSim.Files;
using FsCheck;
using FsCheck.Fluent;

namespace CostSim.Tests.Documents;

/// <summary>Small documents and random ones, and chunkers by the text a scenario would hold.</summary>
internal static class SampleText
{
    // Words of several scripts, combining marks, emoji of several code points, and every kind of white space.
    private static readonly string[] Pieces =
    [
        "supplier", "a", "Agreement", "indemnification", "no.", "Inc.", "e.g. this", "3.14", " ", " ", " ", " ", "\n", "\n\n", "\r\n", "\r\n\r\n", "\t", "  ",
        ". ", "! ", "? ", ".\n", "\"", ") ", "甲方应当支付。", "合同", "第一条　", "สัญญา นี้", "ผู้ขาย ", "العقد؟ ", "اتفاق. ", "e\u0301te\u0301", "👩‍👩‍👧‍👦", "🇲🇾🇸🇬", "क्षेत्र। ",
        "# Title\n", "## Part\n", "| a | b |\n", "    if (x) {\n", "}\n", "\n\ndef f():\n", "https://example.org/a/b?c=d", "\u200b", "\f",
    ];

    public static Arbitrary<string> Random { get; } = Gen.Elements(Pieces).ListOf().Resize(120).Select(string.Concat).ToArbitrary();

    public static TokenizedDocument Tokenized(string text) => new(Marked(text), new SampleTokenizer());

    public static IChunker Chunker(string settings)
    {
        var reading = new Reading();
        var map = new SettingsMap((MapNode)Yaml.Read("chunker", new StringReader(settings)), "", reading);
        var chunker = Chunkers.All.Build(map);
        reading.Errors.ThrowIfAny();
        return chunker!;
    }

    /// <summary>A document with the headings that lines with # are, and the tables that runs of lines with | are.</summary>
    public static Document Marked(string text)
    {
        var (headings, tables) = (new List<Heading>(), new List<Range>());
        for (var start = 0; start < text.Length;)
        {
            var next = text.IndexOf('\n', start) is var end and >= 0 ? end + 1 : text.Length;
            var line = text[start..next];
            if (line[0] == '#')
                headings.Add(new Heading(start, line.TakeWhile(c => c == '#').Count(), line.Trim('#', ' ', '\n')));
            if (line[0] == '|' && tables.Count > 0 && tables[^1].End.Value == start)
                tables[^1] = tables[^1].Start..next;
            else if (line[0] == '|')
                tables.Add(start..next);
            start = next;
        }

        return new Document("sample.md", "", text) { Headings = headings, Tables = tables };
    }
}
