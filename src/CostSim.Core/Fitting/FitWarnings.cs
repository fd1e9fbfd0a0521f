using CostSim.Reports;

namespace CostSim.Fitting;

/// <summary>What a log is too short, too coarse or too odd to say.</summary>
internal static class FitWarnings
{
    public static IEnumerable<string> Of(LogFit fit)
    {
        var (days, traffic) = (fit.Whole.Days.Count, fit.Traffic);
        foreach (var day in fit.Whole.Partial)
            yield return $"{Figures.Date(day)} is only partly in the log; left out of the days";
        foreach (var (from, to) in fit.Whole.Gaps)
            yield return $"no row from {Figures.Date(from)} to {Figures.Date(to)}: taken as a gap of the log, not as days without requests";
        if (days < TrafficFitter.DaysForWeekdays)
            yield return $"{Counted(days)} cannot show weekdays: all are alike; two weeks can";
        else if (days < 14)
            yield return $"{days} whole days show each weekday once or twice: its factor is mostly chance; two weeks or more show it";
        if (traffic.Growth is null)
            yield return $"{Counted(days)} cannot show growth: none is assumed; type growth_per_month from your plan, or fit {TrafficFitter.DaysForGrowth} days or more";
        else if (traffic.Growth.Value.High - traffic.Growth.Value.Low > 0.15)
            yield return $"growth is hardly known ({Figures.Change(traffic.Growth.Value.Low)} to {Figures.Change(traffic.Growth.Value.High)} a month): {days} days are short for it";
        if (traffic.InsideBand < 0.75 && days >= 14)
            yield return $"only {Figures.Share(traffic.InsideBand)} of the days lie in the fitted 90 % band: something beside weekdays and growth moves this log";
        foreach (var length in new[] { fit.Input, fit.Output }.OfType<LengthFit>().Where(l => !l.IsLognormal))
            yield return $"{length.Name} lengths are not lognormal (distance {length.Distance:0.00}): the logged lengths are resampled";
        if (fit.Input is { Distance: null } && fit.Sketch.HasBuckets)
            yield return "buckets hold sums, so the spread of single requests is not in the log: the usual one stands in (cv 0.35 in, 0.6 out)";
        if (fit.Hours is null)
            yield return "rows do not say their hour: hours stay flat";
        if (fit.Input is null)
            yield return "the log has no tokens: requests is left out";
        foreach (var model in fit.Models.Where(m => !m.IsPriced && m.Name.Length > 0))
            yield return $"{model.Name} ({Figures.Share(model.Share)} of the requests) is not in the price book: name its price in the scenario (prices: inline)";
        if (fit.Models.Any(m => m.Name.Length == 0))
            yield return "requests without a model have no price: name the model in the scenario, or group the export by model";
    }

    private static string Counted(int days) => days == 1 ? "1 whole day" : $"{days} whole days";
}
