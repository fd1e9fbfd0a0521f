using CostSim.Files;
using CostSim.Prices;

namespace CostSim.Scenarios;

/// <summary>What a provider, or an own fleet, allows; null where there is no such limit.</summary>
internal sealed record RequestLimits
{
    public static RequestLimits None { get; } = new();

    public double? RequestsPerMinute { get; init; }

    /// <summary>Input and output together.</summary>
    public double? TokensPerMinute { get; init; }

    public double? InputTokensPerMinute { get; init; }

    public double? OutputTokensPerMinute { get; init; }

    public double? RequestsPerDay { get; init; }

    public double? TokensPerDay { get; init; }

    /// <summary>The fixed windows in which a provider counts requests, such as 1 s or 10 s; null where they refill evenly.</summary>
    public double? RequestWindowSeconds { get; init; }

    /// <summary>The queue of a batch tier; null for calls that are answered at once.</summary>
    public BatchTerms? Batch { get; init; }

    /// <summary>Tokens that may wait in a batch tier's queue; null where no source says.</summary>
    public double? BatchQueueTokens { get; init; }

    /// <summary>How long a batch tier takes at most.</summary>
    public double BatchSeconds { get; init; } = 86_400;

    /// <summary>Calls at a time.</summary>
    public int? Concurrency { get; init; }

    public ProvisionedUnits? Provisioned { get; init; }

    public GpuFleet? Gpus { get; init; }

    /// <summary>Output that tokens a minute count before the answer is known, and keep; null where the answer itself counts.</summary>
    public double? MaxTokens { get; init; }

    /// <summary>Whether tokens that a cache serves use limits up.</summary>
    public bool CachedReadsCount { get; init; } = true;

    /// <summary>The tier they come from, such as <c>openai/tier-3</c>; null where they are typed.</summary>
    public string? Tier { get; init; }
}

/// <summary>Provisioned units: what one does a minute, what an output token counts as, and what one costs a month.</summary>
internal sealed record ProvisionedUnits(int Units, double TokensPerMinuteEach, double OutputRatio, int Least,
    int Step, double PerMonthEach);

/// <summary>A batch tier: tokens that may wait in its queue (null for no limit), and how long each takes to be answered.</summary>
internal sealed record BatchTerms(double? QueueTokens, double Seconds);

/// <summary>Own GPUs, each with a speed of one answer and the number of answers at that speed.</summary>
internal sealed record GpuFleet(int Count, double TokensPerSecond, int FullSpeedBatch, double? PerMonthEach);

/// <summary>Time to the first token, for each token after it, and how both spread from call to call.</summary>
internal sealed record LatencyTerms(double FirstSeconds, double PerTokenSeconds, double Spread, double? TimeoutSeconds)
{
    /// <summary>
    /// How many tokens of a prompt that no cache serves are read in a second; null where the time to the first token holds for every
    /// prompt.
    /// </summary>
    public double? PrefillTokensPerSecond { get; init; }

    public double RetrievalSeconds { get; init; }

    public double RerankSeconds { get; init; }

    /// <summary>Whether the scenario says how long an answer takes.</summary>
    public bool IsTyped { get; init; }

    /// <summary>Seconds of a request at the mean of their spread: its calls one after the other.</summary>
    /// <param name="uncached">Tokens of input that no cache serves, of all calls.</param>
    public double Seconds(double calls, double uncached, double output) =>
        (FirstSeconds * calls) + (PrefillTokensPerSecond is { } speed ? Math.Max(0, uncached) / speed : 0) + (PerTokenSeconds * output);
}

/// <summary>Random failures of the provider: a share of the calls, and incidents of some length.</summary>
internal sealed record FailureTerms(double ErrorShare, double IncidentsPerYear, double RepairSeconds, Outage? Typed);

/// <summary>An outage that a scenario asks about: from an hour of the busiest day on, for some time.</summary>
internal sealed record Outage(double FromHour, double Seconds);

/// <summary>What the application does with a request that a limit refuses.</summary>
internal enum Refusal
{
    /// <summary>It tries again after a growing pause.</summary>
    Retry,

    /// <summary>It waits in a line, first come first served, realtime before batch.</summary>
    Queue,

    /// <summary>Rejected immediately.</summary>
    Shed,
}

/// <summary>How a design degrades: what it does with refused requests, where else they go, what waits for the night.</summary>
internal sealed record DegradationPolicy
{
    public required string Name { get; init; }

    public Refusal OnRefusal { get; init; }

    public int MaxAttempts { get; init; } = 5;

    public double BaseSeconds { get; init; } = 1;

    public double CapSeconds { get; init; } = 30;

    public bool Jitter { get; init; } = true;

    public bool HonoursRetryAfter { get; init; } = true;

    /// <summary>Longest wait in the line.</summary>
    public double MaxWaitSeconds { get; init; } = 60;

    /// <summary>Null where there is nowhere else to go.</summary>
    public FallbackTerms? Fallback { get; init; }

    /// <summary>Null where requests always keep their design.</summary>
    public SwitchTerms? Switch { get; init; }

    /// <summary>Share of the requests that can wait for the night.</summary>
    public double OvernightShare { get; init; }
}

/// <summary>Another model with limits of its own; one that refused is left alone for the cooldown.</summary>
internal sealed record FallbackTerms(string Model, RequestLimits Limits, double CooldownSeconds, PriceSchedule Prices);

/// <summary>Above a part of the limit new requests are sent as another design sends them.</summary>
internal sealed record SwitchTerms(string Design, double AboveShare);

/// <summary>People who look at answers: how long their day is, and how soon they are to answer.</summary>
internal sealed record ReviewDesk(double ShiftHours, double WithinSeconds, double ServiceLevel);

/// <summary>What a service level asks of one figure, such as <c>p95 &lt;= 4s</c>.</summary>
internal sealed record ServiceTarget(string Figure, bool AtMost, double Bound, string Text);

/// <summary>Everything about limits, latency and degradation that a scenario states.</summary>
internal sealed record ServiceTerms
{
    public required RequestLimits Limits { get; init; }

    /// <summary>The limits of named tiers, for each design's own model; null where they are typed.</summary>
    public string? Tier { get; init; }

    public required LatencyTerms Latency { get; init; }

    public required FailureTerms Failures { get; init; }

    public required IReadOnlyList<DegradationPolicy> Policies { get; init; }

    public required IReadOnlyList<ServiceTarget> Target { get; init; }

    public ReviewDesk? Desk { get; init; }

    /// <summary>Whether the scenario states limits at all.</summary>
    public bool IsLimited { get; init; }

    /// <summary>Where it states them.</summary>
    public Location At { get; init; }
}
