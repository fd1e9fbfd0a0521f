using CostSim.Units;

namespace CostSim.Documents;

/// <summary>Whole sentences up to the size.</summary>
internal sealed record SentenceChunker(ChunkPacker Packer) : IChunker
{
    public TokenCount? Limit => Packer.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document) =>
        Packer.Pack(document, [.. Sentences.Starts(document.Text).Select(start => new Cut(start, 0))]);
}
