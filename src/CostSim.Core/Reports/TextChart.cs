namespace CostSim.Reports;

/// <summary>Small charts for a terminal that knows block characters.</summary>
internal static class TextChart
{
    private const string Heights = "▁▂▃▄▅▆▇█";
    private const string Eighths = "▏▎▍▌▋▊▉█";

    /// <summary>A character per value, as high as the value is between <paramref name="bottom"/> and the largest.</summary>
    public static string Sparkline(IReadOnlyList<double> values, double bottom = 0)
    {
        var top = values.Where(double.IsFinite).DefaultIfEmpty().Max();
        return string.Concat(values.Select(v =>
            !double.IsFinite(v) ? ' ' : Heights[top <= bottom ? 0 : (int)Math.Clamp((v - bottom) / (top - bottom) * 8, 0, 7)]));
    }

    /// <summary>A line per range of a histogram: from where, a bar, its share; ranges are joined until they fit.</summary>
    public static IReadOnlyList<string> Bars(Histogram histogram, Unit unit, int lines = 8, int width = 80)
    {
        var total = histogram.Counts.Sum();
        if (total <= 0)
            return [];
        var joined = (int)Math.Ceiling(histogram.Counts.Count / (double)lines);
        var rows = histogram.Counts.Chunk(joined).Select((counts, i) =>
            (From: $"{unit.Write(histogram.Edges[i * joined])} to "
                + $"{unit.Write(histogram.Edges[Math.Min((i + 1) * joined, histogram.Counts.Count)])}", Share: counts.Sum() / total))
                .ToList();
        var label = rows.Max(r => DisplayWidth.Of(r.From));
        var room = Math.Max(8, width - label - 10);
        var most = rows.Max(r => r.Share);
        return [.. rows.Select(r => $"{r.From.PadLeft(label)}  {Bar(r.Share / most * room)} {Figures.Share(r.Share)}")];
    }

    private static string Bar(double length)
    {
        var (whole, rest) = ((int)length, (int)((length - Math.Floor(length)) * 8));
        return new string('█', whole) + (rest > 0 ? Eighths[rest - 1].ToString() : "");
    }
}
