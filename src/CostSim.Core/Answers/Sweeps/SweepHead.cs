using System.Text.Json;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>What a sweep is of: everything that must be equal for two parts of it to belong together, and how its rows are read.</summary>
internal sealed record SweepHead
{
    public const int CurrentFormat = 1;

    public int Format { get; init; } = CurrentFormat;

    public required string Version { get; init; }

    public required string Scenario { get; init; }

    /// <summary>SHA-256 over the settings, the points, the price book and every file that went in; the seed apart.</summary>
    public required string Hash { get; init; }

    public required ulong Seed { get; init; }

    public required long Points { get; init; }

    public required IReadOnlyList<string> Paths { get; init; }

    public required string Currency { get; init; }

    /// <summary>What quality is measured by: recall, or accuracy where the scenario asks for that.</summary>
    public string Quality { get; init; } = "recall";

    /// <summary>How much of it the scenario asks for; null where it asks for none.</summary>
    public double? AtLeast { get; init; }

    public bool IsCartesian { get; init; }

    /// <summary>Columns of the sweep's table after the point and its values.</summary>
    public required IReadOnlyList<Column> Columns { get; init; }

    /// <summary>Columns of the table by month; empty where it was not asked for.</summary>
    public IReadOnlyList<Column> MonthColumns { get; init; } = [];

    /// <summary>Which part of the points this is, from 1, and of how many.</summary>
    public int Shard { get; init; } = 1;

    public int Shards { get; init; } = 1;

    public string Json() => JsonSerializer.Serialize(this);

    /// <summary>Null where the text is not a head of this format.</summary>
    public static SweepHead? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<SweepHead>(json) is { Format: CurrentFormat } head ? head : null;
        }
        catch (Exception broken) when (Files.InputGuard.IsMalformed(broken))
        {
            return null;
        }
    }

    /// <summary>What keeps another part from belonging to this one, said of the other; null where nothing does.</summary>
    public string? Against(SweepHead other) => this switch
    {
        _ when Version != other.Version => $"was made by version {other.Version} of costsim, this is version {Version}",
        _ when Scenario != other.Scenario => $"is of scenario {other.Scenario}, not of {Scenario}",
        _ when Seed != other.Seed => $"has seed {other.Seed}, not {Seed}",
        _ when Hash != other.Hash => "is of another state of the scenario, its files, its prices, its options or the points of the sweep",
        _ when Shards != other.Shards => $"is one of {other.Shards} shards, not of {Shards}",
        _ => null,
    };

    /// <summary>The points of this shard: a stretch of all, as even as whole points allow.</summary>
    public (long First, long End) Range => (Start(Shard - 1), Start(Shard));

    private long Start(int shard) => (long)((Int128)Points * shard / Shards);
}
