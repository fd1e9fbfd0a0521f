using CostSim.Files;
using CostSim.Forecasts;

namespace CostSim.Actuals;

/// <summary>
/// What a person says of a track: the budget, the smallest change worth an alert, the day from which the log counts as usual, and the
/// last day that counts at all.
/// </summary>
internal sealed record TrackOptions(double? Budget = null, double MinEffect = TrackOptions.UsualEffect, DateOnly? BaselineFrom = null,
    DateOnly? Until = null)
{
    public const double UsualEffect = 0.05;

    /// <summary>True where single days far from all others say how the month goes on, like the rest.</summary>
    public bool KeepOutliers { get; init; }
}

/// <summary>Compares actual use and cost with a forecast: bands, lasting changes, their drivers, and where the month will end.</summary>
internal static class Tracker
{
    public static Track Of(string log, DayOutlook outlook, ActualLog actual, TrackOptions options)
    {
        var until = options.Until ?? DateOnly.MaxValue;
        var days = actual.Days.Where(d => outlook.Holds(d.Key) && d.Key <= until).Select(d => new LoggedDay(d.Key, d.Value, actual.PartOf(d.Key))).ToList();
        // A bill of a whole month says nothing of a part of it.
        var months = actual.Months.Where(m => m.Key <= until && outlook.Holds(m.Key) && outlook.Holds(m.Key.AddMonths(1).AddDays(-1))).ToList();
        var after = actual.Days.Keys.Concat(actual.Months.Keys).Count(d => d > until);
        var all = actual.Days.Count + actual.Months.Count - after;
        if (days.Count + months.Count == 0)
            throw WithoutOverlap(log, outlook.Forecast, actual);
        if (actual is { HasBill: false, HasTokens: false, HasRequests: false, OtherCalls: > 0 })
            throw new InputException(Location.Of(log),
                $"holds no request of a language model and no bill, only {Reports.Figures.Count(actual.OtherCalls)} calls of other work (embeddings, pictures, speech); track needs the log of the model's requests, alone or with these");

        var plans = outlook.Forecast.Months.Select((_, m) => RequestPlan.Of(outlook.Design, outlook.Forecast, m)).ToList();
        var periods = new TrackedPeriods(outlook, actual, plans);
        var dailyMonths = days.Select(d => outlook.MonthOf(d.Date)).ToHashSet();
        var billedMonths = months.Where(m => !dailyMonths.Contains(outlook.MonthOf(m.Key))).ToList();
        List<TrackedPeriod> tracked = [.. periods.Of(days), .. billedMonths.Select(m => periods.OfMonth(m.Key, m.Value))];

        var watched = days.Where(d => options.BaselineFrom is not { } from || d.Date >= from).ToList();
        var (drifts, runaways) = watched.Count == 0 ? ([], [])
            : new WatchedSeries(outlook, actual, plans, watched).Watch(options.MinEffect);
        var track = new Track
        {
            Outlook = outlook,
            Log = actual,
            Periods = tracked,
            Drifts = drifts,
            Runaways = runaways,
            Groups = actual.By.Count == 0 ? [] : TrackedGroup.Of(outlook, actual, plans, days),
            BaselineFrom = options.BaselineFrom,
            Whole = VarianceBridge.Sum([.. tracked.Where(p => p.Kind == "month").Select(p => p.Bridge)]),
            Total = TrackedPeriods.Sum(days.Select(d => d.Actual).Concat(billedMonths.Select(m => m.Value))),
            OutsideHorizon = all - days.Count - months.Count,
            IgnoredAfter = after,
            Landings = Landings(outlook, tracked, days.Count > 0 ? days[^1].Date : null, drifts, options, actual.PartOf,
                options.KeepOutliers ? [] : runaways.Select(r => r.Day).ToHashSet()),
            Budget = options.Budget,
        };
        return track with { Alerts = [.. TrackAlerts.Of(track, options)] };
    }

    private static InputException WithoutOverlap(string log, Forecast forecast, ActualLog actual)
    {
        var first = actual.Days.Keys.Concat(actual.Months.Keys).Min();
        var months = actual.Months.Count > 0 ? ", and a bill by month needs whole months of it" : "";
        return new InputException(Location.Of(log),
            $"does not overlap the forecast: it starts on {first:yyyy-MM-dd}, the forecast runs from {forecast.Start:yyyy-MM-dd} to {forecast.End.AddDays(-1):yyyy-MM-dd}{months}; run the scenario with a start within the log");
    }

    private static List<Landing> Landings(DayOutlook outlook, List<TrackedPeriod> periods, DateOnly? lastDay, List<Drift> drifts,
        TrackOptions options, Func<DateOnly, double> part, HashSet<DateOnly> leftOut)
    {
        var months = periods.Where(p => p.Kind == "month").OrderBy(p => p.From).ToList();
        var seen = periods.Where(p => p.Kind == "day").Select(p => (p.From, p.Actual)).ToList();
        if (seen.Count == 0)
            (seen, part) = ([.. months.SelectMany(m =>
                outlook.DaysOf(outlook.MonthOf(m.From)).Select(d => (d, m.Actual * outlook.Cost(d) / Math.Max(1e-300, m.Forecast))))],
                _ => 1);
        var pace = new Pace(outlook, seen, PaceSince(drifts, options.BaselineFrom, seen), part, leftOut);
        var last = lastDay ?? seen[^1].Item1;
        var month = outlook.MonthOf(last);
        var soFar = months.Where(m => outlook.MonthOf(m.From) == month).Sum(m => m.Actual);
        var all = Enumerable.Range(0, outlook.Forecast.Days).Select(outlook.Forecast.Start.AddDays).ToList();
        // Days that the log lacks are taken as forecast; so is the beginning of its first day.
        var missed = all.Where(d => d <= last).Except(seen.Select(s => s.Item1)).ToList();
        var first = seen[0].Item1 < last ? (Day: seen[0].Item1, Cost: outlook.Cost(seen[0].Item1) * (1 - part(seen[0].Item1))) : (last, 0);
        double Missed(Func<DateOnly, bool> within) => missed.Where(within).Sum(outlook.Cost) + (within(first.Day) ? first.Cost : 0);
        return
        [
            pace.Of(outlook.Forecast.Months[month].Name, [.. outlook.DaysOf(month)], soFar + Missed(d => outlook.MonthOf(d) == month),
                options.Budget, outlook.Design.Bill.Months[month].P90),
            pace.Of(Landing.Horizon, all, months.Sum(m => m.Actual) + Missed(_ => true), null, outlook.Design.Bill.Total.P90),
        ];
    }

    // Only the days since the latest change say how it goes on; of a drift, those of its last week.
    private static DateOnly? PaceSince(List<Drift> drifts, DateOnly? baseline, List<(DateOnly Day, double)> seen)
    {
        const int daysOfDrift = 7;
        var since = drifts.Select(d => d.IsGradual ? (d.Noticed.AddDays(-daysOfDrift) is var late && late > d.Since ? late : d.Since)
            : d.Since).ToList();
        DateOnly? latest = since.Count > 0 ? since.Max() : null;
        return baseline is { } from && (latest is null || from > latest) && from <= seen[^1].Day ? from : latest;
    }
}
