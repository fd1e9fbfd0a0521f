using CostSim.Billing;
using CostSim.Scenarios;
using CostSim.Threading;

namespace CostSim.Capacity;

/// <summary>
/// Whether a service level holds at P90 of the busiest month's volume; null where other random numbers change the answer.
/// </summary>
internal sealed record TargetVerdict(string Design, bool? Holds)
{
    // Draws in addition to the one that the answer shows.
    private const int OtherSeeds = 4;
    private const ulong Apart = 1_000_003;

    /// <summary>The verdict on the first policy of every design.</summary>
    public static IReadOnlyList<TargetVerdict> Of(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests,
        ScenarioCapacity found, int threads)
    {
        var target = scenario.Service.Target;
        var met = found.Designs.Select(d =>
            CapacityPlan.Holds(target, d.Outcomes.First(o => o.Percentile == CapacityPlan.Cautious).Outcome)).ToList();
        var others = InParallel.Of([.. Enumerable.Range(1, OtherSeeds)], threads, i =>
        {
            var other = scenario with { Seed = unchecked(scenario.Seed + ((ulong)i * Apart)) };
            var plan = new CapacityPlan(other, other.Service, requests, 1);
            return met.Select((_, d) => CapacityPlan.Holds(target, plan.First(d).Outcome)).ToList();
        });
        return [.. met.Select((holds, d) =>
            new TargetVerdict(found.Designs[d].Design.Name, others.All(o => o[d] == holds) ? holds : null))];
    }
}
