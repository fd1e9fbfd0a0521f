using CostSim.Capacity;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>
/// The report's section on limits: what binds first and when, what each policy makes of it, and a page of the runbook for each.
/// </summary>
internal static class CapacitySection
{
    private const double Said = 0.9;

    public static IEnumerable<Block> Of(Result result)
    {
        if (result.Capacity is not { } capacity)
            yield break;
        foreach (var found in capacity.Designs)
        {
            yield return new Paragraph([new Run(found.Design.Name, Strong: true),
                $" in {result.Scenario.Calendar.Months[capacity.Busiest].Name}, the busiest month, with "
                + $"{Figures.Count(capacity.Requests[Said])} requests at P90."]);
            yield return new TableBlock(Binding(result, found));
            yield return new TableBlock(Policies(result, found));
            foreach (var policy in found.Outcomes.Where(o => o.Percentile == Said))
                yield return new Folded($"Runbook: {policy.Policy.Name}", [new Facts([.. Runbook(result, found, policy)])]);
        }
    }

    /// <summary>Charts of the recommended design.</summary>
    public static IEnumerable<Chart> Charts(Result result)
    {
        if (result.Capacity?.Designs.FirstOrDefault(d => d.Design.Name == result.Verdict.Design) is not { } found)
            yield break;
        var tokens = Binds(found) == "tokens a minute";
        var months = result.Scenario.Calendar.Months;
        double Of(int month, double percentile) => found.Peaks.Where(p => p.Month == month && p.Percentile == percentile)
            .Select(p => tokens ? p.Tokens : p.Requests).FirstOrDefault();
        yield return CapacityChart.Of(found.Design.Name, [.. Needs(found)]);
        yield return PeakMinutesChart.Of(found.Design.Name, tokens ? "tokens a minute" : "requests a minute",
            [.. months.Select((m, i) => new MonthPeak(new DateOnly(m.Year, m.Month, 1), Of(i, 0.5), Of(i, Said)))], tokens
                ? found.Limits.TokensPerMinute
                : found.Limits.RequestsPerMinute);
        yield return LatencyChart.Of(found.Design.Name,
            [.. found.Outcomes.Where(o => o.Percentile == Said).Select(o => LatencyCurve.Of(o.Policy.Name, o.Outcome.Latencies))],
            result.Scenario.Service.Target.Where(t => t.Figure.StartsWith('p')).Select(t => (double?)t.Bound).FirstOrDefault());
    }

    // Which limit the peak minute fills most.
    private static string Binds(DesignCapacity found) => Needs(found).Where(n => n.Limit > 0).OrderByDescending(n => n.P90 / n.Limit)
        .Select(n => n.Quantity).FirstOrDefault() ?? "tokens a minute";

    private static IEnumerable<Need> Needs(DesignCapacity found) =>
        Limits(found).Select(l => new Need(l.Quantity, Most(found, 0.5, l.Of), Most(found, Said, l.Of), l.Limit ?? 0));

    private static double Most(DesignCapacity found, double percentile, Func<PeakMinute, double> of) =>
        found.Peaks.Where(p => p.Percentile == percentile).Select(of).DefaultIfEmpty(0).Max();

    private static IEnumerable<(string Quantity, double? Limit, Func<PeakMinute, double> Of)> Limits(DesignCapacity found) =>
        [("tokens a minute", found.Limits.TokensPerMinute, p => p.Tokens),
            ("requests a minute", found.Limits.RequestsPerMinute, p => p.Requests)];

    private static Table Binding(Result result, DesignCapacity found) =>
        new("binding", "Which limit binds first: the busiest minute of the horizon, and the month in which it passes the limit",
        [new("quantity", "Limit on", Unit.Text), new("limit", "Allowed", Unit.Number), new("need", "Busiest minute, P90", Unit.Number),
            new("share", "Share of it", Unit.Share), new("p90", "Outgrown, P90", Unit.Text), new("p50", "Outgrown, P50", Unit.Text)],
        [.. Limits(found).OrderByDescending(l => l.Limit is { } limit ? Most(found, Said, l.Of) / limit : 0).Select(l => new Row(
        [
            l.Quantity, l.Limit, Most(found, Said, l.Of), l.Limit is { } limit ? Most(found, Said, l.Of) / limit : (double?)null,
            Month(result, found, Said, l.Limit, l.Of), Month(result, found, 0.5, l.Limit, l.Of),
        ]))]);

    private static string Month(Result result, DesignCapacity found, double percentile, double? limit, Func<PeakMinute, double> of) =>
        limit is null ? "no limit" : CapacityTable.Outgrown(result.Scenario, found, percentile, limit, of) ?? "not in the horizon";

    private static Table Policies(Result result, DesignCapacity found)
    {
        var money = Unit.Money(result.Scenario.Money.Currency);
        var recall = found.Outcomes.Any(o => RecallOf(result, found, o) is not null);
        List<Column> columns =
        [
            new("policy", "Policy", Unit.Text), new("served", "Served", Unit.Share), new("throttled", "429s", Unit.Share),
            new("queued", "Queued", Unit.Share), new("elsewhere", "Elsewhere", Unit.Share),
            new("dropped", "Dropped", Unit.Share), new("p50", "p50, s", Unit.Number), new("p95", "p95, s", Unit.Number),
            new("p99", "p99, s", Unit.Number), new("extra", "Extra a month", money),
        ];
        if (recall)
            columns.Add(new("recall", "Recall", Unit.Share));
        return new Table("policies", "The ways to degrade side by side, in the busiest month at P90", columns,
            [.. found.Outcomes.Where(o => o.Percentile == Said).Select(o => new Row(
        [
            o.Policy.Name, o.Outcome.Share(o.Outcome.Served), o.Outcome.Share(o.Outcome.Throttled), o.Outcome.Share(o.Outcome.Queued),
            o.Outcome.Share(o.Outcome.FellBack + o.Outcome.Spilled + o.Outcome.Switched),
            o.Outcome.Share(o.Outcome.Dropped), Math.Round(o.Outcome.Latency(0.5), 2), Math.Round(o.Outcome.Latency(0.95), 2),
            Math.Round(o.Outcome.Latency(0.99), 2), Extra(o),
            .. recall ? [(Cell)RecallOf(result, found, o)] : Array.Empty<Cell>(),
        ]))]);
    }

    // A request that is sent as another design sends it retrieves what that one does.
    private static double? RecallOf(Result result, DesignCapacity found, PolicyOutcome policy)
    {
        var own = result.Designs.First(d => d.Design.Name == found.Design.Name).Recall?.Mean;
        if (own is null || policy.Policy.Switch is not { } to)
            return own;
        return result.Designs.FirstOrDefault(d => d.Design.Name == to.Design)?.Recall?.Mean is { } other
            && policy.Outcome.Share(policy.Outcome.Switched) is var share ? ((1 - share) * own) + (share * other) : null;
    }

    private static double Extra(PolicyOutcome policy) => CapacityTable.Costs(policy.Outcome).Sum(c => c.Cost);

    private static IEnumerable<(string Name, string Value)> Runbook(Result result, DesignCapacity found, PolicyOutcome outcome)
    {
        var (policy, o, money) = (outcome.Policy, outcome.Outcome, result.Scenario.Money.Currency);
        yield return ("Triggered by", policy.Switch is { } at
            ? $"more than {Figures.Share(at.AboveShare)} of the limit in use"
            : policy.Fallback is not null ? "a 429, an error or an outage of the design's own provider" : "a 429 or an error");
        yield return ("The system", Does(policy));
        yield return ("Users see", Sees(policy, o));
        yield return ("An hour of it costs", PerHour(found, outcome) is var cost && cost == 0
            ? "nothing"
            : $"{Figures.Money(Math.Abs(cost), money)} {(cost < 0 ? "less than usual, since nobody is served" : "more than usual")}, were "
                + $"all requests of a peak hour touched by it");
        yield return ("It ends", policy.Switch is not null ? "as soon as the limit has room again" : policy.Fallback is { } fallback
            ? $"{Figures.Number(fallback.CooldownSeconds)} s after the last refusal, when the own provider is tried again"
            : "when the buckets have refilled or the provider answers: nobody needs to act");
    }

    private static string Does(DegradationPolicy policy)
    {
        var refused = policy.OnRefusal switch
        {
            Refusal.Queue => $"holds requests in a line, first come first served, for at most {Figures.Number(policy.MaxWaitSeconds)} s",
            Refusal.Shed => "refuses at once",
            _ => $"tries again up to {policy.MaxAttempts} times, after {Figures.Number(policy.BaseSeconds)} s and twice as long each "
                + $"time{(policy.HonoursRetryAfter ? ", not before the provider says" : "")}",
        };
        return string.Join("; ", new[]
        {
            policy.Switch is { } to ? $"sends new requests as {to.Design} does" : "",
            policy.Fallback is { } fallback ? $"sends what is refused to {fallback.Model}" : "",
            policy.OvernightShare > 0 ? $"puts {Figures.Share(policy.OvernightShare)} of the requests off to the night" : "",
            refused,
        }.Where(s => s.Length > 0));
    }

    private static string Sees(DegradationPolicy policy, CapacityOutcome o) =>
        $"{Figures.Share(o.Share(o.Dropped))} of the requests end without an answer; answers take "
        + $"{Figures.Number(Math.Round(o.Latency(0.5), 1))} s in the middle and {Figures.Number(Math.Round(o.Latency(0.99), 1))} s for the "
            + $"slowest in a hundred" +
        (policy.OvernightShare > 0 ? "; what was put off comes the next morning" : "")
            + (o.FellBack > 0 ? $"; {Figures.Share(o.Share(o.FellBack))} come from the other model" : "") + ".";

    // The extra cost of a touched request, times the requests of sixty busiest minutes.
    private static double PerHour(DesignCapacity found, PolicyOutcome policy)
    {
        var o = policy.Outcome;
        var touched = o.FellBack + o.Spilled + o.Switched + o.Dropped + o.TimedOut;
        return touched == 0 ? 0 : Extra(policy) / touched * o.PeakRequestsPerMinute * 60;
    }
}
