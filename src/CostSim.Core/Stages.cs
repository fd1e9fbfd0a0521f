using CostSim.Billing;
using CostSim.Distributions;
using CostSim.Randomness;
using CostSim.Requests;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim;

/// <summary>The stages before prices: tokens, chunks and assembled requests, kept so that variants of a scenario share them.</summary>
public sealed class Stages(int threads)
{
    // Levels of a day's volume at which cache hits are worked out: a fifth apart in logs, from 1/400 to 400 times the first day's.
    private const int LevelsEachSide = 30;
    private const double LevelStep = 0.2;

    private readonly Dictionary<string, Library> libraries = [];
    private readonly Lock gate = new();

    /// <summary>The requests of every design, by workload.</summary>
    public IReadOnlyList<IReadOnlyList<WorkloadRequests>> Requests(Scenario scenario)
    {
        var nodes = AnswerLength.Nodes(scenario.Designs.SelectMany(d => new[] { d.Answer, d.Reasoning }).OfType<UncertainLaw>().Select(l => l.AtMedians));
        return [.. scenario.Designs.Select(design => (IReadOnlyList<WorkloadRequests>)[.. scenario.Workloads.Select(w => Requests(scenario, w, design, nodes))])];
    }

    private WorkloadRequests Requests(Scenario scenario, Workload workload, Design design, IReadOnlyList<LengthNode> nodes)
    {
        if (workload.Corpus is null || design.Context is null)
            return new WorkloadRequests(workload, null, null);
        var library = LibraryOf(workload, design);
        var prompt = new Prompt(design.System.Tokens(design.Tokenizer), design.Tools.Tokens(design.Tokenizer));
        var population = Assembling.Assemble(library, workload.Asked, prompt, workload.TypicalQuestion, design.Context, threads);
        if (design.Embedding is not null)
            population = population with { Requests = [.. population.Requests.Select(r => r with { Embedding = r.Calls[0].Prompt.Last(p => p.Part is PromptPart.Question).Tokens })] };
        return new WorkloadRequests(workload, population, Terms(workload, design, library, nodes));
    }

    private BillingTerms Terms(Workload workload, Design design, Library library, IReadOnlyList<LengthNode> nodes)
    {
        var answer = design.Answer!;
        var sampleSize = workload.SampleOf ?? library.Documents.Count;
        var indexed = design.Context!.Retrieving is { } retrieving
            ? library.Chunks(retrieving, threads).Sum(d => d.Chunks.Sum(c => c.Tokens.Value))
            : library.Total.Value;
        return new BillingTerms
        {
            Cache = design.Cache,
            Arrivals = new Arrivals([.. workload.Traffic.Rhythm.Hours.Select(h => h * 24)], SizeOf(workload), workload.Sessions) { DocumentsPerFile = (double)sampleSize / library.Documents.Count },
            LogVolumes = design.Cache is null ? [] : Levels(workload),
            Nodes = nodes,
            AnswerTokens = AnswerLength.At(answer.AtMedians, nodes),
            AnswerFactor = MeanRatio.Of(answer),
            ReasoningTokens = design.Reasoning is { } reasoning ? AnswerLength.At(reasoning.AtMedians, nodes) : [],
            ReasoningFactor = design.Reasoning is { } unknown ? MeanRatio.Of(unknown) : Parameter.One,
            InputFactor = design.TokenFactor,
            Sample = Sample(workload),
            IndexedTokens = new TokenCount(indexed * sampleSize / library.Documents.Count),
        };
    }

    private Library LibraryOf(Workload workload, Design design)
    {
        lock (gate)
        {
            var key = $"{design.Tokenizer.Name} {string.Join(' ', workload.Corpus!.Documents.Select(d => d.Sha256))}";
            if (!libraries.TryGetValue(key, out var library))
                libraries[key] = library = new Library(workload.Corpus.Documents, design.Tokenizer, threads);
            return library;
        }
    }

    private static QuestionSample Sample(Workload workload) => new(
        workload.Name,
        [.. workload.Asked.Select(a => a.Document)],
        [.. workload.Asked.Select(a => a.Weight)],
        DocumentsVary: workload.SampleOf is not null,
        QuestionsVary: workload.Questions.Count > 0);

    private static double SizeOf(Workload workload) => workload.Traffic.Counts is { Kind: Volumes.CountKind.NegativeBinomial, Size: { IsConstant: true } size }
        ? size.Value
        : double.PositiveInfinity;

    private static double[] Levels(Workload workload)
    {
        var middle = Math.Log(Math.Max(1, Decisions.ParameterMean.Of(workload.Traffic.Level)));
        return [.. Enumerable.Range(-LevelsEachSide, (2 * LevelsEachSide) + 1).Select(i => middle + (i * LevelStep))];
    }
}
