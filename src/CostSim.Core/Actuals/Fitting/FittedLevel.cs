using CostSim.Logs;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Actuals;

/// <summary>The days that the present level is fitted to: without single runaway days, and since the last step.</summary>
/// <param name="Days">Days of the fit; where the level is young, earlier ones at its height, since they still show weekdays and
/// spread.</param>
/// <param name="DaysOfLevel">How many of the last of them are at the level themselves.</param>
internal sealed record FittedLevel(IReadOnlyList<DayCount> Days, int DaysOfLevel, (DateOnly Since, double Before)? Step,
    IReadOnlyList<DayCount> Runaways)
{
    public static FittedLevel Of(IReadOnlyList<DayCount> busy, IReadOnlySet<int> closed, bool keepOutliers)
    {
        var runaways = keepOutliers ? [] : LevelSteps.Runaways(Series(busy, closed)).Select(t => busy[t]).ToList();
        var kept = busy.Except(runaways).ToList();
        var series = Series(kept, closed);
        if (LevelSteps.Last(series) is not { } step)
            return new FittedLevel(kept, kept.Count, null, runaways);
        var since = kept.Skip(step.Since).ToList();
        // Of several steps, the level before the last one.
        var before = Elementary.Exp(series.Skip(step.Since).Average(d => d.Log) - step.Size);
        var found = (since[0].Date, before);
        if (since.Count >= TrafficFitter.DaysForGrowth)
            return new FittedLevel(since, since.Count, found, runaways);
        var ratio = Elementary.Exp(step.Size);
        return new FittedLevel([.. kept.Take(step.Since).Skip(step.From).Select(d => d with { Requests = d.Requests * ratio }), .. since],
            since.Count, found, runaways);
    }

    // Without the weekdays' own pattern, which a step must not be taken for.
    private static List<SeriesDay> Series(IReadOnlyList<DayCount> busy, IReadOnlySet<int> closed)
    {
        if (busy.Count == 0)
            return [];
        var days = busy[^1].Date.DayNumber - busy[0].Date.DayNumber + 1;
        var factors = MeanPath.Of(busy, weekdays: days >= TrafficFitter.DaysForWeekdays, growth: false, closed: closed).Weekdays;
        return [.. busy.Select(d =>
            new SeriesDay(d.Date, Elementary.Log(d.Requests / Math.Max(0.01, factors?[Calendar.WeekdayOf(d.Date)] ?? 1)), 1 / d.Requests))];
    }
}
