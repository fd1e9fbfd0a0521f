using CostSim.Units;

namespace CostSim.Distributions;

/// <summary>A distribution from one draw at each scrambled point: order statistics of all points, intervals from the spread between the scrambles.</summary>
internal static class Draws
{
    // Student's t at 97.5 % with 15 degrees of freedom, over the root of 16 scrambles.
    private const double Reach = 2.131449545559323 / 4;

    public static CostDistribution Summary(double[] draws, int scrambles, SpendOptions options, (double Mean, double StandardDeviation, double Skewness) moments, int curvePoints)
    {
        // Pooled months come as one run of points after the other; each scramble's points lie together in every run.
        var groups = GroupsOf(draws, scrambles);
        foreach (var group in groups)
            Array.Sort(group);
        var all = Merged(groups);
        return new CostDistribution
        {
            Mean = moments.Mean,
            StandardDeviation = moments.StandardDeviation,
            Skewness = moments.Skewness,
            Percentiles = [.. TrialSummary.Asked(options).Select(p => PercentileOf(p, all, groups))],
            Exceedances = [.. options.ExceedUsd.Select(level => ExceedanceOf(level, groups))],
            Curve = TrialSummary.Curve(all, curvePoints),
        };
    }

    /// <summary>An estimate's 95 % interval from the estimates of the scrambles.</summary>
    public static Bounds IntervalOf(double estimate, IReadOnlyCollection<double> scrambles)
    {
        var mean = scrambles.Average();
        var sd = Math.Sqrt(scrambles.Sum(x => (x - mean) * (x - mean)) / (scrambles.Count - 1));
        return new Bounds(estimate - (Reach * sd), estimate + (Reach * sd));
    }

    private static double[][] GroupsOf(double[] draws, int scrambles)
    {
        var size = draws.Length / scrambles;
        return [.. Enumerable.Range(0, scrambles).Select(s => draws.AsSpan(s * size, size).ToArray())];
    }

    private static double[] Merged(double[][] groups)
    {
        var all = new double[groups.Sum(g => g.Length)];
        var at = 0;
        foreach (var group in groups)
        {
            group.CopyTo(all, at);
            at += group.Length;
        }

        Array.Sort(all);
        return all;
    }

    private static CostPercentile PercentileOf(Percentile percentile, double[] all, double[][] groups)
    {
        var x = At(all, percentile.Probability);
        return new CostPercentile(percentile, x, IntervalOf(x, [.. groups.Select(g => At(g, percentile.Probability))]));
    }

    // The smallest x with P(X <= x) >= p is the order statistic of rank ⌈np⌉.
    private static double At(double[] sorted, double p) => sorted[Math.Clamp((int)Math.Ceiling((sorted.Length * p) - 1e-9) - 1, 0, sorted.Length - 1)];

    private static Exceedance ExceedanceOf(double level, double[][] groups)
    {
        var shares = groups.Select(g => (double)(g.Length - CountUpTo(g, level)) / g.Length).ToArray();
        var interval = IntervalOf(shares.Average(), shares);
        return new Exceedance(level, shares.Average(), new Bounds(Math.Max(0, interval.Low), Math.Min(1, interval.High)));
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
}
