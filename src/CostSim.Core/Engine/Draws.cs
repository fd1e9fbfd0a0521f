using CostSim.Units;

namespace CostSim.Engine;

/// <summary>
/// A distribution from one draw at each scrambled point: order statistics of all points, intervals from the spread between the scrambles.
/// </summary>
internal static class Draws
{
    // Student's t at 97.5 % with 15 degrees of freedom, over the root of 16 scrambles.
    private const double Reach = 2.131449545559323 / 4;

    /// <summary>Summarises runs of draws, one for each month that is pooled; each scramble's points lie together in every run.</summary>
    public static CostDistribution Summary(IReadOnlyList<double[]> runs, SpendOptions options,
        (double Mean, double StandardDeviation, double Skewness) moments)
    {
        var draws = new RankedDraws(runs, OuterPlan.Scrambles);
        return new CostDistribution
        {
            Mean = moments.Mean,
            StandardDeviation = moments.StandardDeviation,
            Skewness = moments.Skewness,
            Percentiles = [.. TrialSummary.Asked(options).Select(p => PercentileOf(p, draws))],
            Exceedances = [.. options.ExceedUsd.Select(level => ExceedanceOf(level, draws))],
            Curve = TrialSummary.Curve(draws.Count, draws.At, draws.CountUpTo, options.CurvePoints),
        };
    }

    /// <summary>An estimate's 95 % interval from the estimates of the scrambles.</summary>
    public static Bounds IntervalOf(double estimate, IReadOnlyCollection<double> scrambles)
    {
        var mean = scrambles.Average();
        var sd = Math.Sqrt(scrambles.Sum(x => (x - mean) * (x - mean)) / (scrambles.Count - 1));
        return new Bounds(estimate - (Reach * sd), estimate + (Reach * sd));
    }

    private static CostPercentile PercentileOf(Percentile percentile, RankedDraws draws)
    {
        var x = draws.At(RankOf(percentile.Probability, draws.Count));
        var rank = RankOf(percentile.Probability, draws.GroupSize);
        return new CostPercentile(percentile, x, IntervalOf(x, [.. Enumerable.Range(0, draws.Groups).Select(g => draws.At(g, rank))]));
    }

    // The smallest x with P(X <= x) >= p is the order statistic of rank ⌈np⌉.
    private static int RankOf(double p, int count) => Math.Clamp((int)Math.Ceiling((count * p) - 1e-9) - 1, 0, count - 1);

    private static Exceedance ExceedanceOf(double level, RankedDraws draws)
    {
        var shares = Enumerable.Range(0, draws.Groups).Select(g => (double)(draws.GroupSize - draws.CountUpTo(g, level)) / draws.GroupSize)
            .ToArray();
        var interval = IntervalOf(shares.Average(), shares);
        return new Exceedance(level, shares.Average(), new Bounds(Math.Max(0, interval.Low), Math.Min(1, interval.High)));
    }
}
