using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// Cuts at the strongest separators that leave chunks well filled: by default paragraphs, lines, sentences, words, characters.
/// </summary>
internal sealed record RecursiveChunker(ChunkPacker Packer, IReadOnlyList<string>? Separators) : IChunker
{
    public TokenCount? Limit => Packer.Size;

    public IReadOnlyList<Chunk> Cut(TokenizedDocument document) =>
        Packer.Pack(document, Separators is null ? Cuts.OfProse(document.Text) : Cuts.After(document.Text, Separators));
}
