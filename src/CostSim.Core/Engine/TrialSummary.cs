using CostSim.Units;

namespace CostSim.Engine;

/// <summary>A distribution from independent trials: order statistics, and their intervals from the binomial law of ranks.</summary>
internal static class TrialSummary
{
    public static IReadOnlyList<Percentile> Asked(SpendOptions options) =>
        [.. Percentile.Reported.Concat(options.Percentiles).Distinct().Order()];

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
