namespace CostSim.Logs;

/// <summary>A field that a reader looks for in a row of a log.</summary>
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
    Reasoning,
    CacheWrite1h,
    Credit,
    Tier,
    Region,
    Session,
    Trace,
    Parent,
    Tags,
    Total,
    AudioInput,
    AudioOutput,
    ToolCalls,
    Kind,
}

/// <summary>A field as <c>--map</c> names it, its meaning, and the columns that are taken for it unasked.</summary>
internal sealed record LogFieldFact(LogField Field, string Key, string Summary, IReadOnlyList<string> Columns);

/// <summary>The table of fields.</summary>
internal static class LogFields
{
    public static IReadOnlyList<LogFieldFact> All { get; } =
    [
        new(LogField.Time, "time", "when the request was made, or the start of its bucket",
            ["time", "timestamp", "at_utc", "start_time", "starttime", "starting_at", "created_at", "createdat", "created", "date", "day", "month", "usage_date", "at"]),
        new(LogField.Until, "until", "the end of a bucket", ["until", "end_time", "endtime", "ending_at", "bucket_end"]),
        new(LogField.Input, "input", "tokens of the prompt",
            ["input_tokens", "prompt_tokens", "context_tokens", "contexttokens", "inputtokens", "prompttokens", "tokens_in", "input"]),
        new(LogField.Output, "output", "tokens of the answer, reasoning included",
            ["output_tokens", "completion_tokens", "generated_tokens", "generatedtokens", "outputtokens", "completiontokens", "tokens_out", "output"]),
        new(LogField.Cached, "cached", "tokens read from a prompt cache",
            ["cached_tokens", "input_cached_tokens", "cache_read_tokens", "cache_read_input_tokens", "cached_input_tokens", "cached_content_token_count"]),
        new(LogField.CacheWrite, "cache_write", "tokens written to a prompt cache",
            ["cache_write_tokens", "cache_write_5m_tokens", "cache_creation_input_tokens", "cache_creation_tokens", "input_cache_write_tokens"]),
        new(LogField.Model, "model", "the model", ["model", "model_name", "modelname", "model_id"]),
        new(LogField.Provider, "provider", "who serves it", ["provider"]),
        new(LogField.Cost, "cost", "what was billed, in whole units", ["cost", "cost_usd", "amount", "spend", "total_usd", "total_cost", "amount_value", "amount_usd", "total_cost_usd"]),
        new(LogField.CostCents, "cost_cents", "what was billed, in hundredths", ["cost_cents", "amount_cents", "cents"]),
        new(LogField.Currency, "currency", "the currency of the cost", ["currency", "cost_currency", "amount_currency"]),
        new(LogField.Status, "status", "an HTTP status, or words such as success and error", ["status", "status_code", "error"]),
        new(LogField.Requests, "requests", "calls in the row (1 where absent, none in a sum of a day)",
            ["requests", "num_model_requests", "num_requests", "request_count", "api_requests", "calls"]),
        new(LogField.Id, "id", "an id by which a row that is there twice is known",
            ["request_id", "requestid", "message_id", "response_id", "generation_id", "id", "span_id"]),
        new(LogField.Reasoning, "reasoning", "tokens of the output that are reasoning",
            ["reasoning_tokens", "output_reasoning_tokens", "thinking_tokens"]),
        new(LogField.CacheWrite1h, "cache_write_1h", "tokens written to a prompt cache for an hour",
            ["cache_write_1h_tokens", "ephemeral_1h_input_tokens"]),
        new(LogField.Credit, "credit", "an amount that reduces the cost, negative or not", ["credit", "credits"]),
        new(LogField.Tier, "tier", "batch, flex, priority or standard; a column batch holds true or false",
            ["service_tier", "servicetier", "tier", "batch"]),
        new(LogField.Region, "region", "where the provider served it", ["region", "inference_geo"]),
        new(LogField.Session, "session", "the conversation that a call is part of",
            ["session_id", "sessionid", "conversation_id", "thread_id"]),
        new(LogField.Trace, "trace", "the run that a call is part of", ["trace_id", "traceid"]),
        new(LogField.Parent, "parent", "the id of the span that a call is part of", ["parent_id", "parent_span_id", "parentspanid"]),
        new(LogField.Tags, "tags", "columns that are kept as tags: tags=team+project", []),
        new(LogField.Total, "total", "all tokens together, to tell how cached ones are counted", ["total_tokens"]),
        new(LogField.AudioInput, "audio_input", "tokens of the prompt that are audio", ["input_audio_tokens", "audio_input_tokens"]),
        new(LogField.AudioOutput, "audio_output", "tokens of the answer that are audio", ["output_audio_tokens", "audio_output_tokens"]),
        new(LogField.ToolCalls, "tool_calls", "calls of a tool that the provider charges for",
            ["web_search_count", "web_search_requests", "tool_calls"]),
        new(LogField.Kind, "kind", "model, embedding, image, speech, transcription, moderation or rerank", ["call_type"]),
    ];

    public static LogFieldFact Of(LogField field) => All[(int)field];
}
