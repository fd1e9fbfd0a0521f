using CostSim.Documents;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>In which order a reranker is taken to put its candidates.</summary>
internal enum RerankOrder
{
    /// <summary>As the retriever did: what reranking gains is not counted.</summary>
    Retriever,

    /// <summary>Those that hold evidence first: no reranker can do better.</summary>
    Perfect,
}

/// <summary>
/// A number of candidates is scored by a reranker, which has its price, and the best are kept. No reranker runs here, so its order is an
/// assumption: the retriever's own, or a perfect one; the truth lies between the two.
/// </summary>
internal sealed record RerankContext(int Candidates, int Keep, RerankOrder Order, Retrieving Retrieving) : IContextSelection
{
    // Cohere's rule: a search unit is a query with up to 100 documents, and a document over 500 tokens counts as several.
    private const int DocumentsPerUnit = 100;
    private const int TokensPerDocument = 500;

    public Reuse Reuse => Reuse.Request;

    public bool Reranks => true;

    public SelectedContext Select(Inquiry inquiry)
    {
        var candidates = inquiry.Ranking.Take(Candidates).ToList();
        var ordered = Order is RerankOrder.Perfect && inquiry.Asked is { } question
            ? candidates.OrderByDescending(c => Evidence(inquiry, question, c)).ToList()
            : candidates;
        var documents = candidates.Sum(c => (c.Chunk.Tokens.Value + TokensPerDocument - 1) / TokensPerDocument);
        // Where tokens are billed, the question counts with each document.
        var tokens = candidates.Sum(c => c.Chunk.Tokens.Value + inquiry.Question.Value);
        return TopChunksContext.Of(ordered.Take(Keep)) with
        {
            Reranking = new Reranking((int)((documents + DocumentsPerUnit - 1) / DocumentsPerUnit), new TokenCount(tokens))
        };
    }

    private static double Evidence(Inquiry inquiry, Question question, FoundChunk chunk) => question.References.Count == 0
        ? 0
        : RetrievalQuality.Of(question.References,
            [new Passage(inquiry.Library.Documents[chunk.Document].Name, new TextRange(chunk.Chunk.Start, chunk.Chunk.End))]).Recall;
}
