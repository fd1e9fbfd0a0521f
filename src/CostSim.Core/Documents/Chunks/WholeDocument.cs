using CostSim.Units;

namespace CostSim.Documents;

/// <summary>No cut: the document is its only chunk. A scan without text still has the tokens that were estimated for it.</summary>
internal sealed record WholeDocument : IChunker
{
    public TokenCount? Limit => null;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document) =>
        document.Tokens == TokenCount.Zero ? [] : [new Chunk(0, document.Text.Length, document.Tokens)];
}
