using System.Globalization;
using CostSim.Capacity;
using CostSim.Capacity.Queues;
using CostSim.Reports;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>What <c>capacity</c> says of a scenario, in lines of 80 columns.</summary>
internal static class CapacityAnswer
{
    private const double Said = 0.9;

    public static IEnumerable<string> Lines(Scenario scenario, ScenarioCapacity capacity)
    {
        var month = scenario.Calendar.Months[capacity.Busiest].Name;
        foreach (var line in TextTable.Wrap(
            $"{scenario.Name}  busiest month {month}, requests: "
            + $"{string.Join(", ", capacity.Requests.Select(r => string.Create(CultureInfo.InvariantCulture, $"{Figures.Count(r.Value)} at P{r.Key * 100:0}")))}."))
            yield return line;
        foreach (var design in capacity.Designs)
        {
            foreach (var line in Of(scenario, capacity, design))
                yield return line;
        }

        foreach (var line in Desk(scenario))
            yield return line;
    }

    private static IEnumerable<string> Of(Scenario scenario, ScenarioCapacity capacity, DesignCapacity found)
    {
        yield return "";
        foreach (var line in TextTable.Wrap(
            $"{found.Design.Name}: {Allowed(found.Limits)}. A request has {Figures.Count(found.MeanInput)} tokens in and "
            + $"{Figures.Count(found.MeanOutput)} out.", indent: "  "))
            yield return line;
        yield return "";
        foreach (var line in TextTable.Lines(Policies(scenario, found)))
            yield return line;
        foreach (var line in TextTable.Wrap(
            "Shares of the requests at P90 of the volume; seconds of those served. Elsewhere: fallback, spill, another design. Extra: what "
            + "limits add to the month's bill (fallback, spill, timeouts, less what is dropped)."))
            yield return line;
        foreach (var line in new[] { Outgrown(scenario, found, "tokens a minute", found.Limits.TokensPerMinute, p => p.Tokens),
            Outgrown(scenario, found, "requests a minute", found.Limits.RequestsPerMinute, p => p.Requests) }.OfType<string>()
            .SelectMany(l => TextTable.Wrap(l, indent: "  ")))
            yield return line;
        if (BreakEven(scenario, capacity, found) is { } units)
        {
            foreach (var line in TextTable.Wrap(units, indent: "  "))
                yield return line;
        }

        if (found.Needs.Count == 0)
            yield break;
        yield return "";
        yield return $"Smallest for \"{string.Join(", ", scenario.Service.Target.Select(t => t.Text))}\":";
        foreach (var line in TextTable.Lines(Needs(found)))
            yield return line;
        foreach (var line in found.Needs.Where(IsMissed).GroupBy(n => n.Quantity)
            .SelectMany(g => TextTable.Wrap(
                $"Best that {g.Key} reaches: {string.Join("; ", g.Select(n => string.Create(CultureInfo.InvariantCulture, $"at P{n.Percentile * 100:0} {n.Best}")))}.", indent: "  ")))
            yield return line;
    }

    private static Table Policies(Scenario scenario, DesignCapacity found) => new("policies", "",
        [
            new("policy", "policy", Unit.Text), new("served", "served", Unit.Share), new("throttled", "429s", Unit.Share),
            new("queued", "queued", Unit.Share), new("elsewhere", "elsewhere", Unit.Share),
            new("dropped", "dropped", Unit.Share), new("p95", "p95 s", Unit.Number), new("p99", "p99 s", Unit.Number),
            new("extra", "extra", Unit.Money(scenario.Money.Currency)),
        ],
        [.. found.Outcomes.Where(o => o.Percentile == Said).Select(o => new Row(
        [
            o.Policy.Name, o.Outcome.Share(o.Outcome.Served), o.Outcome.Share(o.Outcome.Throttled), o.Outcome.Share(o.Outcome.Queued),
            o.Outcome.Share(o.Outcome.FellBack + o.Outcome.Spilled + o.Outcome.Switched),
            o.Outcome.Share(o.Outcome.Dropped), Rounded(o.Outcome.Latency(0.95)), Rounded(o.Outcome.Latency(0.99)),
            CapacityTable.Costs(o.Outcome).Sum(c => c.Cost),
        ]))]);

    private static double Rounded(double seconds) => Math.Round(seconds, 2);

    private static Table Needs(DesignCapacity found) => new("needs", "",
        [new("need", "need", Unit.Text),
            .. CapacityPlan.Percentiles.Select(p =>
                new Column(FormattableString.Invariant($"p{p * 100:0}"), FormattableString.Invariant($"P{p * 100:0}"), Unit.Text)),
                new("now", "now", Unit.Text)],
        [.. found.Needs.GroupBy(n => n.Quantity)
            .Select(g => new Row([g.Key, .. CapacityPlan.Percentiles.Select(p => (Cell)Shown(g.FirstOrDefault(n => n.Percentile == p))),
                CapacityTable.LimitOf(found.Limits, g.Key) is { } now ? Figures.Count(now) : ""]))]);

    private static string Shown(CapacityNeed? need) => need switch
    {
        null => "",
        { Smallest: { } smallest } => Figures.Count(smallest),
        { Quantity: "tier" } => need.Best,
        _ => "not reached",
    };

    private static bool IsMissed(CapacityNeed need) => need is { Smallest: null, Quantity: not "tier" };

    private static string Allowed(RequestLimits limits)
    {
        List<string> parts = [];
        void Add(double? limit, string unit)
        {
            if (limit is { } value)
                parts.Add($"{Figures.Count(value)} {unit}");
        }

        Add(limits.RequestsPerMinute, "requests a minute");
        Add(limits.TokensPerMinute, "tokens a minute");
        Add(limits.InputTokensPerMinute, "input tokens a minute");
        Add(limits.OutputTokensPerMinute, "output tokens a minute");
        Add(limits.RequestsPerDay, "requests a day");
        Add(limits.TokensPerDay, "tokens a day");
        Add(limits.Concurrency, "calls at a time");
        Add(limits.Provisioned?.Units, "provisioned units");
        Add(limits.Gpus?.Count, "GPUs");
        if (limits.Batch is { } batch)
            parts.Add(batch.QueueTokens is { } waiting
                ? $"{Figures.Count(waiting)} tokens in the batch queue"
                : "a batch queue without a stated limit");
        return parts.Count == 0 ? "no limits" : $"{string.Join(", ", parts)}{(limits.Tier is { } tier ? $" ({tier})" : "")}";
    }

    private static string? Outgrown(Scenario scenario, DesignCapacity found, string what, double? limit, Func<PeakMinute, double> need)
    {
        if (limit is not { } allowed)
            return null;
        var (middle, cautious) =
            (CapacityTable.Outgrown(scenario, found, 0.5, limit, need), CapacityTable.Outgrown(scenario, found, Said, limit, need));
        var peak = found.Peaks.Where(p => p.Percentile == Said).Select(need).DefaultIfEmpty(0).Max();
        return $"Peak minute: {Figures.Count(peak)} of {Figures.Count(allowed)} {what} ({Figures.Share(peak / allowed)}); "
            + (cautious is null ? "not outgrown within the horizon."
                : $"outgrown from {cautious} (P90), {(middle is null ? "not at P50" : $"{middle} (P50)")}.");
    }

    // From where on a month of provisioned units costs less than the same requests by the token.
    private static string? BreakEven(Scenario scenario, ScenarioCapacity capacity, DesignCapacity found)
    {
        if (found.Limits.Provisioned is not { } unit || found.Outcomes.FirstOrDefault(o => o.Percentile == 0.5)
            ?.Outcome is not { Served: > 0 } outcome)
            return null;
        var (units, perRequest) = (unit.Units * unit.PerMonthEach, outcome.Paid / outcome.Served);
        var days = scenario.Calendar.Months[capacity.Busiest].Days;
        return $"{Figures.Count(unit.Units)} provisioned units cost {Figures.Money(units, scenario.Money.Currency)} a month; by the token "
            + $"the same requests cost {Figures.Money(outcome.Paid - outcome.SpillPaid, scenario.Money.Currency)} at P50. Break-even: "
                + $"{Figures.Count(units / perRequest / days)} requests a day on the units. By the provider's formula the peak minute of "
                    + $"the horizon asks for {Figures.Count(ProvisionedSizing.Sold(ProvisionedSizing.Raw(Peak(found, found.MeanInput), 0, Peak(found, found.MeanOutput), unit), unit))} units at P90.";
    }

    // The peak minute's tokens, in the proportion of a mean request; nothing cached.
    private static double Peak(DesignCapacity found, double part) =>
        found.Peaks.Where(p => p.Percentile == Said).Select(p => p.Tokens).DefaultIfEmpty(0)
            .Max() * part / Math.Max(1, found.MeanInput + found.MeanOutput);

    private static IEnumerable<string> Desk(Scenario scenario)
    {
        if (scenario.Service.Desk is not { } desk || scenario.Workloads.Sum(w => w.Reliability.Reviews.Count) == 0)
            yield break;
        yield return "";
        foreach (var workload in scenario.Workloads)
        {
            foreach (var review in workload.Reliability.Reviews)
            {
                var (perDay, seconds) = (workload.Traffic.Level.AtMedian() * review.Share.AtMedian(), review.Minutes.AtMedian() * 60);
                var lambda = perDay / (desk.ShiftHours * 3_600);
                var people = Erlang.Servers(lambda, 1 / seconds, desk.ServiceLevel, desk.WithinSeconds);
                var text = string.Create(CultureInfo.InvariantCulture,
                    $"Review ({review.Name}): {perDay:#,0} answers a day of {seconds / 60:0.##} minutes each in a shift of "
                    + $"{desk.ShiftHours:0.#} hours need {people} {(people == 1 ? "reviewer" : "reviewers")}; "
                        + $"{Figures.Share(Erlang.Within(lambda, 1 / seconds, people, desk.WithinSeconds))} of them are begun within "
                            + $"{desk.WithinSeconds / 60:0.#} minutes (asked: {Figures.Share(desk.ServiceLevel)}).");
                foreach (var line in TextTable.Wrap(text, indent: "  "))
                    yield return line;
            }
        }
    }

    // The value with everything unknown at its median.
    private static double AtMedian(this Randomness.Parameter parameter) =>
        parameter.At(new double[parameter.Inputs.DefaultIfEmpty(-1).Max() + 1]);
}
