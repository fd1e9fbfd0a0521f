using CostSim.Logs;

namespace CostSim.Actuals;

/// <summary>
/// Fits a level and growth to sums of months. Days, weekdays and hours are not in them: a day's spread is taken as the usual one,
/// weighed against how the months themselves lie around their path.
/// </summary>
internal static class MonthFitter
{
    /// <summary>A line through two months is not growth: it has nothing to be wrong against.</summary>
    public const int MonthsForGrowth = 3;

    private const int DaysOfMonth = 30;

    // As many months of the usual spread are added to the logged ones.
    private const double MonthsOfPrior = 5;

    public static TrafficFit Fit(IReadOnlyList<DayCount> months)
    {
        var growth = months.Count >= MonthsForGrowth;
        var path = MeanPath.Of(months, weekdays: false, growth);
        if (growth)
            path = MeanPath.Of(months, weekdays: false, growth, path.WeightOfSlope(TrafficFitter.GrowthPrior, DayVariance(months, path)));
        var variance = DayVariance(months, path);
        var bands = months.Select(m => TrafficFitter.BandOf(m, path.MeanOf(m), Math.Sqrt(variance / m.Days))).ToList();
        return new TrafficFit
        {
            Level = TrafficFitter.Lognormal(path.MeanLevelOn(months[^1].Next),
                Math.Sqrt(variance * path.ShareOfDayAtEnd(months.Sum(m => m.Days)))),
            Growth = growth ? path.Growth(variance) : null,
            Bands = bands,
            InsideBand = bands.Average(b => b.Requests >= b.Low && b.Requests <= b.High ? 1.0 : 0),
        };
    }

    /// <summary>Relative variance of one day including autocorrelation: that of a month divides it by its days.</summary>
    private static double DayVariance(IReadOnlyList<DayCount> months, MeanPath path)
    {
        var degrees = Math.Max(0, months.Count - path.Parameters);
        var squares = months.Sum(m => m.Days * (m.Requests / path.MeanOf(m) - 1) * (m.Requests / path.MeanOf(m) - 1));
        var usual = ((1 / TrafficFitter.UsualSize) + (1 / months.Average(m => m.Requests)))
            * TrafficFitter.Hanging(DaysOfMonth, TrafficFitter.UsualDayToDay);
        // The squares are what the degrees of freedom hold in the mean: degrees times the own variance.
        return ((degrees > 0 ? squares : 0) + (MonthsOfPrior * usual)) / (degrees + MonthsOfPrior);
    }
}
