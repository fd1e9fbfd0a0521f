using CostSim.Logs;
using CostSim.Randomness;

namespace CostSim.Actuals;

/// <summary>
/// The law of the lengths of one side of a request: how far the lognormal is from the log, and what the mean leaves open.
/// </summary>
internal sealed record LengthFit
{
    // Farther than this in its distribution function, the lognormal is left for the logged lengths themselves.
    private const double FarthestLognormal = 0.08;

    // Median CV of the day means of one client, in METHODS section 4: how far a mean moves that nobody watched for long.
    private const double UsualMove = 0.13;
    private const double DaysOfPrior = 3;

    public required string Name { get; init; }

    /// <summary>Mean tokens, with the uncertainty that the movement from day to day leaves.</summary>
    public required Fitted Mean { get; init; }

    public required double CoefficientOfVariation { get; init; }

    /// <summary>Largest distance of the distribution functions; null where single requests are not in the log.</summary>
    public double? Distance { get; init; }

    public double LoggedP95 { get; init; }

    public double FittedP95 { get; init; }

    public bool IsLognormal => Distance is null or <= FarthestLognormal;

    public static LengthFit Of(string name, IReadOnlyList<double> sample, Running moments, double mean, IReadOnlyList<double> dayMeans,
        double usualCv)
    {
        var interval = MeanOf(mean, dayMeans);
        if (sample.Count < 2 || moments.Variance == 0)
            return new LengthFit { Name = name, Mean = interval, CoefficientOfVariation = sample.Count < 2 ? usualCv : 0 };
        var law = LognormalQuantity.OfMean(moments.Mean, moments.CoefficientOfVariation);
        var sorted = sample.Order().ToArray();
        return new LengthFit
        {
            Name = name,
            Mean = interval,
            CoefficientOfVariation = moments.CoefficientOfVariation,
            Distance = DistanceTo(law, sorted),
            LoggedP95 = sorted[(int)(0.95 * (sorted.Length - 1))],
            FittedP95 = law.At(LognormalQuantity.Z95),
        };
    }

    // Ties count once: a step of the log is compared on both sides.
    private static double DistanceTo(LognormalQuantity law, double[] sorted)
    {
        var farthest = 0.0;
        for (var i = 0; i < sorted.Length;)
        {
            var next = i;
            while (next < sorted.Length && sorted[next] == sorted[i])
                next++;
            // Tokens are whole: a length covers half a token on both sides.
            var (below, above) = (law.Probability(sorted[i] - 0.5), law.Probability(sorted[i] + 0.5));
            farthest = Math.Max(farthest,
                Math.Max(Math.Abs(below - ((double)i / sorted.Length)), Math.Abs(above - ((double)next / sorted.Length))));
            i = next;
        }

        return farthest;
    }

    private static Fitted MeanOf(double mean, IReadOnlyList<double> dayMeans)
    {
        var days = Math.Max(1, dayMeans.Count);
        var centre = dayMeans.Count > 0 ? dayMeans.Average() : mean;
        var own = dayMeans.Count > 1 && centre > 0 ? dayMeans.Sum(d => (d / centre - 1) * (d / centre - 1)) / (dayMeans.Count - 1) : 0;
        var variance = (((days - 1) * own) + (DaysOfPrior * UsualMove * UsualMove)) / (days - 1 + DaysOfPrior);
        var error = Math.Sqrt(variance * TrafficFitter.Hanging(days, 0.4) / days);
        // The lognormal between the two ends has the logged mean, so that a fitted request costs as much in the mean as a logged one.
        var median = mean * Elementary.Exp(-error * error / 2);
        return new Fitted(mean, median * Elementary.Exp(-LognormalQuantity.Z95 * error),
            median * Elementary.Exp(LognormalQuantity.Z95 * error));
    }
}
