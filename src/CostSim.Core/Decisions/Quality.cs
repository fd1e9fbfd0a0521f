using CostSim.Billing;
using CostSim.Requests;
using CostSim.Scenarios;

namespace CostSim.Decisions;

/// <summary>Recall of every design over all workloads, weighted by their volume.</summary>
public static class Quality
{
    /// <summary>One entry per design; null where evidence is not known.</summary>
    public static IReadOnlyList<RecallMeasure?> Of(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests)
    {
        var measured = scenario.Workloads.Select((w, i) => (Level: ParameterMean.Of(w.Traffic.Level), Index: i))
            .Where(w => requests.All(design => design[w.Index].Population is not null)).ToList();
        if (measured.Count == 0)
            return [.. requests.Select(_ => (RecallMeasure?)null)];
        var total = measured.Sum(w => w.Level);
        return RecallBootstrap.Measure(
            [.. requests.Select(design => (IReadOnlyList<Population>)[.. measured.Select(w => design[w.Index].Population!)])],
            [.. measured.Select(w => total > 0 ? w.Level / total : 1.0 / measured.Count)], scenario.Quality, scenario.Seed);
    }
}
