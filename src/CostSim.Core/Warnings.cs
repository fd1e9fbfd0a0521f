using System.Globalization;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Settings;
using CostSim.Tokens;

namespace CostSim;

/// <summary>What a reader should know before using the numbers.</summary>
internal static class Warnings
{
    private const double MostOnDefaults = 0.5;

    public static IEnumerable<string> Of(Scenario scenario, IReadOnlyList<DesignResult> designs) =>
        scenario.Workloads.SelectMany(Unwritten).Concat(scenario.Workloads.SelectMany(Skipped)).Concat(MissedEvidence(designs)).Concat(Estimates(scenario)).Concat(Prices(scenario)).Concat(ContractWarnings.Of(scenario))
            .Concat(designs.SelectMany(d => Defaults(scenario, d)));

    private static IEnumerable<string> Unwritten(Workload workload) => workload.UnwrittenQuestions switch
    {
        0 => [],
        1 => ["1 drafted question is not written yet and counts for nothing"],
        var many => [string.Create(CultureInfo.InvariantCulture, $"{many} drafted questions are not written yet and count for nothing")],
    };

    private static IEnumerable<string> Skipped(Workload workload)
    {
        if (workload.Corpus is not { } corpus)
            yield break;
        foreach (var left in corpus.Skipped.Where(s => !s.IsNoDocument))
            yield return $"left out: {left.Path}: {left.Reason}";
        foreach (var warning in corpus.Warnings)
            yield return warning;
    }

    // Where nobody typed or measured what the spread of a cost comes from, its interval is ours, not the user's.
    private static IEnumerable<string> Defaults(Scenario scenario, DesignResult design)
    {
        var defaults = scenario.Ledger.All.Where(a => a.Origin == Origin.Default).Select(a => a.Path).ToList();
        string[] spread = defaults.Contains("traffic.counts") ? ["within a trial"] : [];
        var resting = design.Spend.Drivers.Where(d => spread.Contains(d.Input) || defaults.Any(path => Outcomes.AssumptionsTable.IsOf(d.Input, path))).ToList();
        if (resting.Sum(d => d.Share) > MostOnDefaults)
            yield return string.Create(CultureInfo.InvariantCulture, $"{design.Design.Name}: {resting.Sum(d => d.Share) * 100:0} % of the variance comes from defaults ({string.Join(", ", resting.Where(d => d.Share > 0.01).Select(d => d.Input == "within a trial" ? "traffic.counts" : d.Input))}); measure or type them before you trust the interval");
    }

    private static IEnumerable<string> MissedEvidence(IReadOnlyList<DesignResult> designs) => designs
        .Where(d => d.Recall is { Missed: > 0 })
        .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Design.Name}: for {d.Recall!.Missed} of {d.Recall.Questions} questions no retrieved chunk holds the evidence (requests.csv)"));

    private static IEnumerable<string> Estimates(Scenario scenario) => scenario.Designs
        .Where(d => d.Tokenizer is ApproximateTokenizer).DistinctBy(d => d.Tokenizer.Name)
        .Select(d => d.TokenFactor is InputParameter { Law: var band }
            ? string.Create(CultureInfo.InvariantCulture, $"{d.Name}: input tokens are an estimate for {d.Tokenizer.Name}, off by {100 * (band.At(-LognormalQuantity.Z95) - 1):+0;-0} to {100 * (band.At(LognormalQuantity.Z95) - 1):+0;-0} % (90 %): its tokenizer is not published or not given")
            : $"{d.Name}: input tokens are an estimate for {d.Tokenizer.Name}");

    private static IEnumerable<string> Prices(Scenario scenario) => scenario.Designs
        .SelectMany(d => d.Routes.Select(r => r.Prices).Concat(new[] { d.Embedding, d.Reranker }.OfType<Prices.PriceSchedule>()))
        .SelectMany(s => s.Warnings).Select(w => w.Text).Distinct();
}
