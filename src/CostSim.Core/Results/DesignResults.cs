using CostSim.Billing;
using CostSim.Capacity;
using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Results;

/// <summary>Puts together what was found about one design.</summary>
internal static class DesignResults
{
    public static DesignResult Of(Scenario scenario, Design design, IReadOnlyList<WorkloadRequests> requests, DesignCost cost,
        DesignSpend spend, RecallMeasure? recall)
    {
        var levels = scenario.Workloads.Select(w => w.Traffic.Level.Expected()).ToList();
        var total = levels.Sum();
        var shares = levels.Select(l => total > 0 ? l / total : 1.0 / levels.Count).ToList();
        double Weighted(Func<WorkloadRequests, double> tokens) => requests.Select((r, i) => tokens(r) * shares[i]).Sum();
        var average = AverageDay(scenario, spend, levels);
        return new DesignResult
        {
            Design = design,
            Spend = spend,
            Cost = cost,
            Requests = requests,
            InputTokens = Weighted(r => r.MeanInput),
            OutputTokens = Weighted(r => r.MeanOutput),
            WorkloadShares = shares,
            Recall = recall,
            Caches = [.. requests.Where(r => r.Terms?.Cache is not null).Select(r => CacheOutlook.Of(scenario.Calendar, r))],
            WrongAnswers = Funnel(design, requests, average),
            Latency = DesignLatency.Of(scenario, design, requests, average),
        };
    }

    // "A day" is an average day of the first month, weekends included, and not the level of a full weekday.
    private static List<double> AverageDay(Scenario scenario, DesignSpend spend, List<double> levels)
    {
        var first = scenario.Calendar.Months[0];
        var day = new double[scenario.Calendar.Days];
        var each = scenario.Workloads.Select((workload, i) =>
        {
            new DayMeans(workload.Traffic, scenario.Calendar).At(new double[workload.Traffic.Inputs.Append(-1).Max() + 1], day);
            return day[..first.Days].Average();
        }).ToList();
        // The simulation's mean is exact; how it is shared among the workloads is read off at the medians.
        var (mean, total) = (spend.MeanRequestsByMonth[0] / first.Days, each.Sum());
        return total > 0 ? [.. each.Select(e => e / total * mean)] : levels;
    }

    // Workloads add up: each has its own volume and its own reliability.
    private static WrongAnswerFunnel? Funnel(Design design, IReadOnlyList<WorkloadRequests> requests, List<double> levels)
    {
        var each = requests.Select((r, i) => WrongAnswerFunnel.Of(design.Reliability[i], r.Population, levels[i]))
            .OfType<WrongAnswerFunnel>().ToList();
        return Sum(each, levels.Sum());
    }

    internal static WrongAnswerFunnel? Sum(IReadOnlyList<WrongAnswerFunnel> each, double requestsPerDay)
    {
        if (each.Count == 0)
            return null;
        return new WrongAnswerFunnel(
            each.Sum(f => f.MadePerDay) / Math.Max(1e-300, requestsPerDay), each.Sum(f => f.MadePerDay), each.Sum(f => f.CaughtPerDay),
            each.Sum(f => f.ReachingUsersPerDay), each.Sum(f => f.ReviewsPerDay), each.Sum(f => f.ReviewHoursPerDay))
        {
            Triggers = [.. each.SelectMany(f => f.Triggers)],
        };
    }
}
