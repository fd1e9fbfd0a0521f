using CostSim.Units;

namespace CostSim.Distributions;

/// <summary>A distribution from independent trials: order statistics, and their intervals from the binomial law of ranks.</summary>
internal static class TrialSummary
{
    private const double Z975 = 1.959963984540054;

    /// <summary>Summarises trials, which it sorts; the mean is taken as given where it is known exactly.</summary>
    public static CostDistribution Of(double[] trials, SpendOptions options, double? mean = null)
    {
        var (m, sd, skewness) = MomentsOf(trials);
        Array.Sort(trials);
        return new CostDistribution
        {
            Mean = mean ?? m,
            StandardDeviation = sd,
            Skewness = skewness,
            Percentiles = [.. Asked(options).Select(p => PercentileOf(trials, p))],
            Exceedances = [.. options.ExceedUsd.Select(level => ExceedanceOf(trials, level))],
            Curve = Curve(trials.Length, rank => trials[rank], level => CountUpTo(trials, level), options.CurvePoints),
        };
    }

    public static IReadOnlyList<Percentile> Asked(SpendOptions options) => [.. Percentile.Reported.Concat(options.Percentiles).Distinct().Order()];

    public static (double Mean, double StandardDeviation, double Skewness) MomentsOf(double[] trials)
    {
        var mean = trials.Average();
        var (second, third) = (0.0, 0.0);
        foreach (var x in trials)
        {
            var d = x - mean;
            second += d * d;
            third += d * d * d;
        }

        second /= trials.Length;
        third /= trials.Length;
        return (mean, Math.Sqrt(second), second > 0 ? third / (second * Math.Sqrt(second)) : 0);
    }

    private static CostPercentile PercentileOf(double[] sorted, Percentile percentile)
    {
        var p = percentile.Probability;
        var reach = Z975 * Math.Sqrt(sorted.Length * p * (1 - p));
        return new CostPercentile(percentile, At(sorted.Length * p), new Bounds(At((sorted.Length * p) - reach), At((sorted.Length * p) + reach + 1)));

        // The smallest x with P(X <= x) >= p is the order statistic of rank ⌈np⌉.
        double At(double rank) => sorted[Math.Clamp((int)Math.Ceiling(rank - 1e-9) - 1, 0, sorted.Length - 1)];
    }

    private static Exceedance ExceedanceOf(double[] sorted, double level)
    {
        var above = sorted.Length - CountUpTo(sorted, level);
        return new Exceedance(level, (double)above / sorted.Length, Wilson(above, sorted.Length));
    }

    private static int CountUpTo(double[] sorted, double level)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] > level)
                high = middle;
            else
                low = middle + 1;
        }

        return low;
    }

    /// <summary>Wilson's 95 % interval for a share of independent trials.</summary>
    public static Bounds Wilson(double hits, double trials)
    {
        var p = hits / trials;
        var z2 = Z975 * Z975 / trials;
        var centre = (p + (0.5 * z2)) / (1 + z2);
        var reach = Z975 * Math.Sqrt((p * (1 - p) / trials) + (0.25 * z2 / trials)) / (1 + z2);
        return new Bounds(Math.Max(0, centre - reach), Math.Min(1, centre + reach));
    }

    /// <summary>Distribution function and density on a grid, from the lowest trial to the one that a thousandth of all exceed.</summary>
    /// <param name="count">How many trials.</param>
    /// <param name="ranked">The trial of a rank, counted from 0.</param>
    /// <param name="upTo">How many trials are not above a level.</param>
    /// <param name="points">Points of the grid; 0 for none.</param>
    public static IReadOnlyList<CurvePoint> Curve(int count, Func<int, double> ranked, Func<double, int> upTo, int points)
    {
        if (points == 0 || ranked(0) == ranked(count - 1))
            return [];
        var low = ranked(0);
        var width = (ranked(Math.Min(count - 1, (int)(0.999 * count))) - low) / points;
        var curve = new List<CurvePoint>();
        var below = 0;
        for (var i = 1; i <= points && width > 0; i++)
        {
            var edge = low + (i * width);
            var before = below;
            below = upTo(edge);
            curve.Add(new CurvePoint(edge, (double)below / count, (below - before) / (count * width)));
        }

        return curve;
    }
}
