using CostSim.Units;

namespace CostSim.Documents;

/// <summary>
/// A part of a document that is indexed and sent as one: UTF-16 offsets of its text, end exclusive, and its tokens when it is
/// encoded alone. A header is text that goes before it, such as the path of headings, and is among its tokens.
/// </summary>
public readonly record struct Chunk(int Start, int End, TokenCount Tokens, string? Header = null)
{
    public TextRange Range => new(Start, End);

    public int Length => End - Start;

    /// <summary>What is indexed and sent: the header, where there is one, and the chunk's part of the document.</summary>
    public string TextOf(string document) => Header is null ? document[Start..End] : Header + document[Start..End];
}
