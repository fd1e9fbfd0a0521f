using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>Counts between edges, one edge more than counts; the values beyond the last edge are a share of their own.</summary>
internal sealed record Histogram(IReadOnlyList<double> Edges, IReadOnlyList<double> Counts, double ShareBeyond = 0)
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

        return new Histogram([.. Enumerable.Range(0, bins + 1).Select(i => low + (high - low) * i / bins)], counts,
            (double)beyond / sorted.Length);
    }

    /// <summary>
    /// The same distribution in equal bins, equal in ratio where the axis is logarithmic, up to the value that 199 of 200 do not pass.
    /// </summary>
    public Histogram Even(int bins, bool byRatio)
    {
        var total = Counts.Sum() / Math.Max(1e-300, 1 - ShareBeyond);
        if (total <= 0 || Edges.Count < 3)
            return this;
        var cumulative = new double[Edges.Count];
        for (var k = 0; k < Counts.Count; k++)
            cumulative[k + 1] = cumulative[k] + Counts[k];
        var first = Enumerable.Range(0, Counts.Count).First(k => Counts[k] > 0);
        var last = Enumerable.Range(1, Counts.Count).First(k => cumulative[k] >= Math.Min(Cut * total, cumulative[^1] * (1 - 1e-12)));
        var (low, high) = (Edges[first], Edges[last]);
        byRatio &= low > 0;
        var edges = Enumerable.Range(0, bins + 1)
            .Select(i => byRatio ? low * Elementary.Pow(high / low, (double)i / bins) : low + (high - low) * i / bins).ToArray();
        var below = edges.Select(Below).ToArray();
        return new Histogram(edges, [.. below.Zip(below.Skip(1), (a, b) => Math.Max(0, b - a))], Math.Max(0, 1 - below[^1] / total));

        // Within a bin of the old edges the values are taken as evenly spread.
        double Below(double value)
        {
            var k = 0;
            while (k < Counts.Count - 1 && Edges[k + 1] < value)
                k++;
            var width = Edges[k + 1] - Edges[k];
            return cumulative[k] + Counts[k] * (width <= 0 ? 1 : Math.Clamp((value - Edges[k]) / width, 0, 1));
        }
    }
}
