using CostSim.Billing;
using CostSim.Documents;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Prompts;
using CostSim.Results;
using CostSim.Scenarios;
using CostSim.Threading;

namespace CostSim;

/// <summary>
/// Recomputes the answer with the plausible alternatives of each default that could decide it: which documents are asked about, how day
/// counts spread, whether questions come in sessions, and whether the application knows the document.
/// </summary>
internal static class AssumedDefaults
{
    private const int FewTrials = 256;
    private const double Steepness = 0.8;
    private static readonly Sessions Several = new(3, new GapLaw(TimeSpan.FromMinutes(2)));

    private sealed record Change(string Path, string Words, string Otherwise, Func<Scenario, Scenario> Apply);

    /// <summary>What would come of each alternative: the mean bill of every design, and which one is chosen.</summary>
    internal sealed record Recomputed(string Path, string Words, string Otherwise,
        IReadOnlyDictionary<string, double> MeanBills, string Design);

    /// <summary>The alternatives, and the scenario itself as they are worked out where that differs from its run: without its limits.</summary>
    internal sealed record Recomputation(Recomputed? Unlimited, IReadOnlyList<Recomputed> Alternatives);

    public static Recomputation Recompute(Scenario scenario, Stages stages, SpendOptions options)
    {
        // Means are exact with any number of trials; that no break-even is looked for saves half of the volumes.
        var few = options with
        {
            Trials = FewTrials,
            Until = null,
            Shards = null,
            Decisions = false,
            Components = false,
            Classes = false,
            CurvePoints = 0,
            PreferPoints = false,
            RankInputs = false,
            Method = SpendMethod.Moments
        };
        List<Change> changes = [.. Changes(scenario)];
        var compared = scenario.Service.IsLimited && changes.Count > 0;
        if (compared)
            changes.Insert(0, new Change("", "", "", s => s));
        var found = InParallel.Of(changes, options.Threads, change =>
        {
            var changed = change.Apply(scenario);
            var requests = stages.Requests(changed, breakEvens: false);
            var spend = Spend.Simulate(Simulation.Model(changed, requests, options.Threads, limited: false), few);
            var verdict = Verdict.Of(changed, spend, Quality.Recalls(changed, requests), AccuracyMeasure.Of(changed));
            return new Recomputed(change.Path, change.Words, change.Otherwise,
                spend.Designs.ToDictionary(d => d.Name, d => d.Bill.Total.Mean), verdict.Design);
        });
        return compared ? new Recomputation(found[0], [.. found.Skip(1)]) : new Recomputation(null, found);
    }

    /// <summary>The alternatives next to what was simulated: a month moves as its design's mean does.</summary>
    public static IReadOnlyList<AssumedDefault> Of(Recomputation found, SpendResult spend, string chosen, bool wholeMonths)
    {
        var bill = spend.Designs.First(d => d.Name == chosen).Bill;
        var p50 = (wholeMonths ? bill.Pooled : bill.Total).P50;
        var (mean, unchanged) = (found.Unlimited?.MeanBills[chosen] ?? bill.Total.Mean, found.Unlimited?.Design ?? chosen);
        return [.. found.Alternatives.GroupBy(f => (f.Path, f.Words)).Select(same => new AssumedDefault(
            same.Key.Path, same.Key.Words, p50, chosen,
            [.. same.Select(f =>
                new Otherwise(f.Otherwise, mean > 0 ? p50 * f.MeanBills[chosen] / mean : p50, f.Design == unchanged ? chosen : f.Design))]))];
    }

    private static IEnumerable<Change> Changes(Scenario scenario)
    {
        var paths = scenario.Ledger.All.Where(a => a.Origin is Origin.Default).Select(a => a.Path).ToList();
        bool IsDefault(string path) => paths.Exists(p => p == path || p.EndsWith("." + path, StringComparison.Ordinal));
        var documents = scenario.Workloads.Any(w => w.Corpus is { Documents.Count: > 1 });
        var cached = documents && scenario.Designs.Any(d => d.Cache is not null);
        if (documents && IsDefault("popularity"))
        {
            const string words = "all documents are asked about alike";
            yield return new("popularity", words, "with zipf 0.8", s =>
                Each(s, w => w.Corpus is null
                    ? w
                    : w with { Asked = AskedQuestion.Spread(w.Corpus.Documents, w.Questions, Zipf(w.Corpus.Documents.Count)) }));
            if (scenario.Workloads.All(w => w.Corpus is null || w.Questions.Count > 0))
                yield return new("popularity", words, "as often as in the questions", s =>
                    Each(s, w => w.Corpus is null ? w : w with { Asked = AskedQuestion.Spread(w.Corpus.Documents, w.Questions, null) }));
        }

        if (cached && IsDefault("traffic.sessions"))
            yield return new("traffic.sessions", "every question comes alone", "with 3 in a row about one document, 2 minutes apart", s =>
                Each(s, w => w.Sessions.Requests > 1 ? w : w with { Sessions = Several }));
        if (IsDefault("traffic.counts"))
            yield return new("traffic.counts", "day counts spread as is typical", "without spread beyond chance", s =>
                Each(s, w => w with { Traffic = w.Traffic with { Counts = CountLaw.Poisson } }));
        if (documents && IsDefault("asked.about") && scenario.Workloads.All(w => w.Corpus is null || w.About is AskedAbout.Document)
            && scenario.Designs.Any(d => d.Context?.Finder is null))
        {
            yield return new("asked.about", "the application knows which document is meant", "where nobody knows", s =>
                Each(s, w => w with { About = AskedAbout.Collection }) with
                {
                    Designs = [.. s.Designs.Select(d => d.Context is { ReadsDocument: true, Finder: null }
                    ? d with { Context = d.Context.With(Looking) }
                    : d)],
                });
        }
    }

    private static DocumentFinder Looking { get; } = new(
        new Retrieving(new Cutting(new Documents.RecursiveChunker(new Documents.ChunkPacker(new(512), new(64)), null),
            "{ kind: recursive, size: 512, overlap: 64 }"), new Bm25(Scope.Corpus, WordForm.Porter), 200, "{ kind: bm25, words: porter }"),
            1);

    private static double[] Zipf(int documents)
    {
        var weights = Enumerable.Range(1, documents).Select(rank => Randomness.Elementary.Pow(rank, -Steepness)).ToArray();
        return [.. weights.Select(w => w / weights.Sum())];
    }

    private static Scenario Each(Scenario scenario, Func<Workload, Workload> change) =>
        scenario with { Workloads = [.. scenario.Workloads.Select(change)] };
}
