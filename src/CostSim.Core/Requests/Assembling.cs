using CostSim.Chunks;
using CostSim.Retrieval;
using CostSim.Units;

namespace CostSim.Requests;

/// <summary>Assembles the request of every question as one design sends it, and measures the evidence that is in its context.</summary>
public static class Assembling
{
    public static Population Assemble(Library library, IReadOnlyList<AskedQuestion> asked, Prompt prompt, TokenCount typicalQuestion, IContextStrategy strategy, int threads)
    {
        var rankings = strategy.Retrieving is { } retrieving ? library.Rankings(retrieving, asked, threads) : null;
        var requests = asked.Select((a, i) => strategy.Assemble(new Inquiry(
            prompt, a.Question is { } question ? library.Tokenizer.Count(question.Text) : typicalQuestion, a.Document, library, rankings?[i] ?? [])
        {
            Typical = a.Question is null && rankings is not null,
        })).ToList();
        return new Population
        {
            Weights = [.. asked.Select(a => a.Weight)],
            Documents = [.. asked.Select(a => a.Document)],
            Requests = requests,
            Evidence = [.. asked.Select((a, i) => a.Question is { References.Count: > 0 } question ? Quality(library, question, requests[i]) : null)],
        };
    }

    private static RetrievalQuality? Quality(Library library, Question question, AssembledRequest request) =>
        RetrievalQuality.Of(question.References, [.. request.Context.Select(c => new Passage(library.Documents[c.Document].Name, new TextRange(c.Start, c.End)))]);
}
