using System.Globalization;
using CostSim.Randomness;

namespace CostSim.Answers;

/// <summary>A level of a varied value: how it is written, and the mean bill of the points that have it.</summary>
internal sealed record SweepLevel(string Value, double? Number, double Mean, int Points);

/// <summary>What one varied value does to a design's bill: its share of the spread over the points, and the levels.</summary>
internal sealed record SweepEffect(string Path, double Share, IReadOnlyList<SweepLevel> Levels)
{
    // Less is what rounding leaves of a value that changes nothing.
    private const double Least = 1e-12;
    private const double Rounding = 1e-9;

    // More values than this are put together by rank, so that each level has points enough.
    private const int MostLevels = 24;
    private const int Bins = 8;

    /// <summary>Whether the bill depends on it at all.</summary>
    public bool Moves => Share > Least;

    /// <summary>By falling share. The spread is that of the logarithm of the bill where it is above zero: values multiply it.</summary>
    public static IReadOnlyList<SweepEffect> Of(IReadOnlyList<string> paths, IReadOnlyList<SweptFigures> points)
    {
        var known = points.Where(p => double.IsFinite(p.P50)).ToList();
        if (known.Count < 2)
            return [];
        var byRatio = known.All(p => p.P50 > 0);
        var heights = known.Select(p => byRatio ? Elementary.Log(p.P50) : p.P50).ToArray();
        var mean = heights.Average();
        var all = heights.Sum(h => (h - mean) * (h - mean));
        // Where nothing moves the bill, what is left is rounding, and its shares mean nothing.
        if (Math.Sqrt(all / known.Count) <= Rounding * (byRatio ? 1 : Math.Abs(mean)))
            all = 0;
        return [.. paths.Select((path, axis) => Of(path, axis, known, heights, mean, all)).OrderByDescending(e => e.Share)
            .ThenBy(e => e.Path, StringComparer.Ordinal)];
    }

    private static SweepEffect Of(string path, int axis, List<SweptFigures> points, double[] heights, double mean, double all)
    {
        var levels = Grouped(points.Select(p => p.At.Values[axis]).ToList());
        var between = 0.0;
        var found = new List<SweepLevel>();
        foreach (var level in levels)
        {
            var own = level.Points.Average(i => heights[i]);
            between += level.Points.Count * (own - mean) * (own - mean);
            found.Add(new SweepLevel(level.Name, level.Number, level.Points.Average(i => points[i].P50), level.Points.Count));
        }

        return new SweepEffect(path, all > 0 ? Math.Clamp(between / all, 0, 1) : 0, found);
    }

    private static IReadOnlyList<(string Name, double? Number, IReadOnlyList<int> Points)> Grouped(List<string> values)
    {
        var groups = values.Select((value, i) => (value, i)).GroupBy(v => v.value)
            .Select(g => (Name: g.Key, Number: NumberOf(g.Key), Points: (IReadOnlyList<int>)[.. g.Select(v => v.i)])).ToList();
        if (groups.Any(g => g.Number is null))
            return groups;
        var sorted = groups.OrderBy(g => g.Number).ToList();
        if (sorted.Count <= MostLevels)
            return sorted;
        return [.. sorted.Chunk((sorted.Count + Bins - 1) / Bins)
            .Select(bin => ($"{bin[0].Name} to {bin[^1].Name}", (double?)bin.Average(b => b.Number!.Value),
                (IReadOnlyList<int>)[.. bin.SelectMany(b => b.Points)]))];
    }

    private static double? NumberOf(string value) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : null;
}
