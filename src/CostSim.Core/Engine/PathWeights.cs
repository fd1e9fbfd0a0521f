namespace CostSim.Engine;

/// <summary>Weighs paths by how near their total is to a level, so that what makes up a P90 can be averaged where it is.</summary>
internal static class PathWeights
{
    /// <summary>A normal kernel of a tenth of the spread; all alike where there is no spread.</summary>
    public static double[] Near(double[] totals, double level)
    {
        var (_, sd, _) = TrialSummary.MomentsOf(totals);
        var width = 0.1 * sd;
        return width > 0 ? [.. totals.Select(x => Randomness.Elementary.NormalDensity((x - level) / width))] : [.. totals.Select(_ => 1.0)];
    }

    public static double Mean(double[] values, double[] weights)
    {
        var (sum, total) = (0.0, 0.0);
        for (var i = 0; i < values.Length; i++)
            (sum, total) = (sum + (weights[i] * values[i]), total + weights[i]);
        return total > 0 ? sum / total : values.Average();
    }
}
