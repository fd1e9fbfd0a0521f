namespace CostSim.Logs;

/// <summary>Helicone's requests, as its table and its interface export them.</summary>
internal static class Helicone
{
    public static LogShape Shape { get; } = new("Helicone requests", LogShape.Of(
        (LogField.Time, ["request_created_at", "requestCreatedAt"]),
        (LogField.Input, ["prompt_tokens", "promptTokens"]), (LogField.Output, ["completion_tokens", "completionTokens"]),
            (LogField.Total, ["total_tokens", "totalTokens"]),
        (LogField.Cached, ["prompt_cache_read_tokens", "promptCacheReadTokens"]),
            (LogField.CacheWrite, ["prompt_cache_write_tokens", "promptCacheWriteTokens"]),
        (LogField.CacheWrite1h, ["prompt_cache_write_1h", "promptCacheWrite1h"]),
            (LogField.Reasoning, ["reasoning_tokens", "reasoningTokens"]),
        (LogField.AudioInput, ["prompt_audio_tokens"]), (LogField.AudioOutput, ["completion_audio_tokens"]),
        (LogField.Model, ["response_model", "responseModel", "request_model", "requestModel", "model", "model_override"]),
            (LogField.Provider, ["provider"]),
        (LogField.Cost, ["cost", "cost_usd", "costUSD", "costUsd"]), (LogField.Status, ["response_status", "responseStatus", "status"]),
        (LogField.Session, ["request_properties.Helicone-Session-Id", "properties.Helicone-Session-Id", "session_id"]),
            (LogField.Id, ["request_id", "requestId"])))
    {
        Marks = [["request_created_at", "requestCreatedAt"], ["prompt_tokens", "promptTokens", "completion_tokens"]],
    };
}

/// <summary>Portkey's log exports. Its <c>cost</c> is in cents.</summary>
internal static class Portkey
{
    public static LogShape Shape { get; } = new("Portkey log", LogShape.Of(
        (LogField.Time, ["created_at", "createdAt"]), (LogField.Input, ["req_units", "request_units", "prompt_tokens"]),
            (LogField.Output, ["res_units", "response_units", "completion_tokens"]), (LogField.Total, ["total_units"]),
        (LogField.Cached, ["cache_read_input_units", "cached_units", "response.usage.prompt_tokens_details.cached_tokens"]),
            (LogField.CacheWrite, ["cache_creation_input_units"]),
        (LogField.Model, ["ai_model"]), (LogField.Provider, ["ai_org", "ai_provider"]), (LogField.Cost, ["cost"]),
            (LogField.Currency, ["cost_currency"]),
        (LogField.Status, ["response_status_code", "is_success"]), (LogField.Trace, ["trace_id"]),
            (LogField.Session, ["session_id", "metadata.session_id"]), (LogField.Id, ["id"])))
    {
        Marks = [["req_units", "request_units"], ["ai_model", "ai_org"]],
        CostScale = 100,
    };
}

/// <summary>OpenRouter's activity (sums of a day by model) and its generations. Native tokens are those that are billed.</summary>
internal static class OpenRouter
{
    public static LogShape Shape { get; } = new("OpenRouter activity", LogShape.Of(
        (LogField.Time, ["created_at", "date"]), (LogField.Input, ["native_tokens_prompt", "tokens_prompt", "prompt_tokens"]),
        (LogField.Output, ["native_tokens_completion", "tokens_completion", "completion_tokens"]),
        (LogField.Reasoning, ["native_tokens_reasoning", "tokens_reasoning", "reasoning_tokens"]),
        (LogField.Cached, ["native_tokens_cached", "tokens_cached"]), (LogField.Model, ["model", "model_permaslug"]),
        (LogField.Cost, ["usage", "cost_total", "total_cost"]), (LogField.Requests, ["requests"]),
        (LogField.Session, ["session_id"]), (LogField.Id, ["generation_id", "id"])))
    {
        Marks = [["model_permaslug", "native_tokens_prompt"],
            ["prompt_tokens", "tokens_prompt", "native_tokens_prompt"], ["usage", "cost_total", "total_cost"]],
        CachedOutside = false,
        Seller = "openrouter",
    };
}

/// <summary>Datadog's LLM Observability spans, from its export interface or as they were sent to it.</summary>
internal static class Datadog
{
    public static LogShape Shape { get; } = new("Datadog LLM spans", LogShape.Of(
        (LogField.Time, ["attributes.start_ms", "attributes.start_ns", "start_ns", "start_ms", "attributes.start", "timestamp", "attributes.timestamp"]),
        (LogField.Input, ["attributes.metrics.input_tokens", "metrics.input_tokens", "attributes.metrics.prompt_tokens", "metrics.prompt_tokens"]),
        (LogField.Output, ["attributes.metrics.output_tokens", "metrics.output_tokens", "attributes.metrics.completion_tokens", "metrics.completion_tokens"]),
        (LogField.Total, ["attributes.metrics.total_tokens", "metrics.total_tokens"]),
        (LogField.Cached, ["attributes.metrics.cache_read_input_tokens", "metrics.cache_read_input_tokens"]),
        (LogField.CacheWrite, ["attributes.metrics.cache_write_input_tokens", "metrics.cache_write_input_tokens"]),
        (LogField.Reasoning, ["attributes.metrics.reasoning_output_tokens", "metrics.reasoning_output_tokens"]),
        (LogField.Model, ["attributes.model_name", "attributes.meta.model_name", "meta.model_name", "attributes.meta.metadata.model_name", "meta.metadata.model_name"]),
        (LogField.Provider, ["attributes.model_provider", "attributes.meta.model_provider", "meta.model_provider", "attributes.meta.metadata.model_provider", "meta.metadata.model_provider"]),
        (LogField.Cost, ["attributes.metrics.estimated_total_cost", "metrics.estimated_total_cost"]),
        (LogField.Status, ["attributes.status", "status"]), (LogField.Session, ["attributes.session_id", "session_id"]),
        (LogField.Trace, ["attributes.trace_id", "trace_id"]), (LogField.Parent, ["attributes.parent_id", "parent_id"]),
            (LogField.Id, ["attributes.span_id", "span_id", "id"])))
    {
        Marks = [["attributes.span_kind", "attributes.meta.kind", "attributes.meta.span.kind", "meta.kind", "meta.span.kind"]],
        // Estimated costs are in billionths of a dollar.
        CostScale = 1_000_000_000,
        Nests = true,
        IsOther = row => !(Kind(row) is "llm" or "embedding"),
        IsTool = row => Kind(row) == "tool",
        KindOf = row => Kind(row) == "embedding" ? LogKind.Embedding : null,
    };

    private static string? Kind(LogRow row) => row.Find("attributes.span_kind", "attributes.meta.kind", "attributes.meta.span.kind", "meta.kind", "meta.span.kind")?.ToLowerInvariant();
}

/// <summary>Session files of Claude Code: one line an event, of which the answers carry usage, repeated while a message streams.</summary>
internal static class ClaudeCode
{
    public static LogShape Shape { get; } = new("Claude Code sessions", LogShape.Of(
        (LogField.Time, ["timestamp"]), (LogField.Input, ["message.usage.input_tokens"]),
            (LogField.Output, ["message.usage.output_tokens"]),
        (LogField.Cached, ["message.usage.cache_read_input_tokens"]), (LogField.CacheWrite, ["message.usage.cache_creation_input_tokens"]),
        (LogField.CacheWrite1h, ["message.usage.cache_creation.ephemeral_1h_input_tokens"]),
            (LogField.Tier, ["message.usage.service_tier"]), (LogField.Region, ["message.usage.inference_geo"]),
        (LogField.ToolCalls, ["message.usage.server_tool_use.web_search_requests"]), (LogField.Model, ["message.model"]),
            (LogField.Cost, ["costUSD"]),
        (LogField.Session, ["sessionId"]), (LogField.Id, ["message.id"])))
    {
        Marks = [["message.usage.input_tokens", "message.usage.output_tokens"]],
        CachedOutside = true,
        Streams = true,
        Seller = "anthropic",
        // Prompts, summaries and results carry no usage, and a model named <synthetic> is a message of the program.
        IsOther = row => row.Find("message.usage.input_tokens", "message.usage.output_tokens") is null
            || row.Find("message.model") == "<synthetic>",
    };
}

/// <summary>Logs of model invocations that Amazon Bedrock writes to S3 or CloudWatch. Cached tokens are counted apart from the input.</summary>
internal static class Bedrock
{
    public static LogShape Shape { get; } = new("Bedrock invocation log", LogShape.Of(
        (LogField.Time, ["timestamp"]), (LogField.Input, ["input.inputTokenCount"]), (LogField.Output, ["output.outputTokenCount"]),
        (LogField.Cached, ["input.cacheReadInputTokenCount", "input.cacheReadInputTokens"]),
            (LogField.CacheWrite, ["input.cacheWriteInputTokenCount", "input.cacheWriteInputTokens"]),
        (LogField.CacheWrite1h, ["input.cacheWrite1hInputTokenCount"]), (LogField.Model, ["modelId"]), (LogField.Region, ["region"]),
            (LogField.Status, ["errorCode"]),
        (LogField.Tier, ["serviceTier", "serviceTier.type"]),
            (LogField.Session, ["requestMetadata.sessionId", "requestMetadata.session_id"]), (LogField.Id, ["requestId"])))
    {
        Marks = [["modelId"], ["schemaType", "input.inputTokenCount", "output.outputTokenCount"]],
        CachedOutside = true,
        Seller = "bedrock",
        IsOther = row => row.Find("schemaType") is { } type && !type.Equals("ModelInvocationLog", StringComparison.OrdinalIgnoreCase),
    };
}

/// <summary>The usage CSV of Anthropic's Console: sums of a day by model, key and tier, without a count of requests.</summary>
internal static class AnthropicConsole
{
    public static LogShape Shape { get; } = new("Anthropic Console usage", LogShape.Of(
        (LogField.Time, ["usage_date_utc", "usage_date"]), (LogField.Input, ["usage_input_tokens_no_cache", "input_tokens_no_cache"]),
            (LogField.Output, ["usage_output_tokens"]),
        (LogField.Cached, ["usage_input_tokens_cache_read", "input_tokens_cache_read"]),
            (LogField.CacheWrite, ["usage_input_tokens_cache_write_5m", "input_tokens_cache_write_5m"]),
        (LogField.CacheWrite1h, ["usage_input_tokens_cache_write_1h", "input_tokens_cache_write_1h"]),
            (LogField.Tier, ["usage_type", "service_tier"]), (LogField.Region, ["inference_geo"]),
        (LogField.ToolCalls, ["web_search_count", "web_search_requests"]), (LogField.Model, ["model_version", "model"])))
    {
        Marks = [["usage_input_tokens_no_cache", "input_tokens_no_cache"]],
        CachedOutside = true,
        Seller = "anthropic",
        Daily = true,
    };
}
