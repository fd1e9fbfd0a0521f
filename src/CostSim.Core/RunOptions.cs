namespace CostSim;

/// <summary>What a run may change about a scenario without editing its file.</summary>
/// <example><code>new RunOptions { Trials = 20_000, Set = { ["traffic.requests_per_day"] = "5_000" } }</code></example>
public sealed record RunOptions
{
    /// <summary>Number of simulated horizons, rounded up to 16 times a power of two; null for the scenario's own.</summary>
    public int? Trials { get; init; }

    /// <summary>Seed of every random number; null for the scenario's own. The same seed gives the same forecast on any machine.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Threads to use. The number changes the time, never a digit.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>Designs to cost; all where empty.</summary>
    public IReadOnlyList<string> Designs { get; init; } = [];

    /// <summary>Values to set, by path, as <c>--set path=value</c> on the command line. A value is YAML.</summary>
    public IDictionary<string, string> Set { get; init; } = new Dictionary<string, string>();
}
