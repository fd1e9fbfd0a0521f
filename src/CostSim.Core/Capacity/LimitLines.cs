using CostSim.Billing;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Threading;

namespace CostSim.Capacity;

/// <summary>
/// What limits add to a design's bill, as components of their own: simulated at a few levels of a day's volume under the first
/// policy, and read off there in every trial and month. 429s and errors are not paid; typed retries are calls paid for their content.
/// </summary>
internal static class LimitLines
{
    private const int Levels = 9;
    private const int DaysPerLevel = 8;

    /// <summary>No lines where the scenario states no limits.</summary>
    public static IEnumerable<FixedLine> Of(Scenario scenario, int design, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests, int threads)
    {
        if (!scenario.Service.IsLimited)
            return [];
        var plan = new CapacityPlan(scenario, scenario.Service, requests, threads);
        var limits = plan.LimitsOf(scenario.Designs[design]);
        return Taxes.WithTax(scenario, [.. Owned(scenario, limits), .. Consequences(scenario, plan, design, threads).SelectMany(c => Lines(scenario, c))]);
    }

    private static IEnumerable<FixedLine> Owned(Scenario scenario, RequestLimits limits)
    {
        if (limits.Provisioned is { } units)
            yield return FixedLine.Monthly(scenario.Calendar, "provisioned units", Payer.Bill, units.Units * units.PerMonthEach);
        if (limits.Gpus is { } fleet)
            yield return FixedLine.Monthly(scenario.Calendar, "own GPUs", Payer.Bill, fleet.Count * fleet.PerMonthEach);
    }

    private static IEnumerable<FixedLine> Lines(Scenario scenario, Consequence consequence)
    {
        var workloads = scenario.Workloads.Select(w => new DayMeans(w.Traffic, scenario.Calendar)).ToList();
        var months = scenario.Calendar.Months;
        for (var m = 0; m < months.Count; m++)
        {
            var only = new double[months.Count];
            only[m] = 1;
            yield return new FixedLine(consequence.Component, Payer.Bill, only, new MonthOfConsequence(consequence, months[m], workloads, scenario.Workloads.Select(w => w.Traffic)));
        }
    }

    private static IEnumerable<Consequence> Consequences(Scenario scenario, CapacityPlan plan, int design, int threads)
    {
        var ranges = scenario.Workloads.Select(w => VolumeRange.Of(w.Traffic, scenario.Calendar)).ToList();
        var (low, high) = (ranges.Sum(r => r.Low), ranges.Sum(r => r.High));
        var shares = ranges.Select(r => r.High / high).ToList();
        var logs = high - low < 1e-9 ? [Elementary.Log(high)] : Enumerable.Range(0, Levels).Select(i => Elementary.Log(low) + (i * (Elementary.Log(high) - Elementary.Log(low)) / (Levels - 1))).ToArray();
        var days = InParallel.Of(logs, threads, log => plan.Days(design, [.. shares.Select(s => Enumerable.Repeat(s * Elementary.Exp(log), DaysPerLevel).ToArray())]));
        foreach (var (component, cost) in Kinds(plan.LimitsOf(scenario.Designs[design])))
        {
            var perRequest = days.Select(o => o.Requests == 0 ? 0 : cost(o) / o.Requests).ToArray();
            if (perRequest.Any(c => c != 0))
                yield return new Consequence(component, logs, perRequest);
        }
    }

    private static IEnumerable<(string Component, Func<CapacityOutcome, double> Cost)> Kinds(RequestLimits limits)
    {
        // What units and own GPUs serve is not paid by the token.
        if (limits.Provisioned is not null)
            yield return ("served by provisioned units", o => o.SpillPaid - o.Paid);
        else if (limits.Gpus is not null)
            yield return ("served by own GPUs", o => -o.Paid);
        yield return ("fallback", o => o.FallbackExtra);
        yield return ("timeouts", o => o.TimeoutExtra);
        yield return ("dropped requests", o => -o.DroppedSaved);
        yield return ("switched requests", o => -o.SwitchedSaved);
    }
}
