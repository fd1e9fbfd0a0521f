using CostSim.Units;

namespace CostSim.Chunks;

/// <summary>No cut: the document is its only chunk.</summary>
public sealed record WholeDocument : IChunker
{
    public TokenCount? Limit => null;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document) =>
        document.Text.Length == 0 ? [] : [new Chunk(0, document.Text.Length, document.Tokens)];
}
