namespace CostSim.Documents;

/// <summary>Unions and intersections of parts of one text.</summary>
internal static class Ranges
{
    /// <summary>The same characters as ranges that neither overlap nor touch, in order.</summary>
    public static IReadOnlyList<TextRange> Union(IEnumerable<TextRange> ranges)
    {
        var union = new List<TextRange>();
        foreach (var range in ranges.Where(r => r.Length > 0).Order())
        {
            if (union.Count > 0 && range.Start <= union[^1].End)
                union[^1] = new TextRange(union[^1].Start, Math.Max(union[^1].End, range.End));
            else
                union.Add(range);
        }

        return union;
    }

    /// <summary>Characters that two unions have in common.</summary>
    public static long Common(IReadOnlyList<TextRange> a, IReadOnlyList<TextRange> b)
    {
        var common = 0L;
        for (int i = 0, j = 0; i < a.Count && j < b.Count;)
        {
            common += Math.Max(0, Math.Min(a[i].End, b[j].End) - Math.Max(a[i].Start, b[j].Start));
            if (a[i].End < b[j].End)
                i++;
            else
                j++;
        }

        return common;
    }

    /// <summary>A union less one range.</summary>
    public static IReadOnlyList<TextRange> Without(IReadOnlyList<TextRange> union, TextRange taken) =>
    [
        .. union.SelectMany(r =>
            new[] { new TextRange(r.Start, Math.Min(r.End, taken.Start)), new TextRange(Math.Max(r.Start, taken.End), r.End) })
            .Where(r => r.Length > 0),
    ];

    public static long Length(IEnumerable<TextRange> ranges) => ranges.Sum(r => (long)r.Length);
}
