using System.Text;
using CostSim.Files;

namespace CostSim.Documents;

/// <summary>
/// Builds plain text from the blocks of a document, in order: a paragraph or heading a line, blank lines between blocks,
/// list items and table rows on lines that follow each other. Offsets of headings and tables are exact by construction.
/// </summary>
internal sealed class PlainText
{
    /// <summary>Between the cells of a row.</summary>
    public const string CellGap = " | ";

    // A few kilobytes can unpack to gigabytes; no prompt and no index holds more than this.
    private const int MaxCharacters = 64 * 1024 * 1024;

    private readonly StringBuilder text = new();
    private readonly List<Heading> headings = [];
    private readonly List<Range> tables = [];
    private Block last = Block.None;
    private int tableStart = -1;

    private enum Block
    {
        None,
        Paragraph,
        Item,
        Row,
    }

    public void Heading(int level, string title)
    {
        var line = Clean(title).Replace('\n', ' ');
        if (line.Length > 0)
            headings.Add(new Heading(Append(Block.Paragraph, line), level, line));
    }

    public void Paragraph(string words) => Append(Block.Paragraph, Clean(words));

    /// <summary>Lines whose spaces and breaks mean something, such as code.</summary>
    public void Verbatim(string lines) => Append(Block.Paragraph, lines.ReplaceLineEndings("\n").Trim('\n'));

    /// <summary>A line of a list; an empty marker continues the item before.</summary>
    public void Item(int depth, string marker, string words)
    {
        var line = Clean(words);
        if (line.Length == 0)
            return;
        var indent = new string(' ', 2 * Math.Min(depth, 16));
        var head = marker.Length == 0 ? "  " : marker + " ";
        Append(Block.Item, indent + head + line.Replace("\n", "\n" + indent + "  ", StringComparison.Ordinal));
    }

    public void BeginTable() => (tableStart, last) = (-1, last == Block.Row ? Block.Paragraph : last);

    public void Row(IEnumerable<string> cells)
    {
        var row = cells.Select(cell => Clean(cell).Replace('\n', ' ')).ToList();
        while (row.Count > 0 && row[^1].Length == 0)
            row.RemoveAt(row.Count - 1);
        if (row.Count == 0)
            return;
        var start = Append(Block.Row, string.Join(CellGap, row));
        if (tableStart < 0)
            tableStart = start;
    }

    public void EndTable()
    {
        if (tableStart >= 0)
            tables.Add(tableStart..text.Length);
        tableStart = -1;
    }

    public ExtractedText Done() => new(text.ToString()) { Headings = headings, Tables = tables };

    /// <summary>Runs of spaces and tabs become one space; line breaks stay, empty lines go.</summary>
    internal static string Clean(string words)
    {
        var clean = new StringBuilder(words.Length);
        foreach (var c in words)
        {
            var atStart = clean.Length == 0 || clean[^1] == '\n';
            switch (c)
            {
                case '\n' when !atStart:
                    if (clean[^1] == ' ')
                        clean.Length--;
                    clean.Append('\n');
                    break;
                case '\n' or '\r':
                    break;
                case ' ' or '\t' or '\f' or '\v':
                    if (!atStart && clean[^1] != ' ')
                        clean.Append(' ');
                    break;
                default:
                    clean.Append(c);
                    break;
            }
        }

        return clean.ToString().Trim();
    }

    // Returns where the block starts.
    private int Append(Block block, string words)
    {
        if (words.Length == 0)
            return text.Length;
        if (last != Block.None)
            text.Append(block == last && block != Block.Paragraph ? "\n" : "\n\n");
        last = block;
        var start = text.Length;
        if (start + words.Length > MaxCharacters)
            throw new UnreadableException("unpacks to more than 64 million characters; split it, or check that it is not a zip bomb");
        text.Append(words);
        return start;
    }
}
