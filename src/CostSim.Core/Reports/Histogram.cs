namespace CostSim.Reports;

/// <summary>Counts between edges, one edge more than counts; the values beyond the last edge are a share of their own.</summary>
public sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<double> Counts, double ShareBeyond = 0)
{
    private const double Cut = 0.995;

    /// <summary>Equal bins up to the value that 199 of 200 do not pass: a long tail would press the rest into one bar.</summary>
    public static Histogram Of(IEnumerable<double> values, int bins = 60)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        if (sorted.Length == 0)
            return new Histogram([0, 1], [0]);
        var (low, high) = (sorted[0], sorted[(int)Math.Min(sorted.Length - 1, Math.Ceiling(Cut * sorted.Length))]);
        if (high - low <= Math.Abs(high) * 1e-12)
            return new Histogram([low, low == 0 ? 1 : low + Math.Abs(low) * 0.01], [sorted.Length]);
        var counts = new double[bins];
        var beyond = 0;
        foreach (var value in sorted)
        {
            if (value > high)
                beyond++;
            else
                counts[Math.Min(bins - 1, (int)((value - low) / (high - low) * bins))]++;
        }

        return new Histogram([.. Enumerable.Range(0, bins + 1).Select(i => low + (high - low) * i / bins)], counts, (double)beyond / sorted.Length);
    }
}
