using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>A track in a screen of text: the verdict, the months, what moved it, and where it will end.</summary>
internal static class TrackAnswer
{
    private const int MostWeeks = 6;
    private const int MostRunaways = 5;
    private const int MostGroups = 12;

    public static IEnumerable<string> Lines(Track track, string log, string reason, IEnumerable<string> notes) =>
        Paragraphs(track, log, reason, [.. notes]).SelectMany(p => p);

    private static IEnumerable<IReadOnlyList<string>> Paragraphs(Track track, string log, string reason, IReadOnlyList<string> notes)
    {
        var forecast = track.Outlook.Forecast;
        yield return TextTable.Wrap(
            $"{log} against {forecast.Scenario}, {track.Outlook.Design.Name} ({reason}), "
            + $"{forecast.Currency}{(forecast.TaxShare > 0 ? " with tax" : " before tax")}");
        yield return [""];
        yield return TextTable.Wrap(Verdict(track) + (track.Alerts.Count > 0 && !track.IsUnpriced ? ":" : ""));
        foreach (var alert in track.Alerts)
            yield return TextTable.Wrap($"- {alert}", indent: "  ");
        yield return [""];
        if (track.IsUnpriced)
        {
            yield return TextTable.Wrap(Unpriced(track));
            foreach (var note in notes.Concat(Notes(track)))
                yield return TextTable.Wrap($"! {note}", indent: "  ");
            yield break;
        }

        if (!track.HasCost)
        {
            yield return TextTable.Lines(TrackTables.Volumes(track,
                [.. track.Of("month"), .. track.Of("week").Where(w => !w.IsPartial).TakeLast(MostWeeks)]));
            yield return [""];
            foreach (var note in notes.Concat(Notes(track)))
                yield return TextTable.Wrap($"! {note}", indent: "  ");
            yield break;
        }

        yield return TextTable.Lines(TrackTables.Narrow(track, track.Of("month")));
        if (track.Of("week").Where(w => !w.IsPartial).TakeLast(MostWeeks).ToList() is { Count: > 0 } weeks)
            yield return ["", .. TextTable.Lines(TrackTables.Narrow(track, weeks))];
        yield return ["", .. TextTable.Lines(TrackTables.Drivers(track)), ""];
        if (track.Groups.Count > 0)
            yield return [.. TextTable.Lines(TrackTables.NarrowGroups(track, MostGroups)), .. track.Groups.Count > MostGroups
                ? TextTable.Wrap($"and {track.Groups.Count - MostGroups} more; --format csv has them all") : [], ""];
        foreach (var sentence in Sentences(track))
            yield return TextTable.Wrap(sentence);
        foreach (var note in notes.Concat(Notes(track)))
            yield return TextTable.Wrap($"! {note}", indent: "  ");
    }

    public static string Verdict(Track track) =>
        track.IsUnpriced ? $"Inconclusive: no price for {string.Join(", ", track.Log.Unknown.Select(m => m.Length == 0 ? "rows without a model" : m))}, and the log states no cost; give a price book that has it (--prices DIR), or a log with its cost."
        : track.Alerts.Count == 0 && track.IsShort
            ? $"No alert, and {(track.TrackedDays == 1 ? "one day is" : $"{track.TrackedDays} days are")} too short for one; a week is not."
        : track.Alerts.Count == 0 ? "On track." : track.Alerts.Count == 1 ? "1 alert" : $"{track.Alerts.Count} alerts";

    // Costs of such a log would be those of a part of it; what it counts is known all the same.
    internal static string Unpriced(Track track) =>
        $"It holds {Figures.Count(track.Total.Requests)} requests of "
        + $"{Figures.Count(track.Total.Requests > 0 ? track.Total.Tokens / track.Total.Requests : 0)} tokens where "
            + $"{Figures.Count(track.Of("month").Sum(p => p.ForecastRequests))} of {Figures.Count(track.Outlook.Design.TokensPerRequest)} "
                + $"were forecast.";

    public static IEnumerable<string> Sentences(Track track)
    {
        if (!track.HasCost)
            yield break;
        foreach (var landing in track.Landings)
        {
            yield return Lands(track, landing);
            if (landing.Budget is { } budget)
                yield return Budget(track, landing, budget);
        }

        if (track.Log is { HasBill: true, HasTokens: true })
            yield return $"Tokens and forecast lines explain {track.Money(track.Whole.Actual * (1 - track.Whole.UnexplainedShare))} of "
                + $"{track.Money(track.Whole.Actual)} billed; {Figures.Share(Math.Abs(track.Whole.UnexplainedShare))} is unexplained.";
        if (UnexplainedDays(track) is { } unexplained)
            yield return unexplained;
        if (track.OddDays.Any())
            yield return $"{track.OddDays.Count()} of {track.Of("day").Count} days lie outside their 98 % band, furthest "
                + $"{track.OddDays.MaxBy(d => Math.Abs(d.Actual - d.Forecast))!.From:yyyy-MM-dd} "
                    + $"({track.OddDays.MaxBy(d => Math.Abs(d.Actual - d.Forecast))!.Bridge.Main.Driver}).";
    }

    private static string Lands(Track track, Landing landing)
    {
        var name = landing.Period == Landing.Horizon ? "The whole horizon" : landing.Period;
        return landing.IsClosed
            ? $"{name} closed at {track.Money(landing.P50)}; the forecast was {track.Money(landing.Forecast)}."
            : $"{name} is projected to end at {track.Money(landing.P50)} ({track.Money(landing.P10)} to {track.Money(landing.P90)}, 8 of "
                + $"10), {track.Money(landing.SoFar)} of it so far; the forecast was {track.Money(landing.Forecast)}.";
    }

    private static string Budget(Track track, Landing landing, double budget) => landing switch
    {
        { IsClosed: true } => $"Its budget of {track.Money(budget)} {(landing.P50 > budget ? "was passed" : "held")}.",
        { PassedOn: { } day } =>
            $"Its budget of {track.Money(budget)} is passed on {day:yyyy-MM-dd} (chance {Figures.Share(landing.OverBudget!.Value)}).",
        _ => $"Its budget of {track.Money(budget)} holds (chance to pass it {Figures.Share(landing.OverBudget!.Value)}).",
    };

    // The days that a bill needs explained: much of it, with next to none of the tokens.
    private static string? UnexplainedDays(Track track)
    {
        if (track.Log is not { HasBill: true, HasTokens: true })
            return null;
        var days = track.Of("day").Where(d => d.Bridge.UnexplainedShare > 0.8 && d.Actual > 0.05 * track.Whole.Actual).ToList();
        return days.Count == 0 ? null
            : $"{(days.Count == 1 ? "One day holds" : $"{days.Count} days hold")} "
                + $"{Figures.Share(days.Sum(d => d.Actual) / track.Whole.Actual)} of the bill with "
                    + $"{Figures.Share(days.Sum(d => track.Log.Days[d.From].Tokens) / track.Total.Tokens)} of the tokens: "
                        + $"{string.Join(", ", days.Take(6).Select(d => Figures.Date(d.From)))}.";
    }

    public static IEnumerable<string> Notes(Track track)
    {
        if (track.OutsideHorizon > 0)
            yield return $"{track.OutsideHorizon} {(track.Log.Days.Count > 0 ? "days" : "months")} of the log lie outside the forecast's "
                + $"horizon; left out";
        if (!track.Log.HasBill && !track.IsUnpriced && track.HasCost)
            yield return "the log states no cost: its tokens are priced by the price book, and fees and monthly lines are as forecast";
        if (track.Log is { HasAssumed: true, Assumed: { } model })
            yield return $"rows without a model are priced as the design's {model}";
        if (track.Log is { HasTokens: true, HasRequests: false })
            yield return "the log counts no requests: volume is taken from its tokens";
        if (!track.HasCost)
            yield return "the log has neither tokens nor cost: only its requests are compared with the forecast";
        foreach (var group in track.Runaways.GroupBy(r => r.Day).Take(MostRunaways))
            yield return $"{Figures.Date(group.Key)} differs from the days around it ({string.Join(", ", group.Select(r => r.Series))}); a "
                + $"single day is not a change of level";
        foreach (var day in track.Of("day").Where(d => d.Part < 1))
            yield return $"{Figures.Date(day.From)} is only partly in the log ({Figures.Share(day.Part)} of a usual day): compared with "
                + $"that part of its forecast";
        foreach (var (tag, place) in track.Log.By.Select((tag, i) => (tag, i)).Where(t =>
            track.Groups.All(g => g.Values[t.i] == UseByGroup.None)))
            yield return $"no row of the log has the tag '{tag}': name a column, a tag, or a member of the log's metadata";
        if (track.BaselineFrom is { } accepted)
            yield return $"changes before {Figures.Date(accepted)} are accepted: no alert is about them";
        if (track.HasCost && !track.Log.HasTokens)
            yield return "the log has no tokens: the causes of a change cannot be separated, and all of it is unexplained";
        if (track.Log is { HasBill: true, Unknown.Count: > 0 })
            yield return $"no price for {string.Join(", ", track.Log.Unknown.Select(m => m.Length == 0 ? "rows without a model" : m))}: "
                + $"price changes of these cannot be separated from the rest";
        foreach (var (currency, rate) in track.Log.Exchanged)
            yield return $"{currency} amounts are taken at {Figures.Number(rate)} {track.Outlook.Forecast.Currency}";
        if (track.Log.Untaxed > 0)
            yield return $"the bill states no tax: the forecast's {Figures.Share(track.Log.Untaxed)} is added to it";
        else if (track is { Log: { HasBill: true, HasTax: false }, Outlook.Forecast.TaxShare: > 0 })
            yield return "the bill states no tax apart: its amounts are taken with tax, as the forecast is";
        if (track.Total.Tax > 0 && track.Outlook.Forecast.TaxShare == 0)
            yield return $"{track.Money(track.Total.Tax)} of tax is left out, since the forecast is before tax";
    }
}
