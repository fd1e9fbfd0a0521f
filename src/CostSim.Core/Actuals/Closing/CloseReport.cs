using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>A close as a report: the verdict, the bridge, the accruals, the landing.</summary>
internal static class CloseReport
{
    private const int MostDates = 6;

    public static Report Of(MonthClose close, string log, string reason, IReadOnlyList<string> notes)
    {
        var (track, forecast) = (close.Track, close.Track.Outlook.Forecast);
        var said = Notes(close).Concat(notes).Concat(TrackAnswer.Notes(track)).Distinct().ToList();
        return new Report($"{forecast.Scenario}: close of {close.Name}",
        [
            new Section("answer", "The answer",
            [
                new Paragraph([new Run(Verdict(close), Strong: true)], Lead: true),
                new Points([.. Sentences(close)]),
                .. track.Alerts.Count > 0 ? [new Callout(Tone.Bad, [.. track.Alerts])] : Array.Empty<Block>(),
                .. said.Count > 0 ? [new Callout(Tone.Notice, said)] : Array.Empty<Block>(),
            ]),
            new Section("bridge", "Why it is not the forecast", [new TableBlock(CloseTables.Bridge(close))]),
            new Section("accruals", "What to accrue", [new TableBlock(CloseTables.Accruals(close))]),
            new Section("months", "The months so far", [new TableBlock(CloseTables.Months(close))]),
            new Section("landing", "Landing", [new TableBlock(CloseTables.Landing(close))]),
            .. close.Groups.Count == 0
                ? Array.Empty<Section>()
                : [new Section("groups", "By group", [new TableBlock(CloseTables.Groups(close))])],
        ])
        {
            Kicker = "CostSim monthly close",
            Subtitle = $"{log} against {track.Outlook.Design.Name} ({reason}), "
                + $"{forecast.Currency}{(forecast.TaxShare > 0 ? " with tax" : " before tax")}, people not included",
            Footer = $"CostSim {forecast.Version}, seed {forecast.Seed}, prices of {forecast.PricesAsOf:yyyy-MM-dd}",
        };
    }

    public static string Verdict(MonthClose close)
    {
        var (cost, planned) = (close.Cost, close.Forecast);
        var share = planned > 0 ? Math.Abs((cost / planned) - 1) : 0;
        var against = share < 0.0005 ? "as forecast"
            : $"{close.Track.Money(Math.Abs(cost - planned))} ({Figures.Share(share)}) {(cost > planned ? "over" : "under")} the forecast "
                + $"of {close.Track.Money(planned)}";
        var driver = share < 0.0005 || close.Period.Driver.Length == 0 ? "" : $"; most of it: {close.Period.Driver}";
        return close.IsProvisional
            ? $"{close.Name} stands at {close.Track.Money(cost)} ({close.Track.Money(close.Month.P10)} to "
                + $"{close.Track.Money(close.Month.P90)}, 8 of 10), {against}{driver}."
            : $"{close.Name} closed at {close.Track.Money(cost)}, {against}{driver}.";
    }

    private static IEnumerable<string> Sentences(MonthClose close)
    {
        var track = close.Track;
        var accrued = close.Accruals.Sum(a => a.Amount);
        yield return accrued == 0
            ? $"Nothing to accrue: the bill of {track.Money(close.Billed)} is all of it."
            : $"To accrue: {track.Money(accrued)}{(close.Billed > 0 ? $"; {track.Money(close.Billed)} is billed" : ", all of the month")}.";
        yield return $"The log's {close.Period.Days} days lie {Band(close.Period)} (P10 to P90: {track.Money(close.Period.P10)} to "
            + $"{track.Money(close.Period.P90)}).";
        yield return close.Horizon.IsClosed
            ? $"The whole horizon closed at {track.Money(close.Horizon.P50)}; the forecast was {track.Money(close.Horizon.Forecast)}."
            : $"The whole horizon is projected to end at {track.Money(close.Horizon.P50)} ({track.Money(close.Horizon.P10)} to "
                + $"{track.Money(close.Horizon.P90)}, 8 of 10); the forecast was {track.Money(close.Horizon.Forecast)}.";
        if (close.Month.Budget is { } budget)
            yield return $"Its budget of {track.Money(budget)} "
                + $"{(close.Cost > budget ? "was passed" : "held")}{(close.IsProvisional ? $" as it stands (chance to pass it {Figures.Share(close.Month.OverBudget ?? 0)})" : "")}.";
        if (track.Log is { HasBill: true, HasTokens: true })
            yield return $"{Figures.Share(Math.Abs(close.Period.Bridge.UnexplainedShare))} of the bill is not explained by tokens and "
                + $"forecast lines.";
    }

    private static string Band(TrackedPeriod period) =>
        period.Verdict == "in band" ? "inside their band" : period.Verdict.Replace("P", "their P", StringComparison.Ordinal);

    private static IEnumerable<string> Notes(MonthClose close)
    {
        var month = close.Track.Outlook.Forecast.Months[close.Track.Outlook.MonthOf(close.Period.From)];
        if (close.IsProvisional)
            yield return $"provisional: the log lacks {Dates(close.Missing)}, or has only a part of "
                + $"{(close.Missing.Count == 1 ? "it" : "them")}; a day without any usage needs no accrual";
        if (month.IsPartial)
            yield return $"the forecast holds {close.Name} only from {Figures.Date(month.From)} for {month.Days} days: only these "
                + $"are closed";
        if (close.Track.IgnoredAfter > 0)
            yield return $"{close.Track.IgnoredAfter} {(close.Track.Log.Days.Count > 0 ? "days" : "months")} of the log after {close.Name} "
                + $"are left out";
    }

    // Days that follow on one another are a span.
    private static string Dates(IReadOnlyList<DateOnly> days) => days.Count switch
    {
        1 => Figures.Date(days[0]),
        _ when days[^1].DayNumber - days[0].DayNumber == days.Count - 1 => $"{Figures.Date(days[0])} to {Figures.Date(days[^1])}",
        _ => $"{days.Count} days ({string.Join(", ", days.Take(MostDates).Select(Figures.Date))}{(days.Count > MostDates ? ", ..." : "")})",
    };
}
