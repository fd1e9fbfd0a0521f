using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// Cuts a document into chunks in the order of their ends. Together they hold every character, each holds something that those
/// before it do not, and none is longer than the limit when it is encoded alone.
/// </summary>
public interface IChunker
{
    /// <summary>Most tokens that a chunk may have, header included; null where nothing limits it.</summary>
    TokenCount? Limit { get; }

    /// <summary>Throws <see cref="Files.InputException"/> where a single character of the document is over the limit.</summary>
    IReadOnlyList<Chunk> Cut(TokenizedDocument document);
}
