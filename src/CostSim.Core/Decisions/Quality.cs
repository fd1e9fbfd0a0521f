using CostSim.Billing;
using CostSim.Requests;
using CostSim.Scenarios;

namespace CostSim.Decisions;

/// <summary>What the designs retrieve over all workloads, weighted by their volume.</summary>
public static class Quality
{
    /// <summary>One entry per design; null where evidence is not known.</summary>
    public static IReadOnlyList<RecallMeasure?> Of(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests) => Measured(scenario, requests) is { } measured
        ? RecallBootstrap.Measure([.. requests.Select(measured.Of)], measured.Shares, RecallTarget(scenario), scenario.Seed)
        : [.. requests.Select(_ => (RecallMeasure?)null)];

    /// <summary>Every pair of designs whose recall is measured.</summary>
    public static IReadOnlyList<RecallDifference> Differences(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests)
    {
        if (Measured(scenario, requests) is not { } measured)
            return [];
        var designs = scenario.Designs.Zip(requests, (design, r) => (design.Name, Questions: MeasuredQuestion.Of(measured.Of(r), measured.Shares))).Where(d => d.Questions.Count > 0).ToList();
        return designs.Count < 2 ? [] : RecallDifference.Of([.. designs.Select(d => d.Name)], [.. designs.Select(d => d.Questions)], scenario.Seed);
    }

    /// <summary>Every design on every group of documents that has questions.</summary>
    public static IReadOnlyList<GroupRecall> Groups(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests)
    {
        if (Measured(scenario, requests) is not { } measured)
            return [];
        var groups = measured.Workloads.Select(w => (IReadOnlyList<string>)[.. scenario.Workloads[w].Asked.Select(a => a.Question?.Group ?? scenario.Workloads[w].Corpus!.Documents[a.Document].Group)]).ToList();
        return
        [
            .. from design in scenario.Designs.Zip(requests)
               from @group in MeasuredQuestion.Of(measured.Of(design.Second), measured.Shares, groups).GroupBy(q => q.Group).OrderBy(g => g.Key, StringComparer.Ordinal)
               let questions = @group.ToList()
               where questions.Sum(q => q.Weight) > 0
               select new GroupRecall(design.First.Name, @group.Key, RecallBootstrap.Summarise(questions, RecallSample.Draw([questions], scenario.Seed)[0], RecallTarget(scenario))),
        ];
    }

    private static QualityTarget? RecallTarget(Scenario scenario) => scenario.Quality is { Metric: QualityMetric.Recall } target ? target : null;

    /// <summary>The workloads whose requests are assembled in every design, and their shares of the volume.</summary>
    private sealed record Assembled(IReadOnlyList<int> Workloads, IReadOnlyList<double> Shares)
    {
        public IReadOnlyList<Population> Of(IReadOnlyList<WorkloadRequests> design) => [.. Workloads.Select(w => design[w].Population!)];
    }

    private static Assembled? Measured(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests)
    {
        var measured = Enumerable.Range(0, scenario.Workloads.Count).Where(w => requests.All(design => design[w].Population is not null)).ToList();
        if (measured.Count == 0)
            return null;
        var levels = measured.Select(w => ParameterMean.Of(scenario.Workloads[w].Traffic.Level)).ToList();
        return new Assembled(measured, [.. levels.Select(l => levels.Sum() > 0 ? l / levels.Sum() : 1.0 / measured.Count)]);
    }
}
