using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>The k chunks that rank best.</summary>
internal sealed record TopChunksContext(int K, Retrieving Retrieving) : IContextSelection
{
    public Reuse Reuse => Reuse.Request;

    public SelectedContext Select(Inquiry inquiry) => Of(inquiry.Ranking.Take(K));

    internal static SelectedContext Of(IEnumerable<FoundChunk> chunks)
    {
        var taken = chunks.ToList();
        return new SelectedContext(taken.Aggregate(TokenCount.Zero, (sum, c) => sum + c.Chunk.Tokens), [.. taken.Select(c => c.Range)]);
    }
}

/// <summary>The best chunks, as long as they fit into a budget of tokens.</summary>
internal sealed record BudgetContext(TokenCount Tokens, Retrieving Retrieving) : IContextSelection
{
    public Reuse Reuse => Reuse.Request;

    public SelectedContext Select(Inquiry inquiry)
    {
        var left = Tokens;
        return TopChunksContext.Of(inquiry.Ranking.TakeWhile(found =>
        {
            var fits = found.Chunk.Tokens <= left;
            if (fits)
                left -= found.Chunk.Tokens;
            return fits;
        }).ToList());
    }
}
