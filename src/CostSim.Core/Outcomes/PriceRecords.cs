using CostSim.Prices;
using CostSim.Scenarios;

namespace CostSim.Outcomes;

/// <summary>Ids of the price records that a scenario used, each once.</summary>
public static class PriceRecords
{
    public static IReadOnlyList<string> Of(Scenario scenario) => [.. scenario.Designs
        .SelectMany(d => d.Routes.SelectMany(r => scenario.Workloads.Select(r.PricesOf)).Concat(new[] { d.Embedding, d.Reranker }.OfType<PriceSchedule>()))
        .SelectMany(s => s.RecordIds).Distinct().Order(StringComparer.Ordinal)];
}
