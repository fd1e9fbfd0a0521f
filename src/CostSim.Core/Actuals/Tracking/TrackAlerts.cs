using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>
/// The alerts of a track: lasting changes, weeks and months outside the forecast, a silent service, a budget that will be passed, and
/// a bill that usage does not explain. All limits together raise a false alarm in at most one quiet log of sixty days out of twenty.
/// </summary>
internal static class TrackAlerts
{
    // A lasting share of the bill that tokens cannot explain is somebody's business.
    private const double AlarmingShare = 0.10;

    // Chance that any of the weeks and months of a log that runs as forecast lies outside.
    private const double FalseAlarms = 0.01;

    // A silence that chance leaves less often than this is one.
    private const double OddSilence = 0.001;

    public static IEnumerable<string> Of(Track track, TrackOptions options)
    {
        foreach (var drift in track.Drifts)
            yield return $"{drift.Series} {Figures.Change(drift.Change)} {(drift.IsGradual ? "little by little " : "")}since "
                + $"{drift.Since:yyyy-MM-dd} (noticed {drift.Noticed:yyyy-MM-dd}); most of it: {drift.Driver}";
        if (Silence(track) is { } since)
            yield return $"no requests since {since:yyyy-MM-dd}; most of it: {VarianceBridge.Volume}";
        // Costs of a log without prices would be those of a part of it.
        if (track.IsUnpriced || !track.HasCost)
            yield break;
        foreach (var line in Periods(track, options))
            yield return line;
        foreach (var landing in track.Landings.Where(l => l.OverBudget > 0.5))
            yield return landing.IsClosed
                ? $"{landing.Period} passed its budget of {track.Money(landing.Budget!.Value)}: closed at {track.Money(landing.P50)}"
                : $"{landing.Period} passes its budget of "
                    + $"{track.Money(landing.Budget!.Value)}{(landing.PassedOn is { } day ? $" on {day:yyyy-MM-dd}" : "")}: is projected "
                        + $"to end at {track.Money(landing.P50)}";
        foreach (var group in track.Groups.Where(g => g.Budget is { } limit && g.Actual > limit))
            yield return $"{group.Name} passed its budget of {track.Money(group.Budget!.Value)} in {group.Month:yyyy-MM}: "
                + $"{track.Money(group.Actual)}; most of it: {group.Bridge.Main.Driver}";
        if (track is { Log: { HasBill: true, HasTokens: true }, Whole.UnexplainedShare: var share } && Math.Abs(share) > AlarmingShare)
            yield return $"{Figures.Share(Math.Abs(share))} of the bill cannot be explained by tokens";
    }

    private static IEnumerable<string> Periods(Track track, TrackOptions options)
    {
        var periods = track.Periods.Where(p => p.Kind is "week" or "month" && p.Days >= Track.DaysForAlert
            && (options.BaselineFrom is not { } from || p.From >= from)).ToList();
        var tail = FalseAlarms / 2 / Math.Max(1, periods.Count);
        foreach (var period in periods.Where(p => Math.Abs(p.Actual - p.Forecast) > options.MinEffect * p.Forecast))
        {
            if (period.Actual > period.Law.At(1 - tail) || period.Actual < period.Law.At(tail))
                yield return $"{period.Kind} of {period.From:yyyy-MM-dd}: {track.Money(period.Actual)} is {period.Verdict} "
                    + $"({track.Money(period.Actual > period.P99 ? period.P99 : period.P1)}); most of it: {period.Driver}";
        }
    }

    // Whole days at the end of the log without a request, more of them than days without traffic explain.
    private static DateOnly? Silence(Track track)
    {
        var days = track.Of("day");
        var silent = days.Reverse().TakeWhile(d => d is { Part: 1, Requests: 0, Tokens: 0 }).ToList();
        if (!track.Log.HasRequests || silent.Count == 0 || silent.Count == days.Count)
            return null;
        var chance = silent.Aggregate(1.0, (all, d) => all * track.Outlook.DayRequests(d.From).Below(0.5));
        return chance < OddSilence ? silent[^1].From : null;
    }
}
