using CostSim.Forecasts;
using CostSim.Randomness;
using CostSim.Settings;

namespace CostSim.Tracking;

/// <summary>Holds what happened against a forecast: bands, drifts, drivers, landing.</summary>
internal static class Tracker
{
    // A lasting share of the bill that tokens cannot explain is somebody's business.
    private const double AlarmingShare = 0.10;

    public static Track Of(string log, DayOutlook outlook, ActualLog actual, double? budget)
    {
        var days = actual.Days.Where(d => outlook.Holds(d.Key)).ToList();
        // A bill of a whole month says nothing of a part of it.
        var months = actual.Months.Where(m => outlook.Holds(m.Key) && outlook.Holds(m.Key.AddMonths(1).AddDays(-1))).ToList();
        var all = actual.Days.Count + actual.Months.Count;
        if (days.Count + months.Count == 0)
        {
            var first = actual.Days.Keys.Concat(actual.Months.Keys).Min();
            throw new InputException(Location.Of(log), $"does not overlap the forecast: it starts on {first:yyyy-MM-dd}, the forecast runs from {outlook.Forecast.Start:yyyy-MM-dd} to {outlook.Forecast.End.AddDays(-1):yyyy-MM-dd}{(actual.Months.Count > 0 ? ", and a bill by month needs whole months of it" : "")}; run the scenario with a start within the log");
        }

        var plans = outlook.Forecast.Months.Select((_, m) => RequestPlan.Of(outlook.Design, outlook.Forecast, m)).ToList();
        var periods = new List<TrackedPeriod>();
        periods.AddRange(days.Select(d => Of(outlook, actual, plans, "day", [d.Key], d.Value, whole: true)));
        foreach (var week in days.GroupBy(d => d.Key.AddDays(-Volumes.Calendar.WeekdayOf(d.Key))))
            periods.Add(Of(outlook, actual, plans, "week", [.. week.Select(d => d.Key)], Sum(week.Select(d => d.Value)), week.Count() == 7));
        foreach (var month in days.GroupBy(d => outlook.MonthOf(d.Key)))
            periods.Add(Of(outlook, actual, plans, "month", [.. month.Select(d => d.Key)], Sum(month.Select(d => d.Value)), month.Count() == outlook.Forecast.Months[month.Key].Days));
        var dailyMonths = days.Select(d => outlook.MonthOf(d.Key)).ToHashSet();
        foreach (var (from, total) in months.Where(m => !dailyMonths.Contains(outlook.MonthOf(m.Key))))
            periods.Add(Of(outlook, actual, plans, "month", [.. outlook.DaysOf(outlook.MonthOf(from))], total, whole: true));

        var drifts = Drifts(outlook, actual, days).Select(d => d with { Driver = DriverSince(periods, d.Since) }).ToList();
        var known = periods.Where(p => p.Kind == "month").ToList();
        var sum = Sum(days.Select(d => d.Value).Concat(months.Where(m => !dailyMonths.Contains(outlook.MonthOf(m.Key))).Select(m => m.Value)));
        var track = new Track
        {
            Outlook = outlook,
            Log = actual,
            Periods = periods,
            Drifts = drifts,
            Whole = VarianceBridge.Sum([.. known.Select(p => p.Bridge)]),
            Total = sum,
            OutsideHorizon = all - days.Count - months.Count,
            Landings = Landings(outlook, periods, days.Count > 0 ? days[^1].Key : null, drifts, budget),
            Budget = budget,
        };
        return track with { Alerts = [.. AlertsOf(track)] };
    }

    private static TrackedPeriod Of(DayOutlook outlook, ActualLog log, List<RequestPlan> plans, string kind, List<DateOnly> days, ActualDay actual, bool whole)
    {
        var law = outlook.CostOf(days);
        var requests = days.Sum(outlook.Requests);
        var bridge = VarianceBridge.Of(plans[outlook.MonthOf(days[0])], outlook.Forecast, law.Mean, requests, actual, log.HasBill, log.Fx, log.Untaxed);
        return new TrackedPeriod(kind, days[0], days.Count, bridge.Actual, law.Mean, law.At(0.01), law.At(0.1), law.At(0.9), law.At(0.99), bridge)
        {
            Requests = actual.Requests,
            ForecastRequests = requests,
            IsPartial = !whole,
        };
    }

    private static string DriverSince(List<TrackedPeriod> periods, DateOnly since) =>
        periods.Where(p => p.Kind == "day" && p.From >= since).SelectMany(p => p.Bridge.Steps).GroupBy(s => s.Driver)
            .MaxBy(g => Math.Abs(g.Sum(s => s.Amount)))?.Key ?? VarianceBridge.Unexplained;

    private static ActualDay Sum(IEnumerable<ActualDay> days)
    {
        var sum = new ActualDay();
        foreach (var day in days)
            sum.Add(day);
        return sum;
    }

    private static List<Drift> Drifts(DayOutlook outlook, ActualLog log, List<KeyValuePair<DateOnly, ActualDay>> days)
    {
        var found = new List<Drift?>();
        if (log.HasRequests)
            found.Add(DriftTest.Of("requests a day", Series(d => d.Value.Requests / outlook.Requests(d.Key)), outlook.DayToDay));
        if (log is { HasRequests: true, HasTokens: true })
            found.Add(DriftTest.Of("tokens per request", Series(d => d.Value.Requests > 0 ? d.Value.Tokens / d.Value.Requests : 0)));
        if (log is { HasRequests: true, HasBill: true })
            found.Add(DriftTest.Of("cost per request", Series(d => d.Value.Requests > 0 ? d.Value.Billed / d.Value.Requests : 0)));
        else if (log.HasBill)
            found.Add(DriftTest.Of("cost a day", Series(d => d.Value.Billed / outlook.Cost(d.Key)), outlook.DayToDay));
        return [.. found.OfType<Drift>()];

        List<(DateOnly, double)> Series(Func<KeyValuePair<DateOnly, ActualDay>, double> of) =>
            [.. days.Select(d => (d.Key, Value: of(d))).Where(d => d.Value > 0).Select(d => (d.Key, Elementary.Log(d.Value)))];
    }

    private static List<Landing> Landings(DayOutlook outlook, List<TrackedPeriod> periods, DateOnly? lastDay, List<Drift> drifts, double? budget)
    {
        var months = periods.Where(p => p.Kind == "month").OrderBy(p => p.From).ToList();
        var seen = periods.Where(p => p.Kind == "day").Select(p => (p.From, p.Actual)).ToList();
        if (seen.Count == 0)
            seen = [.. months.SelectMany(m => outlook.DaysOf(outlook.MonthOf(m.From)).Select(d => (d, m.Actual * outlook.Cost(d) / Math.Max(1e-300, m.Forecast))))];
        var pace = new Pace(outlook, seen, drifts.Count == 0 ? null : drifts.Max(d => d.Since));
        var last = lastDay ?? seen[^1].Item1;
        var month = outlook.MonthOf(last);
        var soFar = months.Where(m => outlook.MonthOf(m.From) == month).Sum(m => m.Actual);
        var missed = Enumerable.Range(0, outlook.Forecast.Days).Select(outlook.Forecast.Start.AddDays).Where(d => d <= last).Except(seen.Select(s => s.Item1)).ToList();
        var landings = new List<Landing> { pace.Of(outlook.Forecast.Months[month].Name, [.. outlook.DaysOf(month)], soFar + missed.Where(d => outlook.MonthOf(d) == month).Sum(outlook.Cost), budget, outlook.Design.Bill.Months[month].P90) };
        landings.Add(pace.Of(Landing.Horizon, [.. Enumerable.Range(0, outlook.Forecast.Days).Select(outlook.Forecast.Start.AddDays)], months.Sum(m => m.Actual) + missed.Sum(outlook.Cost), null, outlook.Design.Bill.Total.P90));
        return landings;
    }

    private static IEnumerable<string> AlertsOf(Track track)
    {
        // Costs of a log without prices would be those of a part of it.
        if (track.IsUnpriced)
            yield break;
        foreach (var drift in track.Drifts)
            yield return $"{drift.Series} {Reports.Figures.Change(drift.Change)} since {drift.Since:yyyy-MM-dd} (noticed {drift.Noticed:yyyy-MM-dd}); most of it: {drift.Driver}";
        foreach (var period in track.Periods.Where(p => p.Kind is "week" or "month" && p.IsOutside && p.Days >= Track.DaysForAlert))
            yield return $"{period.Kind} of {period.From:yyyy-MM-dd}: {track.Money(period.Actual)} is {period.Verdict} ({track.Money(period.Actual > period.P99 ? period.P99 : period.P1)}); most of it: {period.Driver}";
        foreach (var landing in track.Landings.Where(l => l.OverBudget > 0.5))
            yield return landing.IsClosed ? $"{landing.Period} passed its budget of {track.Money(landing.Budget!.Value)}: closed at {track.Money(landing.P50)}" : $"{landing.Period} passes its budget of {track.Money(landing.Budget!.Value)}{(landing.PassedOn is { } day ? $" on {day:yyyy-MM-dd}" : "")}: lands at {track.Money(landing.P50)}";
        if (track is { Log: { HasBill: true, HasTokens: true }, Whole.UnexplainedShare: var share } && Math.Abs(share) > AlarmingShare)
            yield return $"{Reports.Figures.Share(Math.Abs(share))} of the bill cannot be explained by tokens";
    }
}
