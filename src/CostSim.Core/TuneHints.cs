using CostSim.Billing;
using CostSim.Documents;
using CostSim.Prompts;
using CostSim.Scenarios;

namespace CostSim;

/// <summary>
/// For a retrieving design that fails the quality: the first form near it that would not. The same chunks, more of them, also found by
/// stems: everything that costs no further cut.
/// </summary>
internal static class TuneHints
{
    private const int MostChunks = 20;

    /// <summary>One line for the first design that could be mended so; null where none fails, or nothing near helps.</summary>
    public static string? Of(Scenario scenario, Stages stages, IReadOnlyList<RecallMeasure?> recalls)
    {
        if (scenario.Quality is not { Metric: QualityMetric.Recall } target || scenario.Workloads.Where(w => w.Corpus is not null)
            .ToList() is not [var workload])
            return null;
        // Where another retrieving design reaches it, nothing is amiss.
        if (scenario.Designs.Where((d, i) => d.Context?.Retrieving is not null && recalls[i]?.Target is not (null or TargetState.Failed))
            .Any())
            return null;
        for (var i = 0; i < scenario.Designs.Count; i++)
        {
            if (recalls[i] is not { Target: TargetState.Failed } recall
                || scenario.Designs[i].Context is not PlainContext { Selection: TopChunksContext chunks })
                continue;
            if (Better(workload, stages.LibraryOf(workload, scenario.Designs[i]), chunks, target) is { } form)
            {
                return FormattableString.Invariant(
                    $"{scenario.Designs[i].Name} retrieves {recall.Mean:0.00} of the evidence; {form.Words} it would retrieve {form.Recall:0.00} ('costsim tune --design {scenario.Designs[i].Name}' looks for the cheapest form)");
            }
        }

        return null;
    }

    private static (string Words, double Recall)? Better(Workload workload, Library library, TopChunksContext context, QualityTarget target)
    {
        var scope = workload.About is AskedAbout.Document ? Scope.Document : Scope.Corpus;
        var asked = workload.Asked.Where(a => a.Question is { References.Count: > 0 }).ToList();
        var total = asked.Sum(a => a.Weight);
        var forms = new List<(string Words, Retrieving Retrieving)> { ("", context.Retrieving with { Candidates = MostChunks }) };
        if (context.Retrieving.Retriever is Bm25 { Words: WordForm.Unicode61 } words)
            forms.Add((" and 'words: porter'", new Retrieving(context.Retrieving.Cutting, words with { Words = WordForm.Porter },
                MostChunks, context.Retrieving.Key + " porter")));
        (string Words, int K, double Recall)? best = null;
        foreach (var (also, retrieving) in forms)
        {
            var ranked = library.Rankings(retrieving, asked, scope);
            for (var k = context.K; k <= MostChunks && (best is null || k < best.Value.K); k++)
            {
                var recall = asked.Select((a, q) => a.Weight * RetrievalQuality.Of(a.Question!.References,
                    [.. ranked[q].Take(k)
                        .Select(c => new Passage(library.Documents[c.Document].Name,
                            new Documents.TextRange(c.Chunk.Start, c.Chunk.End)))]).Recall).Sum() / total;
                if (recall >= target.AtLeast.Value)
                {
                    best = (also, k, recall);
                    break;
                }
            }
        }

        return best is { } found ? (FormattableString.Invariant($"with k: {found.K}{found.Words}"), found.Recall) : null;
    }
}
