using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// Windows of equal size in tokens of the document; each begins with the tail of the one before. A window whose end would cut a
/// character, or that has more tokens alone than in its place, ends earlier.
/// </summary>
internal sealed record SlidingWindow : IChunker
{
    private readonly ChunkPacker packer;

    public SlidingWindow(TokenCount size, TokenCount overlap) => packer = new ChunkPacker(size, overlap) { Words = false };

    public TokenCount? Limit => packer.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document) => packer.Pack(document, []);
}
