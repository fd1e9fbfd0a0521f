using CostSim.Units;

namespace CostSim.Documents;

/// <summary>Whole paragraphs up to the size; one that is longer is cut at its lines and sentences.</summary>
internal sealed record ParagraphChunker(ChunkPacker Packer) : IChunker
{
    public TokenCount? Limit => Packer.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document) => Packer.Pack(document, Cuts.OfProse(document.Text));
}
