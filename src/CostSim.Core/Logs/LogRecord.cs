using CostSim.Settings;

namespace CostSim.Logs;

/// <summary>What a line of a bill is for, where a log says it.</summary>
internal enum LogCharge
{
    Usage,
    Tax,
    Credit,
    Other,
}

/// <summary>
/// One row of a usage log or bill in our own words: a request, or a bucket of many. Meters do not overlap, whatever the
/// provider's habit; amounts are whole units of the currency, never cents.
/// </summary>
internal readonly record struct LogRecord
{
    public required Location At { get; init; }

    public required DateTimeOffset From { get; init; }

    /// <summary>The end of a bucket, exclusive; null for a single request.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Calls; 0 where the row does not count them, as in a bill.</summary>
    public long Requests { get; init; }

    /// <summary>As <c>provider/model</c>, or as the log names it; empty where it does not.</summary>
    public string Model { get; init; }

    public long FreshInput { get; init; }

    public long CachedInput { get; init; }

    public long CacheWrite { get; init; }

    public long Output { get; init; }

    /// <summary>What was billed; null where the row states none.</summary>
    public decimal? Cost { get; init; }

    /// <summary>ISO code of the cost.</summary>
    public string Currency { get; init; }

    public LogCharge Charge { get; init; }

    /// <summary>What a line that counts no tokens is for, as the bill names it; null where it does not.</summary>
    public string? Line { get; init; }

    /// <summary>Units of the currency for a US dollar, where a bill says its rate.</summary>
    public decimal? PerUsd { get; init; }

    public bool Failed { get; init; }

    public bool HasTokens { get; init; }

    public long Input => FreshInput + CachedInput + CacheWrite;

    public long Tokens => Input + Output;

    /// <summary>Tokens by the place of their meter among <see cref="LogMeters.All"/>.</summary>
    public long TokensOf(int meter) => meter switch { 0 => FreshInput, 1 => CachedInput, 2 => CacheWrite, _ => Output };
}
