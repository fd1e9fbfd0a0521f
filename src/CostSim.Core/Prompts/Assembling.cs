using CostSim.Documents;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>What requests are assembled from in addition to the questions and documents.</summary>
/// <param name="TypicalQuestion">Tokens of a question where none is given.</param>
/// <param name="UsualAnswer">Mean tokens of an answer.</param>
internal sealed record AssemblyTerms(Prompt Prompt, TokenCount TypicalQuestion, double UsualAnswer, ContextWindow Window)
{
    /// <summary>Where retrievers search that state no scope of their own.</summary>
    public Scope Scope { get; init; } = Scope.Document;
}

/// <summary>Assembles the request of every question as one design sends it, and measures the evidence that is in its context.</summary>
internal static class Assembling
{
    public static Population Assemble(Library library, IReadOnlyList<AskedQuestion> asked, IContextStrategy strategy, AssemblyTerms terms)
    {
        var rankings = strategy.Retrieving is { } retrieving ? library.Rankings(retrieving, asked, terms.Scope) : null;
        var found = library.Found(strategy.Finder, asked);
        var questions = asked.Select(a => a.Question is { } question ? library.Tokenizer.Count(question.Text) : terms.TypicalQuestion)
            .ToList();
        var usual = new TokenCount((long)Math.Round(asked.Select((a, i) => a.Weight * questions[i].Value)
            .Sum() / asked.Sum(a => a.Weight)));
        var requests = asked.Select((a, i) => terms.Window.Fit(
            Framed(terms, strategy.Assemble(new Inquiry(terms.Prompt, questions[i], a.Document, library, rankings?[i] ?? [])
            {
                Found = found[i],
                Asked = a.Question,
                Typical = a.Question is null && rankings is not null,
                UsualQuestion = usual,
                UsualAnswer = terms.UsualAnswer,
            })),
            library, terms.UsualAnswer)).ToList();
        return Measured(library, asked, strategy, new Population
        {
            Weights = [.. asked.Select(a => a.Weight)],
            Documents = [.. asked.Select(a => a.Document)],
            Prefixes = Prefixes(found),
            Requests = requests,
            Evidence = [],
            Probabilities = strategy.Probabilities,
        });
    }

    // Requests that carry the same documents in the same order share a prefix.
    private static List<int> Prefixes(IReadOnlyList<IReadOnlyList<int>> found)
    {
        var known = new Dictionary<string, int>();
        return [.. found.Select(f => string.Join(' ', f)).Select(key => known.TryAdd(key, known.Count) ? known.Count - 1 : known[key])];
    }

    private static AssembledRequest Framed(AssemblyTerms terms, AssembledRequest request) => terms.Prompt.Overhead.KnowsFrame
        ? request with
        {
            Ways = [.. request.Ways.Select(w => w with { Calls = [.. w.Calls.Select(c => c.Framed(terms.Prompt.Overhead))] })]
        }
        : request;

    private static Population Measured(Library library, IReadOnlyList<AskedQuestion> asked,
        IContextStrategy strategy, Population population)
    {
        var qualities = asked.Select((a, i) => strategy.ShowsNothing || a.Question is not { References.Count: > 0 } question
            ? null
            : Qualities(library, question, population.Requests[i])).ToList();
        var known = Enumerable.Range(0, asked.Count).Where(i => qualities[i] is not null).ToList();
        if (known.Count == 0 && strategy.NeedsEvidence)
            throw new RuleException("notices",
                "needs questions with the excerpts that answer them; give some, or type the share as 'declines: 10% to 30%'");
        if (known.Count == 0)
            return population with { Evidence = [.. asked.Select(_ => (RetrievalQuality?)null)] };
        // A document that nobody asked about is taken to be as well served as the others.
        var weight = known.Sum(i => asked[i].Weight);
        var usual = weight > 0 ? known.Sum(i => asked[i].Weight * (1 - qualities[i]![0].Recall)) / weight : 0;
        var measured = population with
        {
            Lacking = [.. qualities.Select(q => q is null ? usual : 1 - q[0].Recall)],
            Missed = [.. qualities.Select((q, i) =>
                (IReadOnlyList<double>)[.. population.Requests[i].Ways.Select((way, w) =>
                    way.Missed ?? (q is not null ? 1 - q[w].Recall : way.HoldsDocument ? 0 : usual))])],
        };
        return measured with { Evidence = [.. qualities.Select((q, i) => q is null ? null : Mean(measured, i, q))] };
    }

    private static IReadOnlyList<RetrievalQuality> Qualities(Library library, Question question, AssembledRequest request)
    {
        var known = new Dictionary<IReadOnlyList<ContextRange>, RetrievalQuality>(ReferenceEqualityComparer.Instance);
        foreach (var way in request.Ways.Where(w => !known.ContainsKey(w.Context)))
            known[way.Context] = RetrievalQuality.Of(question.References,
                [.. way.Context.Select(c => new Passage(library.Documents[c.Document].Name, new TextRange(c.Start, c.End)))]);
        return [.. request.Ways.Select(w => known[w.Context])];
    }

    private static RetrievalQuality? Mean(Population population, int question, IReadOnlyList<RetrievalQuality> ways)
    {
        var shares = population.Shares(question);
        double Of(Func<int, double> measure) => shares.Select((share, way) => share * measure(way)).Sum();
        return new RetrievalQuality(1 - Of(w => population.Missed[question][w]), Of(w => ways[w].Precision), Of(w => ways[w].Iou));
    }
}
