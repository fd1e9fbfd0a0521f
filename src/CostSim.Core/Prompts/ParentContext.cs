namespace CostSim.Prompts;

/// <summary>Small chunks find, the larger ones that they lie in go in, each once.</summary>
internal sealed record ParentContext(int K, Retrieving Retrieving, Cutting Parents) : IContextSelection
{
    public Reuse Reuse => Reuse.Request;

    public SelectedContext Select(Inquiry inquiry)
    {
        var documents = inquiry.Library.Chunks(Parents);
        return TopChunksContext.Of(inquiry.Ranking.Take(K).Select(small => Around(small)).Distinct());

        // The parent that holds most of the small chunk; the first one where several hold as much.
        FoundChunk Around(FoundChunk small)
        {
            var parents = documents[small.Document].Chunks;
            var best = Enumerable.Range(0, parents.Count)
                .MaxBy(i => Math.Min(parents[i].End, small.Chunk.End) - Math.Max(parents[i].Start, small.Chunk.Start));
            return new FoundChunk(small.Document, best, parents[best]);
        }
    }
}
