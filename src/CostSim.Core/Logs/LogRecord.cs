using CostSim.Files;

namespace CostSim.Logs;

/// <summary>The purpose of a line of a bill, where a log says it.</summary>
internal enum LogCharge
{
    Usage,
    Tax,
    Credit,
    Other,
}

/// <summary>The kind of work a row was billed for. Only <see cref="Model"/> rows are requests of a design.</summary>
internal enum LogKind
{
    Model,
    Embedding,
    Rerank,
    Image,
    Speech,
    Transcription,
    Moderation,
    VectorStore,
    Other,
}

/// <summary>
/// One row of a usage log or bill in CostSim's own terms: a request, or a bucket of many. Meters do not overlap, whatever the
/// provider's habit; amounts are whole units of the currency, never cents.
/// </summary>
internal readonly record struct LogRecord
{
    public required Location At { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>The end of a bucket, exclusive; null for a single request.</summary>
    public DateTimeOffset? Until { get; init; }

    public LogKind Kind { get; init; }

    /// <summary>Calls; 0 where the row does not count them, as in a bill or a daily sum.</summary>
    public long Requests { get; init; }

    /// <summary>As <c>seller/model</c>, or as the log names it; empty where it does not.</summary>
    public string Model { get; init; }

    /// <summary>Batch, flex, priority, or standard where the log says so; null where it is silent.</summary>
    public string? ServiceTier { get; init; }

    /// <summary>Where the provider served the row; null where the log is silent.</summary>
    public string? Region { get; init; }

    /// <summary>True where a sum says that its requests were priced as long ones.</summary>
    public bool IsLongContext { get; init; }

    public long FreshInput { get; init; }

    public long CachedInput { get; init; }

    /// <summary>Tokens written to a cache, for whatever time.</summary>
    public long CacheWrite { get; init; }

    /// <summary>The part of <see cref="CacheWrite"/> that is kept for an hour.</summary>
    public long CacheWrite1h { get; init; }

    /// <summary>The part of <see cref="FreshInput"/> that is audio.</summary>
    public long AudioInput { get; init; }

    /// <summary>The part of <see cref="FreshInput"/> that is pictures.</summary>
    public long ImageInput { get; init; }

    public long Output { get; init; }

    /// <summary>The part of <see cref="Output"/> that is reasoning.</summary>
    public long Reasoning { get; init; }

    /// <summary>The part of <see cref="Output"/> that is audio.</summary>
    public long AudioOutput { get; init; }

    /// <summary>Calls of a tool that the provider charges for.</summary>
    public long ToolCalls { get; init; }

    /// <summary>The provider's tool, such as <c>web_search</c>.</summary>
    public string? Tool { get; init; }

    /// <summary>Seconds, pictures, characters or search units of a row that is not counted in tokens.</summary>
    public decimal Units { get; init; }

    /// <summary>What was billed; null where the row states none.</summary>
    public decimal? Cost { get; init; }

    /// <summary>ISO code of the cost.</summary>
    public string Currency { get; init; }

    public LogCharge Charge { get; init; }

    /// <summary>The bill's name of a line that counts no tokens; null where it has none.</summary>
    public string? Line { get; init; }

    /// <summary>Units of the currency for a US dollar, where a bill says its rate.</summary>
    public decimal? PerUsd { get; init; }

    public bool Failed { get; init; }

    public bool HasTokens { get; init; }

    /// <summary>The row's own id, by which it is known again.</summary>
    public string? Id { get; init; }

    /// <summary>The id of the span that this one is part of.</summary>
    public string? Parent { get; init; }

    /// <summary>The run that this call is part of; calls of one run are one request of the application.</summary>
    public string? Trace { get; init; }

    /// <summary>The conversation that this call is part of.</summary>
    public string? Session { get; init; }

    /// <summary>Tools that the application itself ran, as far as the answer names them.</summary>
    public int OwnTools { get; init; }

    /// <summary>The asked-for tag columns and their values; null where none were asked for.</summary>
    public IReadOnlyDictionary<string, string>? Tags { get; init; }

    public long Input => FreshInput + CachedInput + CacheWrite;

    public long Tokens => Input + Output;

    /// <summary>Tokens by the index of their meter in <see cref="LogMeters.All"/>.</summary>
    public long TokensOf(int meter) => meter switch { 0 => FreshInput, 1 => CachedInput, 2 => CacheWrite, _ => Output };
}
