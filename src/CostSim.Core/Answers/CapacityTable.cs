using CostSim.Capacity;
using CostSim.Reports;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>
/// What limits do to each design, a figure a row: by policy and percentile of the busiest month's volume, peak minutes by month, and what a
/// target needs.
/// </summary>
internal static class CapacityTable
{
    public static Table Of(Scenario scenario, ScenarioCapacity? capacity) => new("capacity", "What is needed, and what a limit does",
        [
            new("design", "Design", Unit.Text), new("policy", "Policy", Unit.Text), new("month", "Month", Unit.Text),
            new("volume_percentile", "Volume percentile", Unit.Number),
            new("quantity", "Quantity", Unit.Text), new("value", "Value", Unit.Number), new("limit", "Limit", Unit.Number),
            new("note", "Note", Unit.Text),
        ],
        [.. capacity is null ? [] : capacity.Designs.SelectMany(d => Rows(scenario, capacity.Busiest, d))]);

    private static IEnumerable<Row> Rows(Scenario scenario, int busiest, DesignCapacity found)
    {
        var (design, month) = (found.Design.Name, scenario.Calendar.Months[busiest].Name);
        foreach (var (policy, percentile, outcome) in found.Outcomes)
        {
            foreach (var (quantity, value) in Figures(outcome, scenario.Money.Currency.ToLowerInvariant()))
                yield return new Row([design, policy.Name, month, percentile * 100, quantity, value, (double?)null, ""]);
        }

        foreach (var peak in found.Peaks)
        {
            var name = scenario.Calendar.Months[peak.Month].Name;
            yield return new Row([design, "", name, peak.Percentile * 100, "peak_rpm", peak.Requests, found.Limits.RequestsPerMinute, ""]);
            yield return new Row([design, "", name, peak.Percentile * 100, "peak_tpm", peak.Tokens, found.Limits.TokensPerMinute, ""]);
        }

        foreach (var need in found.Needs)
            yield return new Row([design, "", month, need.Percentile * 100, $"needed_{need.Quantity.Replace(' ', '_')}", need.Smallest,
                LimitOf(found.Limits, need.Quantity), need.Best]);
    }

    private static IEnumerable<(string Quantity, double Value)> Figures(CapacityOutcome o, string currency) =>
    [
        ("requests", o.Requests), ("served_share", o.Share(o.Served)), ("throttled_share", o.Share(o.Throttled)),
        ("queued_share", o.Share(o.Queued)), ("dropped_share", o.Share(o.Dropped)),
        ("spilled_share", o.Share(o.Spilled)), ("fallback_share", o.Share(o.FellBack)), ("switched_share", o.Share(o.Switched)),
        ("goodput_share", o.Share(o.Good)),
        ("retries", o.Retries), ("errors", o.Errors), ("timeouts", o.TimedOut), ("latency_p50_s", o.Latency(0.5)),
        ("latency_p95_s", o.Latency(0.95)), ("latency_p99_s", o.Latency(0.99)),
        ("peak_calls_at_a_time", o.PeakActive), .. o.PeakQueuedTokens is { } waiting
            ? [("peak_batch_queue_tokens", waiting)]
            : Array.Empty<(string, double)>(), .. Costs(o).Select(c => ($"cost_{c.Name}_{currency}", c.Cost)),
    ];

    /// <summary>What limits add to the month's bill, or take from it, each by its cause.</summary>
    public static IReadOnlyList<(string Name, double Cost)> Costs(CapacityOutcome o) =>
        [("fallback_extra", o.FallbackExtra), ("timeouts_paid", o.TimeoutExtra), ("spilled_paid", o.SpillPaid),
            ("dropped_unpaid", -o.DroppedSaved), ("switched_saved", -o.SwitchedSaved)];

    public static double? LimitOf(RequestLimits limits, string quantity) => quantity switch
    {
        "tpm" => limits.TokensPerMinute,
        "rpm" => limits.RequestsPerMinute,
        "ptu" => limits.Provisioned?.Units,
        "gpus" => limits.Gpus?.Count,
        "batch_queue_tokens" => limits.BatchQueueTokens,
        _ => null,
    };

    /// <summary>The first month in which a percentile of the peak minute passes a limit; null where none does.</summary>
    public static string? Outgrown(Scenario scenario, DesignCapacity found, double percentile, double? limit,
        Func<PeakMinute, double> need) => limit is not { } allowed
        ? null
        : found.Peaks.Where(p => p.Percentile == percentile && need(p) > allowed).OrderBy(p => p.Month)
            .Select(p => scenario.Calendar.Months[p.Month].Name).FirstOrDefault();
}
