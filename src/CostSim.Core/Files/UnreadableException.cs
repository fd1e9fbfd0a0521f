using CostSim.Units;

namespace CostSim.Files;

/// <summary>A file's content cannot be read as text: why, and what to do about it. The reader of files adds the name.</summary>
internal sealed class UnreadableException(string reason, int line = 0) : Exception(reason)
{
    /// <summary>The line of the file, from 1; 0 where the trouble has none.</summary>
    public int Line { get; } = line;

    /// <summary>Pages of a document that is there, but only as pictures; these can be estimated.</summary>
    public int? ScannedPages { get; init; }

    /// <summary>Their sizes.</summary>
    public IReadOnlyList<PageSize> PageSizes { get; init; } = [];
}
