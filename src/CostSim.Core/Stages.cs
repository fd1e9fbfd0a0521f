using CostSim.Billing;
using CostSim.Engine;
using CostSim.Files;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Threading;
using CostSim.Units;

namespace CostSim;

/// <summary>The stages before prices: tokens, chunks and assembled requests, kept so that variants of a scenario share them.</summary>
internal sealed class Stages(int threads)
{
    // Levels of a day's volume at which cache hits are worked out lie this far apart in logs: between them a hit rate
    // that is read off a straight line is off by at most 0.002.
    private const double LevelStep = 0.25;

    // Break-even volumes are looked for as far as a hundredth and ten times of the traffic; there the levels lie wider apart.
    private const double WideStep = 0.8;
    private const double BreakEvenReach = 100;

    private readonly List<Library> libraries = [];
    private readonly HashSet<Library> asked = [];
    private readonly Lock gate = new();

    /// <summary>How many sets of documents in one tokenizer's tokens are kept.</summary>
    internal int Kept => libraries.Count;

    /// <summary>Evicts documents not used since the previous call, such as those of a file before it was saved again.</summary>
    public void Forget()
    {
        lock (gate)
        {
            _ = libraries.RemoveAll(l => !asked.Contains(l));
            asked.Clear();
        }
    }

    /// <summary>The requests of every design, by workload.</summary>
    /// <param name="breakEvens">Whether costs are asked for at volumes far from the forecast.</param>
    public IReadOnlyList<IReadOnlyList<WorkloadRequests>> Requests(Scenario scenario, bool breakEvens = true)
    {
        var nodes = AnswerLength.Nodes(scenario.Designs.SelectMany(d => new[] { d.Answer, d.Reasoning }).OfType<UncertainLaw>()
            .Select(l => l.AtMedians));
        // One sample a workload: what a trial draws of its questions and documents is the same for all designs.
        var samples = scenario.Workloads.Select(Sample).ToList();
        return InParallel.Of(scenario.Designs, threads, design =>
            (IReadOnlyList<WorkloadRequests>)[.. scenario.Workloads.Select((w, i) =>
                Requests(scenario, w, design, nodes, breakEvens, samples[i]))]);
    }

    private WorkloadRequests Requests(Scenario scenario, Workload workload, Design design, IReadOnlyList<LengthNode> nodes,
        bool breakEvens, QuestionSample sample)
    {
        if (workload.Corpus is null || design.Context is null)
            return new WorkloadRequests(workload, design, null, null);
        var library = LibraryOf(workload, design.Tokenizer);
        var terms = Terms(scenario, workload, design, library, nodes, breakEvens) with { Sample = sample };
        var population = Assemble(library, workload, design, terms);
        // A cache that nobody asked for, and that no prompt is long enough for, need not be followed through every volume.
        if (terms.Cache is { IsUnasked: true } cache && IsIdle(cache, population, design, scenario.Calendar.Start))
            terms = terms with { Cache = null, LogVolumes = [] };
        if (design is { Embedding: not null, Context.Retrieving: not null })
            population = population with
            {
                Requests =
                [.. population.Requests.Select((r, q) =>
                    r with { Ways = [.. r.Ways.Select(w => w with { Embedding = Embedded(design, workload.Asked[q], w) })] })]
            };
        if (design.Reliability[scenario.Workloads.ToList().IndexOf(workload)].WrongAnswers?.Overlooking is { } overlooking)
            population = population with
            {
                Unused =
                [.. population.Requests.Select((r, q) =>
                    (IReadOnlyList<double>)[.. r.Ways.Select((way, w) =>
                        Unused(population.Missed.Count > 0 ? population.Missed[q][w] : 0, way,
                            EvidencePlace.Of(workload.Asked[q].Question, way, library), overlooking))])]
            };
        return new WorkloadRequests(workload, design, population, terms) { DocumentTokens = library.Tokens };
    }

    private static TokenCount Embedded(Design design, AskedQuestion asked, RequestWay way) =>
        design.EmbeddingTokenizer is { } own && !own.Equals(design.Tokenizer) && asked.Question is { } question
            ? own.Count(question.Text)
            : way.Calls[0].Tokens(PromptPart.Question);

    // Nothing is long enough to be kept; or nothing that is kept is ever sent again, and keeping it costs nothing.
    private static bool IsIdle(PrefixCache cache, Population population, Design design, DateOnly start)
    {
        var prefixes = population.Requests.SelectMany(r => r.Ways)
            .SelectMany(w => w.Calls, (way, call) => (way, Prefix: CachedPrefix.Of(call, cache))).ToList();
        var isFree = design.Routes.All(r =>
            r.Prices.At(start).Price.Tiers.All(t => t.Amounts[Prices.PriceColumn.CacheWrite5m] is null
                && t.Amounts[Prices.PriceColumn.CacheWrite1h] is null));
        return prefixes.All(p => p.Prefix.Cacheable == TokenCount.Zero)
            || (isFree && prefixes.All(p => p.Prefix.Whole == TokenCount.Zero && p.way is { Turn: null, Calls.Count: 1 }));
    }

    // What is missed is missed; of the rest a part goes unused among the tokens of the call that answers, or where it is in them.
    private static double Unused(double missed, RequestWay way, double nearMiddle, Overlooking overlooking) =>
        missed + ((1 - missed) * overlooking.ShareOf(way.Calls[^1].Tokens(PromptPart.Context), nearMiddle));

    private static Population Assemble(Library library, Workload workload, Design design, BillingTerms terms)
    {
        try
        {
            return Assembling.Assemble(library, workload.Asked, design.Context!,
                new AssemblyTerms(design.Prompt, workload.TypicalQuestion, terms.MeanAnswer,
                    design.Window)
                { Scope = workload.About is AskedAbout.Document ? Documents.Scope.Document : Documents.Scope.Corpus });
        }
        catch (RuleException refused)
        {
            throw new InputException(Location.Of($"designs.{design.Name}"), refused.Message);
        }
    }

    private BillingTerms Terms(Scenario scenario, Workload workload, Design design, Library library,
        IReadOnlyList<LengthNode> nodes, bool breakEvens)
    {
        var answer = design.Answer!;
        var sampleSize = workload.SampleOf ?? library.Documents.Count;
        var indexed = Indexed(workload, design, library);
        var chunks = design.Context!.Retrieving is { } retrieving ? library.Chunks(retrieving.Cutting) : null;
        return new BillingTerms
        {
            Cache = design.Cache,
            Arrivals = new Arrivals([.. workload.Traffic.Rhythm.Hours.Select(h => h * 24)], SizeOf(workload),
                workload.Sessions)
            { DocumentsPerFile = (double)sampleSize / library.Documents.Count },
            LogVolumes = design.Cache is null ? [] : Levels(workload, scenario.Calendar, breakEvens),
            Nodes = nodes,
            AnswerTokens = AnswerLength.At(answer.AtMedians, nodes, design.MaxOutput),
            AnswerFactor = MeanRatio.Of(answer),
            ReasoningTokens = design.Reasoning is { } reasoning ? AnswerLength.At(reasoning.AtMedians, nodes, design.MaxOutput) : [],
            ReasoningFactor = design.Reasoning is { } unknown ? MeanRatio.Of(unknown) : Parameter.One,
            InputFactor = design.TokenFactor,
            RankShares = workload.RankShares,
            IndexedChunks = (long)(chunks?.Sum(d => d.Chunks.Count) ?? library.Documents.Count) * sampleSize / library.Documents.Count,
            IndexedTokens = new TokenCount(indexed * sampleSize / library.Documents.Count),
        };
    }

    internal Library LibraryOf(Workload workload, Design design) => LibraryOf(workload, design.Tokenizer);

    // An embedding is billed in tokens of its own model, whatever counts the prompt.
    private long Indexed(Workload workload, Design design, Library library)
    {
        var embedded = design.EmbeddingTokenizer is { } own && !own.Equals(library.Tokenizer) ? LibraryOf(workload, own) : library;
        if (design.Context!.Retrieving is not { } retrieving)
            return embedded.Total.Value;
        var chunks = library.Chunks(retrieving.Cutting);
        return ReferenceEquals(embedded, library)
            ? chunks.Sum(d => d.Chunks.Sum(c => c.Tokens.Value))
            : InParallel.Of([.. chunks.Index()], threads, d =>
                d.Item.Chunks.Sum(c => embedded.CountAlone(new ContextRange(d.Index, c.Start, c.End)).Value)).Sum();
    }

    private Library LibraryOf(Workload workload, Tokens.ITokenizer tokenizer)
    {
        lock (gate)
        {
            var library = libraries.Find(l => l.IsOf(workload.Corpus!.Documents, tokenizer));
            if (library is null)
                libraries.Add(library = new Library(workload.Corpus!.Documents, tokenizer, threads));
            _ = asked.Add(library);
            return library;
        }
    }

    private static QuestionSample Sample(Workload workload) => new(
        workload.Name,
        [.. workload.Asked.Select(a => a.Document)],
        [.. workload.Asked.Select(a => a.Weight)],
        DocumentsVary: workload.SampleOf is not null,
        QuestionsVary: workload.Questions.Count > 0)
    {
        RankShares = workload.RankShares,
    };

    private static double SizeOf(Workload workload) =>
        workload.Traffic.Counts is { Kind: Scenarios.CountKind.NegativeBinomial, Size: { IsConstant: true } size }
        ? size.Value
        : double.PositiveInfinity;

    private static double[] Levels(Workload workload, Scenarios.Calendar calendar, bool breakEvens)
    {
        var (low, high) = Scenarios.VolumeRange.Of(workload.Traffic, calendar);
        if (!breakEvens)
            return [.. Between(Elementary.Log(low), Elementary.Log(high), LevelStep), Elementary.Log(high)];
        return [.. Between(Elementary.Log(low / BreakEvenReach), Elementary.Log(low), WideStep),
            .. Between(Elementary.Log(low), Elementary.Log(high), LevelStep),
            .. Between(Elementary.Log(high), Elementary.Log(high * 10), WideStep), Elementary.Log(high * 10)];
    }

    // Points from one log towards another, which is left out, at most a step apart.
    private static IEnumerable<double> Between(double from, double to, double step)
    {
        var count = Math.Max(1, (int)Math.Ceiling((to - from) / step));
        return to - from < 1e-9 ? [] : Enumerable.Range(0, count).Select(i => from + (i * (to - from) / count));
    }
}
