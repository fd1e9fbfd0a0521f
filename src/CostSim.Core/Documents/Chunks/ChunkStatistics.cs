using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// What a chunking really did: sizes, the overlap that came about and at how many boundaries there is none, characters that are
/// indexed more than once, and tokens in the index for each token of the documents.
/// </summary>
internal sealed record ChunkStatistics
{
    public int Count { get; }

    public double MeanTokens { get; }

    /// <summary>Chunks over the limit; only the compat modes have any.</summary>
    public int OverLimit { get; }

    /// <summary>Mean over the boundaries between neighbouring chunks, in tokens of the document.</summary>
    public double MeanOverlap { get; }

    public Share BoundariesWithoutOverlap { get; }

    public Share Duplicated { get; }

    public double IndexInflation { get; }

    private readonly long[] sizes;

    public ChunkStatistics(IReadOnlyList<TokenizedDocument> documents, IReadOnlyList<ChunkedDocument> chunked, TokenCount? limit)
    {
        sizes = [.. chunked.SelectMany(d => d.Chunks).Select(c => c.Tokens.Value).Order()];
        Count = sizes.Length;
        MeanTokens = Count == 0 ? 0 : sizes.Average();
        OverLimit = limit is { } most ? sizes.Count(s => s > most.Value) : 0;
        var overlaps = documents.Zip(chunked).SelectMany(pair => Overlaps(pair.First, pair.Second.Chunks)).ToList();
        MeanOverlap = overlaps.Count == 0 ? 0 : overlaps.Average();
        BoundariesWithoutOverlap = new Share(overlaps.Count == 0 ? 0 : (double)overlaps.Count(o => o == 0) / overlaps.Count);
        var (indexed, distinct) = (chunked.Sum(d => d.Chunks.Sum(c => (long)c.Length)), chunked.Sum(d => Covered(d.Chunks)));
        Duplicated = new Share(indexed == 0 ? 0 : (double)(indexed - distinct) / indexed);
        var tokens = documents.Sum(d => d.Tokens.Value);
        IndexInflation = tokens == 0 ? 0 : (double)sizes.Sum() / tokens;
    }

    /// <summary>The size that this share of the chunks does not pass.</summary>
    public TokenCount Tokens(Percentile percentile) =>
        Count == 0 ? TokenCount.Zero
            : new TokenCount(sizes[Math.Clamp((int)Math.Ceiling(percentile.Probability * Count) - 1, 0, Count - 1)]);

    public TokenCount MaxTokens => Count == 0 ? TokenCount.Zero : new TokenCount(sizes[^1]);

    private static IEnumerable<int> Overlaps(TokenizedDocument document, IReadOnlyList<Chunk> chunks) =>
        chunks.Zip(chunks.Skip(1), (before, after) =>
            Math.Max(0, document.TokensUpTo(before.End) - document.TokensUpTo(Math.Min(after.Start, before.End))));

    private static long Covered(IReadOnlyList<Chunk> chunks)
    {
        var (covered, end) = (0L, 0);
        foreach (var chunk in chunks)
        {
            covered += Math.Max(0, chunk.End - Math.Max(chunk.Start, end));
            end = Math.Max(end, chunk.End);
        }

        return covered;
    }
}
