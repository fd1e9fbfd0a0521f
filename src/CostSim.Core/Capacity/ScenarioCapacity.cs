using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>What limits do to every design of a scenario in its busiest month.</summary>
internal sealed record ScenarioCapacity(int Busiest, IReadOnlyDictionary<double, double> Requests, IReadOnlyList<DesignCapacity> Designs)
{
    public static ScenarioCapacity Of(Scenario scenario, IReadOnlyList<IReadOnlyList<Billing.WorkloadRequests>> requests,
        bool withNeeds, int threads)
    {
        var plan = new CapacityPlan(scenario, scenario.Service, requests, threads);
        return new ScenarioCapacity(
            plan.Volumes.Busiest,
            CapacityPlan.Percentiles.ToDictionary(p => p, p => plan.Volumes.Requests(plan.Volumes.Busiest, p)),
            [.. scenario.Designs.Select((_, i) => plan.Of(i, withNeeds))]);
    }
}
