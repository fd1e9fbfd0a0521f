using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>Ids of the price records that a scenario used, each once.</summary>
internal static class PriceRecords
{
    public static IReadOnlyList<string> Of(Scenario scenario) => [.. scenario.Designs
        .SelectMany(d => d.SchedulesFor(scenario.Workloads))
        .SelectMany(s => s.RecordIds).Distinct().Order(StringComparer.Ordinal)];
}
