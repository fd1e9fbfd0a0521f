namespace CostSim.Documents;

/// <summary>
/// Puts a page that is set in columns of prose into reading order: between lines that span the columns, the left column whole, then the
/// next.
/// Columns may have any widths, and their lines need not be level. A table stays as it is: its rows belong together.
/// </summary>
internal static class PageColumns
{
    private const int FewestLines = 4;

    // The space between columns, in sizes of the letters; between words of justified text it is rarely above 0.6.
    private const double LeastGap = 0.8;

    // Prose fills its columns from line to line, in words; the cells of a table do not.
    private const double FilledWidth = 0.65;
    private const double Letters = 0.7;
    private const double ProseLines = 0.8;
    private const double FewestWords = 3;
    private const double SharedLines = 0.45;

    // Space between lines that no column of prose has: what follows is set anew.
    private const double NewBlock = 4;

    private sealed record Split(int First, int End, double At, int Lines);

    /// <summary>Blocks of lines in the order in which a person reads them.</summary>
    public static IEnumerable<IReadOnlyList<PageLine>> InReadingOrder(IReadOnlyList<PageLine> lines)
    {
        if (lines.Count == 0)
            yield break;
        if (Best(lines) is not { } split)
        {
            yield return lines;
            yield break;
        }

        var columns = lines.Skip(split.First).Take(split.End - split.First).ToList();
        IReadOnlyList<PageLine>[] parts =
        [
            [.. lines.Take(split.First)],
            [.. columns.Select(l => l.Between(double.NegativeInfinity, split.At)).OfType<PageLine>()],
            [.. columns.Select(l => l.Between(split.At, double.PositiveInfinity)).OfType<PageLine>()],
            [.. lines.Skip(split.End)],
        ];
        foreach (var block in parts.SelectMany(InReadingOrder))
            yield return block;
    }

    // Of all places at which text begins, the one that parts the most lines into two columns of prose.
    private static Split? Best(IReadOnlyList<PageLine> lines)
    {
        if (lines.Count < FewestLines)
            return null;
        var size = lines.Select(l => l.Height).Order().ElementAt(lines.Count / 2);
        var segments = lines.Select(l => l.Segments(LeastGap * size).ToArray()).ToList();
        Split? best = null;
        foreach (var at in segments.SelectMany(s => s).Select(s => Math.Round(s.Left) - (0.35 * size)).Distinct().Order())
        {
            var first = 0;
            for (var i = 0; i <= lines.Count; i++)
            {
                var crosses = i < lines.Count && segments[i].Any(s => s.Left < at && s.Right > at + 0.2);
                var apart = i > 0 && i < lines.Count && lines[i - 1].Y - lines[i].Y > NewBlock * size;
                if (i < lines.Count && !crosses && !apart)
                    continue;
                if (i - first >= FewestLines && (best is null || i - first > best.Lines) && IsProse(lines, first, i, at))
                    best = new Split(first, i, at, i - first);
                first = crosses ? i + 1 : i;
            }
        }

        return best;
    }

    private static bool IsProse(IReadOnlyList<PageLine> lines, int first, int end, double at)
    {
        var left = Side(double.NegativeInfinity, at);
        var right = Side(at, double.PositiveInfinity);
        if (left.Count < FewestLines || right.Count < FewestLines)
            return false;
        // Where both columns have lines they have about as many: a narrow column of terms next to their meanings is a table.
        var (top, bottom) = (Math.Min(left[0].Y, right[0].Y), Math.Max(left[^1].Y, right[^1].Y));
        var (l, r) = (Within(left), Within(right));
        return Math.Min(l, r) >= FewestLines && Math.Min(l, r) >= SharedLines * Math.Max(l, r) && IsFilled(left) && IsFilled(right);

        List<PageLine> Side(double from, double to) =>
            [.. Enumerable.Range(first, end - first).Select(i => lines[i].Between(from, to)).OfType<PageLine>()];

        // Lines that are nearly level are one: a side may itself hold columns.
        int Within(List<PageLine> side)
        {
            var inside = side.Where(line => line.Y <= top + (0.6 * line.Height) && line.Y >= bottom - (0.6 * line.Height)).ToList();
            return inside.Where((line, i) => i == 0 || inside[i - 1].Y - line.Y > 0.6 * line.Height).Count();
        }
    }

    private static bool IsFilled(List<PageLine> side)
    {
        var widths = side.Select(l => l.Words[^1].Right - l.Words[0].Left).ToList();
        // Scripts without blanks between words are prose by their letters alone.
        return widths.Average() >= FilledWidth * widths.Max()
            && side.Count(IsOfLetters) >= ProseLines * side.Count
            && (side.Average(l => l.Words.Count) >= FewestWords || side.SelectMany(l => l.Words).SelectMany(w => w.Text)
                .Average(c => c >= '\u2E80' ? 1 : 0) > 0.5);
    }

    private static bool IsOfLetters(PageLine line)
    {
        var (all, letters) = (0, 0);
        foreach (var word in line.Words)
            (all, letters) = (all + word.Text.Length, letters + word.Text.Count(char.IsLetter));
        return letters >= Letters * all;
    }
}
