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
            .Concat(Defaults(scenario, designs));

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

    // Where nobody typed or measured what the spread of a cost comes from, its interval is ours, not the user's. Said once of all designs alike.
    private static IEnumerable<string> Defaults(Scenario scenario, IReadOnlyList<DesignResult> designs)
    {
        var defaults = scenario.Ledger.All.Where(a => a.Origin == Origin.Default).Select(a => a.Path).ToList();
        string[] spread = defaults.Contains("traffic.counts") ? ["within a trial"] : [];
        var resting = designs.Select(design =>
        {
            var drivers = design.Spend.Drivers.Where(d => spread.Contains(d.Input) || defaults.Any(path => Outcomes.AssumptionsTable.IsOf(d.Input, path))).ToList();
            var names = drivers.Where(d => d.Share > 0.01).Select(d => d.Input == "within a trial" ? "traffic.counts" : d.Input).Order(StringComparer.Ordinal);
            return (design.Design.Name, Percent: Math.Round(drivers.Sum(d => d.Share) * 100), Inputs: string.Join(", ", names));
        }).Where(r => r.Percent > MostOnDefaults * 100);
        foreach (var alike in resting.GroupBy(r => r.Inputs).Select(g => g.ToList()))
        {
            var (least, most) = (alike.Min(r => r.Percent), alike.Max(r => r.Percent));
            var who = alike.Count == 1 ? alike[0].Name : string.Create(CultureInfo.InvariantCulture, $"{alike[0].Name} and {alike.Count - 1} more");
            var share = least == most ? string.Create(CultureInfo.InvariantCulture, $"{most:0}") : string.Create(CultureInfo.InvariantCulture, $"{least:0} to {most:0}");
            yield return $"{who}: {share} % of the variance comes from defaults ({alike[0].Inputs}); measure or type them before you trust the interval";
        }
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
        .SelectMany(d => d.Routes.SelectMany(r => scenario.Workloads.Select(r.PricesOf)).Concat(new[] { d.Embedding, d.Reranker }.OfType<Prices.PriceSchedule>()))
        .SelectMany(s => s.Warnings).Select(w => w.Text).Distinct();
}
