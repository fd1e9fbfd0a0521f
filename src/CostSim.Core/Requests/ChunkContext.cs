using CostSim.Units;

namespace CostSim.Requests;

/// <summary>The k chunks that rank best.</summary>
public sealed record TopChunksContext(int K, Retrieving Retrieving) : IContextStrategy
{
    public bool SameForDocument => false;

    public AssembledRequest Assemble(Inquiry inquiry) => Send(inquiry, [.. inquiry.Ranking.Take(K)]);

    /// <summary>One call with these chunks as its context.</summary>
    internal static AssembledRequest Send(Inquiry inquiry, IReadOnlyList<FoundChunk> chunks) => new(
        [inquiry.Call(chunks.Aggregate(TokenCount.Zero, (sum, c) => sum + c.Chunk.Tokens))],
        [.. chunks.Select(c => new ContextRange(c.Document, c.Chunk.Start, c.Chunk.End))])
    {
        Typical = inquiry.Typical,
    };
}

/// <summary>The best chunks, as long as they fit into a budget of tokens.</summary>
public sealed record BudgetContext(TokenCount Tokens, Retrieving Retrieving) : IContextStrategy
{
    public bool SameForDocument => false;

    public AssembledRequest Assemble(Inquiry inquiry)
    {
        var left = Tokens;
        var taken = inquiry.Ranking.TakeWhile(found =>
        {
            var fits = found.Chunk.Tokens <= left;
            if (fits)
                left -= found.Chunk.Tokens;
            return fits;
        }).ToList();
        return TopChunksContext.Send(inquiry, taken);
    }
}
