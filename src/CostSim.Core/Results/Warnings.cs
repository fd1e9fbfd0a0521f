using System.Globalization;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Tokens;

namespace CostSim.Results;

/// <summary>What a reader should know before using the numbers.</summary>
internal static class Warnings
{
    private const double MostOnDefaults = 0.5;

    public static IEnumerable<string> Of(Scenario scenario, IReadOnlyList<DesignResult> designs) =>
        Idle(designs).Concat(UnpricedGpus(scenario)).Concat(Uncompared(scenario)).Concat(scenario.Workloads.SelectMany(Unwritten))
            .Concat(scenario.Workloads.SelectMany(LeftOut)).Concat(scenario.Workloads.SelectMany(Skipped)).Concat(MissedEvidence(designs))
            .Concat(Estimates(scenario)).Concat(Prices(scenario)).Concat(ContractWarnings.Of(scenario)).Concat(LengthWarnings.Of(scenario))
            .Concat(KnownAnswers(scenario)).Concat(Defaults(scenario, designs));

    private static IEnumerable<string> Idle(IReadOnlyList<DesignResult> designs) =>
        designs.Count > 0 && designs.All(d => d.Spend.MeanRequests == 0)
        ? ["no request is simulated: traffic is zero on every day, and a design costs its fixed lines alone"]
        : [];

    private static IEnumerable<string> UnpricedGpus(Scenario scenario) =>
        scenario.Service.Limits.Gpus is { PerMonthEach: null, Count: var count }
        ? [string.Create(CultureInfo.InvariantCulture,
            $"limits.gpus: what {count} of them cost is not stated and not in the bill; add usd_per_month (0 where they are paid "
            + $"for already)")]
        : [];

    private static IEnumerable<string> Uncompared(Scenario scenario) => scenario.Designs.Count > CostViews.MostDesignsForAllPairs
        ? [string.Create(CultureInfo.InvariantCulture,
            $"of {scenario.Designs.Count} designs {(scenario.Chosen is { } chosen ? $"only '{chosen}' is" : "none is")} compared with the "
            + $"others and has break-even volumes: with more than {CostViews.MostDesignsForAllPairs} the pairs are too many; take a few "
                + $"with --design{(scenario.Chosen is null ? ", or name one under chosen" : "")}")]
        : [];

    // Lengths of designs with documents; those of requests are looked at where they are simulated.
    private static IEnumerable<string> KnownAnswers(Scenario scenario) => scenario.Designs
        .SelectMany(d => new[] { (d.Name, Key: "answer", Law: d.Answer), (d.Name, Key: "reasoning", Law: d.Reasoning) })
        .Where(l => l.Law is { IsKnown: true, Fixed.Variance: > 0 }).GroupBy(l => l.Key)
        .Select(alike => $"{WarningWords.Designs([.. alike.Select(l => l.Name)])}: the mean of {alike.Key} is taken as known, and the "
            + $"spread per request averages out over a month; give the mean as 'a to b' to say how sure it is");

    private static IEnumerable<string> Unwritten(Workload workload) => workload.UnwrittenQuestions switch
    {
        0 => [],
        1 => ["1 drafted question is not written yet and counts for nothing"],
        var many => [string.Create(CultureInfo.InvariantCulture, $"{many} drafted questions are not written yet and count for nothing")],
    };

    private const int MostRows = 3;

    // Rows of a tool's file that could not be used: the first ones, and how many there are.
    private static IEnumerable<string> LeftOut(Workload workload) => workload.LeftOutQuestions.Count <= MostRows
        ? workload.LeftOutQuestions
        : workload.LeftOutQuestions.Take(MostRows)
            .Append(string.Create(CultureInfo.InvariantCulture,
                $"questions: {workload.LeftOutQuestions.Count - MostRows:#,0} more rows could not be used in full"));

    private static IEnumerable<string> Skipped(Workload workload)
    {
        if (workload.Corpus is not { } corpus)
            yield break;
        foreach (var alike in corpus.Skipped.Where(s => !s.IsNoDocument).GroupBy(s => s.Reason))
            yield return $"left out: {WarningWords.Few([.. alike.Select(s => s.Path)])}: {alike.Key}";
        foreach (var warning in corpus.Warnings)
            yield return warning;
    }

    // Where nobody typed or measured what the spread of a cost comes from, its interval is ours, not the user's. Said once of all designs
    // alike.
    private static IEnumerable<string> Defaults(Scenario scenario, IReadOnlyList<DesignResult> designs)
    {
        var defaults = scenario.Ledger.All.Where(a => a.Origin == Origin.Default).Select(a => a.Path).ToList();
        var names = scenario.NamesInPaths();
        string[] spread = defaults.Contains("traffic.counts") ? ["within a trial"] : [];
        var resting = designs.Select(design =>
        {
            var drivers = design.Spend.Drivers.Where(d =>
                spread.Contains(d.Input) || defaults.Any(path => InputScope.IsOf(d.Input, path, names))).ToList();
            var inputs = drivers.Where(d => d.Share > 0.01).Select(d => d.Input == "within a trial" ? "traffic.counts" : d.Input)
                .Order(StringComparer.Ordinal);
            return (design.Design.Name, Percent: Math.Round(drivers.Sum(d => d.Share) * 100), Inputs: string.Join(", ", inputs));
        }).Where(r => r.Percent > MostOnDefaults * 100);
        foreach (var alike in resting.GroupBy(r => r.Inputs).Select(g => g.ToList()))
        {
            yield return $"{WarningWords.Designs([.. alike.Select(r => r.Name)])}: "
                + $"{WarningWords.Percent([.. alike.Select(r => r.Percent)])} of the variance comes from defaults ({alike[0].Inputs}); "
                    + $"measure or type them before you trust the interval";
        }
    }

    private static IEnumerable<string> MissedEvidence(IReadOnlyList<DesignResult> designs) => designs
        .Where(d => d.Recall is { Missed: > 0 })
        .Select(d => string.Create(CultureInfo.InvariantCulture,
            $"{d.Design.Name}: for {d.Recall!.Missed} of {d.Recall.Questions} questions no retrieved chunk holds the evidence "
            + $"(requests.csv)"));

    private static IEnumerable<string> Estimates(Scenario scenario) => scenario.Designs
        .Where(d => d.Tokenizer is ApproximateTokenizer).DistinctBy(d => d.Tokenizer.Name)
        .Select(d => d.TokenFactor is InputParameter { Law: var band }
            ? string.Create(CultureInfo.InvariantCulture,
                $"{d.Name}: input tokens are an estimate for {d.Tokenizer.Name}, off by "
                + $"{100 * (band.At(-LognormalQuantity.Z95) - 1):+0;-0} to {100 * (band.At(LognormalQuantity.Z95) - 1):+0;-0} % (90 %): "
                    + $"its tokenizer is not published or not given")
            : $"{d.Name}: input tokens are an estimate for {d.Tokenizer.Name}");

    private static IEnumerable<string> Prices(Scenario scenario) => scenario.Designs
        .SelectMany(d => d.SchedulesFor(scenario.Workloads))
        .SelectMany(s => s.Warnings).Select(w => w.Text).Distinct();
}
