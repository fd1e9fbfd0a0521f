namespace CostSim.Reports;

/// <summary>
/// A table as aligned columns for a terminal. Numbers are never cut or wrapped: texts give way first, and columns that still
/// do not fit move into a further block below that repeats the first column.
/// </summary>
internal static class TextTable
{
    private const int Gap = 2;
    private const int ShortestText = 12;

    public static IReadOnlyList<string> Lines(Table table, int width = 80)
    {
        if (table.Columns.Count == 0)
            return [];
        var columns = table.Columns.Select((c, i) => Text(c, table.Texts(i))).ToList();
        var lines = new List<string>();
        foreach (var block in Blocks(columns, width))
        {
            if (lines.Count > 0)
                lines.Add("");
            lines.AddRange(Block([.. block.Select(i => columns[i])], width));
        }

        return lines;
    }

    /// <summary>How wide the table is when nothing gives way.</summary>
    public static int WidthOf(Table table) =>
        table.Columns.Select((c, i) => Text(c, table.Texts(i)).Widest).Sum() + Gap * Math.Max(0, table.Columns.Count - 1);

    /// <summary>
    /// The lines of a text, broken at spaces but not between a number and its percent sign; a word longer than the width keeps its line to
    /// itself.
    /// </summary>
    public static IReadOnlyList<string> Wrap(string text, int width = 80, string indent = "")
    {
        var lines = new List<string>();
        var line = "";
        foreach (var word in Words(text))
        {
            if (line.Trim().Length > 0 && DisplayWidth.Of(line) + 1 + DisplayWidth.Of(word) > width)
            {
                lines.Add(line);
                line = indent + word;
            }
            else
            {
                line = line.Length == 0 ? word : $"{line} {word}";
            }
        }

        return line.Length > 0 ? [.. lines, line] : lines;
    }

    private static IEnumerable<string> Words(string text)
    {
        string? held = null;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (held is not null && word[0] == '%')
            {
                held += " " + word;
                continue;
            }

            if (held is not null)
                yield return held;
            held = word;
        }

        if (held is not null)
            yield return held;
    }

    private sealed record Texts(string Heading, bool Right, IReadOnlyList<string> Cells, int Widest)
    {
        public int Shortest => Right ? Widest : Math.Min(Widest, Math.Max(ShortestText, DisplayWidth.Of(Heading)));
    }

    // A name may hold a line end or an escape sequence; neither may reach the terminal.
    private static Texts Text(Column column, IReadOnlyList<string> cells)
    {
        var clean = cells.Select(c => new string([.. c.Select(ch => char.IsControl(ch) ? ' ' : ch)])).ToList();
        return new Texts(column.Heading, column.Unit.IsNumeric, clean, clean.Append(column.Heading).Max(DisplayWidth.Of));
    }

    private static IEnumerable<IReadOnlyList<int>> Blocks(IReadOnlyList<Texts> columns, int width)
    {
        var first = columns[0].Shortest;
        var block = new List<int> { 0 };
        var used = first;
        for (var i = 1; i < columns.Count; i++)
        {
            if (used + Gap + columns[i].Shortest > width && block.Count > 1)
            {
                yield return block;
                block = [0];
                used = first;
            }

            block.Add(i);
            used += Gap + columns[i].Shortest;
        }

        yield return block;
    }

    private static IEnumerable<string> Block(IReadOnlyList<Texts> columns, int width)
    {
        var widths = columns.Select(c => c.Shortest).ToArray();
        var spare = width - widths.Sum() - Gap * (columns.Count - 1);
        for (var i = 0; i < columns.Count && spare > 0; i++)
        {
            var more = Math.Min(spare, columns[i].Widest - widths[i]);
            widths[i] += more;
            spare -= more;
        }

        yield return Line(columns.Select(c => c.Heading));
        for (var row = 0; row < columns[0].Cells.Count; row++)
            yield return Line(columns.Select(c => c.Cells[row]));

        string Line(IEnumerable<string> texts) =>
            string.Join(new string(' ', Gap), texts.Select((text, i) => Padded(text, widths[i], columns[i].Right))).TrimEnd();
    }

    private static string Padded(string text, int width, bool right)
    {
        var shown = right ? text : DisplayWidth.Fit(text, width);
        var space = new string(' ', Math.Max(0, width - DisplayWidth.Of(shown)));
        return right ? space + shown : shown + space;
    }
}
