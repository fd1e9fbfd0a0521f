using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// The windows of LangChain's TokenTextSplitter, for comparison with published figures: the document is encoded once and cut by
/// tokens alone, even within a character that a person sees as one.
/// </summary>
internal sealed record LangChainTokens : IChunker
{
    private readonly ChunkPacker limits;

    public LangChainTokens(TokenCount size, TokenCount overlap) => limits = new ChunkPacker(size, overlap);

    public TokenCount? Limit => limits.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document)
    {
        var chunks = new List<Chunk>();
        var (size, step, last) =
            ((int)limits.Size.Value, (int)(limits.Size - limits.Overlap).Value, document.TokensUpTo(document.Text.Length));
        for (var start = 0; start < last; start += step)
        {
            var end = Math.Min(start + size, last);
            chunks.Add(document.ChunkOf(document.OffsetAfter(start), document.OffsetAfter(end)));
            if (end == last)
                break;
        }

        return chunks;
    }
}
