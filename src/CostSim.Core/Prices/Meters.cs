namespace CostSim.Prices;

/// <summary>Something that is billed. Meters do not overlap, so a bill is a plain sum.</summary>
public enum Meter
{
    FreshInput,
    CachedInput,
    CacheWrite5m,
    CacheWrite1h,
    AudioInput,
    CachedAudioInput,
    ImageInput,
    EmbeddingInput,
    Output,
    Reasoning,
    AudioOutput,
    ImageOutput,
    Requests,
    ToolCalls,
    RerankUnits,
    AudioSeconds,
    Pages,
    CacheStorage,
    UnitHours,
    UnitMonths,
    UnitYears,
}

/// <summary>A meter's key in files, its name for people, the unit it counts in, and the column that prices it.</summary>
internal sealed record MeterFact(Meter Meter, string Key, string Name, string Unit, PriceColumn Column);

/// <summary>The closed table of what is billed, and per what.</summary>
internal static class Meters
{
    public static IReadOnlyList<MeterFact> All { get; } =
    [
        new(Meter.FreshInput, "fresh_input", "fresh input", "tokens", PriceColumn.Input),
        new(Meter.CachedInput, "cached_input", "cached input", "tokens", PriceColumn.CacheRead),
        new(Meter.CacheWrite5m, "cache_write_5m", "cache write", "tokens", PriceColumn.CacheWrite5m),
        new(Meter.CacheWrite1h, "cache_write_1h", "cache write 1h", "tokens", PriceColumn.CacheWrite1h),
        new(Meter.AudioInput, "audio_input", "audio input", "tokens", PriceColumn.AudioIn),
        new(Meter.CachedAudioInput, "cached_audio_input", "cached audio input", "tokens", PriceColumn.AudioCacheRead),
        new(Meter.ImageInput, "image_input", "image input", "tokens", PriceColumn.ImageIn),
        new(Meter.EmbeddingInput, "embedding_input", "embedding input", "tokens", PriceColumn.Input),
        new(Meter.Output, "output", "output", "tokens", PriceColumn.Output),
        new(Meter.Reasoning, "reasoning", "reasoning", "tokens", PriceColumn.Reasoning),
        new(Meter.AudioOutput, "audio_output", "audio output", "tokens", PriceColumn.AudioOut),
        new(Meter.ImageOutput, "image_output", "image output", "tokens", PriceColumn.ImageOut),
        new(Meter.Requests, "requests", "request fee", "requests", PriceColumn.Request),
        new(Meter.ToolCalls, "tool_calls", "tool calls", "calls", PriceColumn.ToolCall),
        new(Meter.RerankUnits, "rerank_units", "rerank units", "units", PriceColumn.RerankUnit),
        new(Meter.AudioSeconds, "audio_seconds", "audio time", "seconds", PriceColumn.AudioTime),
        new(Meter.Pages, "pages", "pages", "pages", PriceColumn.Page),
        new(Meter.CacheStorage, "cache_storage", "cache storage", "million token hours", PriceColumn.CacheStorage),
        new(Meter.UnitHours, "unit_hours", "provisioned unit hours", "hours", PriceColumn.UnitHour),
        new(Meter.UnitMonths, "unit_months", "provisioned unit months", "months", PriceColumn.UnitMonth),
        new(Meter.UnitYears, "unit_years", "provisioned unit years", "years", PriceColumn.UnitYear),
    ];

    /// <summary>The meters that count whole tokens; they come first in <see cref="All"/>.</summary>
    public const int TokenMeters = 12;

    public static MeterFact Of(Meter meter) => All[(int)meter];
}
