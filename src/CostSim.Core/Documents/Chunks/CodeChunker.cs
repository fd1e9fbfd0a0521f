using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// Blocks of source code: best before what follows an empty line and is indented least, last before a line that closes a block.
/// </summary>
internal sealed record CodeChunker(ChunkPacker Packer) : IChunker
{
    private const int Deepest = 8;

    public TokenCount? Limit => Packer.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document) =>
        Packer.Pack(document, [.. Lines.Of(document.Text).Skip(1).Select(line => new Cut(line.Start, Level(line)))]);

    // Indents of two and of four both give ranks in order; only the order counts.
    private static int Level(Line line)
    {
        var level = 2 * Math.Min(line.Indent / 2, Deepest) + (line.AfterBlank ? 0 : 1);
        return line.First is '}' or ')' or ']' ? level + 2 * Deepest : level;
    }
}
