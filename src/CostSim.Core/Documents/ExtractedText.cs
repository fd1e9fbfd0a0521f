using CostSim.Units;

namespace CostSim.Documents;

/// <summary>What a format says in words: plain text, where its headings and tables are in it, and its pages.</summary>
internal sealed record ExtractedText(string Text)
{
    public IReadOnlyList<Heading> Headings { get; init; } = [];

    public IReadOnlyList<Range> Tables { get; init; } = [];

    public int? Pages { get; init; }

    public IReadOnlyList<PageSize> PageSizes { get; init; } = [];

    /// <summary>Numbers, from 1, of pages that hold next to no characters: blank, or scanned without a text layer.</summary>
    public IReadOnlyList<int> PagesWithoutText { get; init; } = [];
}
