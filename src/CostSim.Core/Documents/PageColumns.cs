namespace CostSim.Documents;

/// <summary>
/// Puts a page that is set in two columns of prose into reading order: the left column, then the right, between lines that
/// span both. A table is left as it is: its rows belong together.
/// </summary>
internal static class PageColumns
{
    private const int FewestLines = 8;

    // Prose fills its columns and leaves few lines without the other side; tables of text do neither. Figures are no prose.
    private const double SharedLines = 0.7;
    private const double FilledWidth = 0.7;
    private const double Letters = 0.7;

    private readonly record struct Split(string Left, string Right);

    /// <summary>The lines of a page, blank ones among them, as a person reads them.</summary>
    public static IReadOnlyList<string> InReadingOrder(IReadOnlyList<string> lines)
    {
        if (Gutter(lines) is not { } gutter)
            return lines;
        var read = new List<string>(lines.Count);
        var right = new List<string>();
        foreach (var line in lines)
        {
            if (!IsBlankAt(line, gutter))
            {
                EndColumns();
                read.Add(line);
                continue;
            }

            var split = At(line, gutter);
            read.Add(split.Left);
            right.Add(split.Right);
        }

        EndColumns();
        return read;

        void EndColumns()
        {
            if (right.Any(r => r.Length > 0))
                read.AddRange(right.Prepend(""));
            right.Clear();
        }
    }

    // The column of blanks that most lines with text on both sides have, if what it parts is prose.
    private static int? Gutter(IReadOnlyList<string> lines)
    {
        var written = lines.Select(l => l.TrimEnd()).Where(l => l.Length > 0).ToList();
        var width = written.Count == 0 ? 0 : written.Max(l => l.Length);
        var (best, most) = (0, 0);
        for (var at = width * 3 / 10; at < width * 7 / 10; at++)
        {
            var both = written.Count(l => IsBlankAt(l, at) && l.Length > at && l.AsSpan(0, at).ContainsAnyExcept(' '));
            if (both > most)
                (best, most) = (at, both);
        }

        return most >= FewestLines && IsProse(written, best, width) ? best : null;
    }

    private static bool IsProse(List<string> written, int gutter, int width)
    {
        var open = written.Where(l => IsBlankAt(l, gutter)).Select(l => At(l, gutter)).ToList();
        var both = open.Where(s => s is { Left.Length: > 0, Right.Length: > 0 }).ToList();
        return open.Count > written.Count / 2
            && both.Count >= SharedLines * open.Count
            && Fill(both.Select(s => s.Left), gutter) && Fill(both.Select(s => s.Right), width - gutter);
    }

    private static bool Fill(IEnumerable<string> side, int width)
    {
        var parts = side.ToList();
        var text = string.Concat(parts).Where(c => c != ' ').ToList();
        return parts.Average(p => p.Length) >= FilledWidth * Math.Min(width, parts.Max(p => p.Length))
            && text.Count(char.IsLetter) >= Letters * text.Count
            && parts.Average(p => p.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length) >= 3;
    }

    private static bool IsBlankAt(string line, int at) => line.Length <= at || (line[at] == ' ' && (line.Length == at + 1 || line[at + 1] == ' '));

    private static Split At(string line, int at) =>
        line.Length <= at ? new Split(line.Trim(), "") : new Split(line[..at].Trim(), line[at..].Trim());
}
