using CostSim.Logs;

namespace CostSim.Files.UsageLogs;

/// <summary>What a person says about a log that the log does not say itself.</summary>
internal sealed record LogOptions
{
    /// <summary>Of times that state none.</summary>
    public TimeSpan Offset { get; init; }

    /// <summary>Columns by field, from <c>--map</c>.</summary>
    public IReadOnlyDictionary<LogField, string> Map { get; init; } = new Dictionary<LogField, string>();

    /// <summary>Whether cached tokens stand beside the input (true) or in it (false); null leaves it to the format.</summary>
    public bool? CachedOutside { get; init; }
}
