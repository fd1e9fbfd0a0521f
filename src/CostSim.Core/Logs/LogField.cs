namespace CostSim.Logs;

/// <summary>What a reader looks for in a row of a log.</summary>
internal enum LogField
{
    Time,
    Until,
    Input,
    Output,
    Cached,
    CacheWrite,
    Model,
    Provider,
    Cost,
    CostCents,
    Currency,
    Status,
    Requests,
    Id,
}

/// <summary>A field as <c>--map</c> names it, what it means, and the columns that are taken for it unasked.</summary>
internal sealed record LogFieldFact(LogField Field, string Key, string Summary, IReadOnlyList<string> Columns);

/// <summary>The table of fields.</summary>
internal static class LogFields
{
    public static IReadOnlyList<LogFieldFact> All { get; } =
    [
        new(LogField.Time, "time", "when the request was made, or the start of its bucket", ["time", "timestamp", "at_utc", "start_time", "created_at", "date", "day", "month", "at"]),
        new(LogField.Until, "until", "the end of a bucket", ["until", "end_time", "bucket_end"]),
        new(LogField.Input, "input", "tokens of the prompt", ["input_tokens", "prompt_tokens", "context_tokens", "contexttokens", "input"]),
        new(LogField.Output, "output", "tokens of the answer, reasoning included", ["output_tokens", "completion_tokens", "generated_tokens", "generatedtokens", "output"]),
        new(LogField.Cached, "cached", "tokens read from a prompt cache", ["cached_tokens", "input_cached_tokens", "cache_read_tokens", "cache_read_input_tokens", "cached_input_tokens"]),
        new(LogField.CacheWrite, "cache_write", "tokens written to a prompt cache", ["cache_write_tokens", "cache_write_5m_tokens", "cache_creation_input_tokens"]),
        new(LogField.Model, "model", "the model", ["model", "model_name"]),
        new(LogField.Provider, "provider", "who serves it", ["provider"]),
        new(LogField.Cost, "cost", "what was billed, in whole units", ["cost", "cost_usd", "amount", "spend", "total_usd"]),
        new(LogField.CostCents, "cost_cents", "what was billed, in hundredths", ["cost_cents", "amount_cents", "cents"]),
        new(LogField.Currency, "currency", "the currency of the cost", ["currency"]),
        new(LogField.Status, "status", "an HTTP status, or words such as success and error", ["status", "status_code", "error"]),
        new(LogField.Requests, "requests", "calls in the row (1 where absent)", ["requests", "num_model_requests", "request_count", "calls"]),
        new(LogField.Id, "id", "an id by which a row that is there twice is known", ["request_id", "id", "span_id"]),
    ];

    public static LogFieldFact Of(LogField field) => All[(int)field];
}
