namespace CostSim.Prices;

/// <summary>An amount that a price record can state.</summary>
internal enum PriceColumn
{
    Input,
    CacheRead,
    CacheWrite5m,
    CacheWrite1h,
    Output,
    Reasoning,
    AudioIn,
    AudioCacheRead,
    AudioOut,
    ImageIn,
    ImageOut,
    CacheStorage,
    Request,
    ToolCall,
    RerankUnit,
    AudioTime,
    Page,
    UnitHour,
    UnitMonth,
    UnitYear,
    StorageGbMonth,
    WriteGb,
    QueryGb,
    QueryLeast,
    MinimumMonth,
}

/// <summary>
/// How a column is written (<c>input_per_mtok</c>), what its amount is for (in words, and in units of the meter: seconds for
/// an hour of audio), and the column that it falls back to where it is blank.
/// </summary>
internal sealed record ColumnFact(PriceColumn Column, string Name, string For, decimal Units, PriceColumn? FallsBackTo)
{
    /// <summary>The key in price files and in <c>prices.inline</c>: <c>input_usd_per_mtok</c>.</summary>
    public string Key { get; } = Name.Replace("_per_", "_usd_per_", StringComparison.Ordinal);
}

/// <summary>The closed table of amounts. A price file or a scenario that names another key is refused.</summary>
internal static class PriceColumns
{
    private const decimal Million = 1_000_000m;

    // A blank amount means "not priced separately": README of the price facts, section 4, rule 4.
    public static IReadOnlyList<ColumnFact> All { get; } =
    [
        new(PriceColumn.Input, "input_per_mtok", "1M tokens", Million, null),
        new(PriceColumn.CacheRead, "cache_read_per_mtok", "1M tokens", Million, PriceColumn.Input),
        new(PriceColumn.CacheWrite5m, "cache_write_5m_per_mtok", "1M tokens", Million, PriceColumn.Input),
        new(PriceColumn.CacheWrite1h, "cache_write_1h_per_mtok", "1M tokens", Million, PriceColumn.Input),
        new(PriceColumn.Output, "output_per_mtok", "1M tokens", Million, null),
        new(PriceColumn.Reasoning, "reasoning_per_mtok", "1M tokens", Million, PriceColumn.Output),
        new(PriceColumn.AudioIn, "audio_in_per_mtok", "1M tokens", Million, PriceColumn.Input),
        new(PriceColumn.AudioCacheRead, "audio_cache_read_per_mtok", "1M tokens", Million, PriceColumn.AudioIn),
        new(PriceColumn.AudioOut, "audio_out_per_mtok", "1M tokens", Million, PriceColumn.Output),
        new(PriceColumn.ImageIn, "image_in_per_mtok", "1M tokens", Million, PriceColumn.Input),
        new(PriceColumn.ImageOut, "image_out_per_mtok", "1M tokens", Million, PriceColumn.Output),
        new(PriceColumn.CacheStorage, "cache_storage_per_mtok_hour", "1M tokens and hour", 1, null),
        new(PriceColumn.Request, "request_per_1k", "1,000 requests", 1_000, null),
        new(PriceColumn.ToolCall, "tool_call_per_1k", "1,000 calls", 1_000, null),
        new(PriceColumn.RerankUnit, "rerank_per_1k_units", "1,000 units", 1_000, null),
        new(PriceColumn.AudioTime, "audio_in_per_hour", "hour of audio", 3_600, null),
        new(PriceColumn.Page, "page_per_1k", "1,000 pages", 1_000, null),
        new(PriceColumn.UnitHour, "unit_per_hour", "unit and hour", 1, null),
        new(PriceColumn.UnitMonth, "unit_per_month", "unit and month", 1, null),
        new(PriceColumn.UnitYear, "unit_per_year", "unit and year", 1, null),
        new(PriceColumn.StorageGbMonth, "storage_per_gb_month", "GB and month of vectors", 1, null),
        new(PriceColumn.WriteGb, "write_per_gb", "GB of vectors written", 1, null),
        new(PriceColumn.QueryGb, "query_per_1m_gb", "1M queries and GB searched", Million, null),
        new(PriceColumn.QueryLeast, "query_least_per_1m", "1M queries at least", Million, null),
        new(PriceColumn.MinimumMonth, "minimum_per_month", "month at least", 1, null),
    ];

    /// <summary>The amounts of models and tools; the others are those of vector stores.</summary>
    public static IReadOnlyList<ColumnFact> OfModels { get; } = [.. All.Where(c => !IsOfStore(c.Column))];

    /// <summary>Whether only a vector store has such an amount.</summary>
    public static bool IsOfStore(PriceColumn column) => column > PriceColumn.UnitYear;

    public static ColumnFact Of(PriceColumn column) => All[(int)column];
}
