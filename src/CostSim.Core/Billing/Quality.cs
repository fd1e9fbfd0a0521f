using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>What the designs retrieve over all workloads, weighted by their volume.</summary>
internal static class Quality
{
    /// <summary>The recall of each design, null where evidence is not known; and every pair of designs whose recall is measured.</summary>
    public static (IReadOnlyList<RecallMeasure?> Recalls, IReadOnlyList<RecallDifference> Differences) Of(Scenario scenario,
        IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests) =>
        Measured(scenario, requests) is { } measured
            ? RecallBootstrap.Measure([.. scenario.Designs.Zip(requests, (design, r) =>
                (design.Name, MeasuredQuestion.Of(measured.Of(r), measured.Shares)))], RecallTarget(scenario), scenario.Seed)
            : ([.. requests.Select(_ => (RecallMeasure?)null)], []);

    /// <summary>The recall of each design alone.</summary>
    internal static IReadOnlyList<RecallMeasure?> Recalls(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests) =>
        Measured(scenario, requests) is { } measured
            ? RecallBootstrap.Recalls([.. requests.Select(r => MeasuredQuestion.Of(measured.Of(r), measured.Shares))],
                RecallTarget(scenario), scenario.Seed)
            : [.. requests.Select(_ => (RecallMeasure?)null)];

    /// <summary>The questions with known evidence in every design; none where no question has any.</summary>
    internal static IReadOnlyList<IReadOnlyList<MeasuredQuestion>> Questions(Scenario scenario,
        IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests) =>
        Measured(scenario, requests) is { } measured ? [.. requests.Select(r => MeasuredQuestion.Of(measured.Of(r), measured.Shares))] : [];

    /// <summary>Every design on every group of documents that has questions.</summary>
    public static IReadOnlyList<GroupRecall> Groups(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests)
    {
        if (Measured(scenario, requests) is not { } measured)
            return [];
        var groups = measured.Workloads.Select(w =>
            (IReadOnlyList<string>)[.. scenario.Workloads[w].Asked.Select(a =>
                a.Question?.Group ?? scenario.Workloads[w].Corpus!.Documents[a.Document].Group)]).ToList();
        var target = RecallTarget(scenario);
        var found = scenario.Designs.Zip(requests)
            .SelectMany(d => MeasuredQuestion.Of(measured.Of(d.Second), measured.Shares, groups).GroupBy(q => q.Group), (d, g) =>
                (Design: d.First.Name, Group: g.Key, Questions: (IReadOnlyList<MeasuredQuestion>)[.. g]))
            .Where(f => f.Questions.Sum(q => q.Weight) > 0);
        // A group's questions weigh alike in all designs, so one sample of weights serves them all.
        var recalls = found.GroupBy(f => f.Group)
            .SelectMany(same => same.Zip(RecallSample.Draw([.. same.Select(f => f.Questions)], scenario.Seed), (f, draws) =>
                new GroupRecall(f.Design, f.Group, RecallBootstrap.Summarise(f.Questions, draws, target))))
            .ToLookup(r => r.Design);
        return [.. scenario.Designs.SelectMany(d => recalls[d.Name].OrderBy(r => r.Group, StringComparer.Ordinal))];
    }

    private static QualityTarget? RecallTarget(Scenario scenario) =>
        scenario.Quality is { Metric: QualityMetric.Recall } target ? target : null;

    /// <summary>The workloads whose requests are assembled in every design, and their shares of the volume.</summary>
    private sealed record Assembled(IReadOnlyList<int> Workloads, IReadOnlyList<double> Shares)
    {
        public IReadOnlyList<Population> Of(IReadOnlyList<WorkloadRequests> design) => [.. Workloads.Select(w => design[w].Population!)];
    }

    private static Assembled? Measured(Scenario scenario, IReadOnlyList<IReadOnlyList<WorkloadRequests>> requests)
    {
        var measured = Enumerable.Range(0, scenario.Workloads.Count)
            .Where(w => requests.All(design => design[w].Population is not null)).ToList();
        if (measured.Count == 0)
            return null;
        var levels = measured.Select(w => scenario.Workloads[w].Traffic.Level.Expected()).ToList();
        return new Assembled(measured, [.. levels.Select(l => levels.Sum() > 0 ? l / levels.Sum() : 1.0 / measured.Count)]);
    }
}
