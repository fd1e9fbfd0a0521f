using CostSim.Units;

namespace CostSim.Documents;

/// <summary>A heading of a document: where its line starts in the text, its level from 1, and its words.</summary>
public readonly record struct Heading(int Start, int Level, string Title);

/// <summary>A text with the structure that its format stated. Offsets are UTF-16 units of <see cref="Text"/>.</summary>
public sealed record Document(string Name, string Group, string Text)
{
    /// <summary>In order of their place; empty for formats without structure.</summary>
    public IReadOnlyList<Heading> Headings { get; init; } = [];

    /// <summary>Where tables are, in order, so that a chunker can keep rows together.</summary>
    public IReadOnlyList<Range> Tables { get; init; } = [];

    /// <summary>Size of the file in bytes.</summary>
    public long Bytes { get; init; }

    /// <summary>SHA-256 of the file, in lower-case hexadecimal digits.</summary>
    public string Sha256 { get; init; } = "";

    /// <summary>The file as messages name it: the path that was given, and the way below it.</summary>
    public string Path { get; init; } = "";

    /// <summary>Pages, where the format has them; else null.</summary>
    public int? Pages { get; init; }

    /// <summary>The size of each page; empty where the format has none.</summary>
    internal IReadOnlyList<PageSize> PageSizes { get; init; } = [];

    /// <summary>
    /// Null where the tokens are those of the text. For a scan without a text layer, where the scenario allows it, pages
    /// times the typical tokens of a page; the text is then empty.
    /// </summary>
    public TokenCount? EstimatedTokens { get; init; }
}
