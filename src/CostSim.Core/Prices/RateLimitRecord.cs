using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// What a provisioned unit does: input tokens a minute, how many input tokens an output token counts as, and the sizes sold.
/// </summary>
internal sealed record ProvisionedThroughput(
    long InputTokensPerMinute, decimal? OutputRatio, int? MinimumGlobal, int? IncrementGlobal,
    int? MinimumRegional, int? IncrementRegional);

/// <summary>What a provider allows an account of one tier; null where no source says.</summary>
internal sealed record RateLimitRecord
{
    public required string Provider { get; init; }

    /// <summary>The models as the source words them, such as <c>Claude Opus 4.x (pooled)</c>.</summary>
    public required string Label { get; init; }

    /// <summary>Names (a <c>*</c> at the end matches any) that the record is for.</summary>
    public required IReadOnlyList<string> Models { get; init; }

    public required string Tier { get; init; }
    public string Qualification { get; init; } = "";
    public required DateOnly From { get; init; }
    public DateOnly? To { get; init; }
    public long? RequestsPerMinute { get; init; }
    public long? RequestsPerDay { get; init; }

    /// <summary>Input and output together.</summary>
    public long? TokensPerMinute { get; init; }

    public long? InputTokensPerMinute { get; init; }
    public long? OutputTokensPerMinute { get; init; }
    public long? BatchQueueTokens { get; init; }
    public long? BatchQueueRequests { get; init; }
    public Usd? MonthlySpendCap { get; init; }

    /// <summary>Whether tokens read from the cache use the limit up.</summary>
    public bool? CachedReadsCount { get; init; }

    public bool? CacheWritesCount { get; init; }

    /// <summary>Only for requests of this much input or more, which have a limit of their own.</summary>
    public TokenCount ContextFrom { get; init; }

    public string Scope { get; init; } = "";
    public ProvisionedThroughput? Provisioned { get; init; }
    public string Source { get; init; } = "";
    public string SourceDate { get; init; } = "";
    public Confidence Confidence { get; init; } = Confidence.Medium;
    public string Note { get; init; } = "";
    public Location At { get; init; }

    /// <summary>As users write it: <c>openai/tier-3</c>.</summary>
    public string Name => $"{Provider}/{Slug.Of(Tier)}";

    internal bool InForce(DateOnly day) => day >= From && !(To is { } end && day >= end);

    /// <summary>How exactly the record names a model: the length of the longest fitting pattern, -1 where none fits.</summary>
    internal int Fit(string model) => Models.Where(p => Wildcard.Matches(p, model)).Select(p => p.Length).DefaultIfEmpty(-1).Max();
}
