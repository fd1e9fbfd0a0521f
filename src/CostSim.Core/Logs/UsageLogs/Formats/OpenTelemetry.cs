namespace CostSim.Logs;

/// <summary>
/// Spans with GenAI attributes: the conventions of OpenTelemetry (current and older names), OpenInference, OpenLLMetry and the AI SDK.
/// Only spans that are calls of a model count; agents and workflows repeat the usage of their calls.
/// </summary>
internal static class OpenTelemetry
{
    private const string Gen = "attributes.gen_ai.";
    private const string Use = "attributes.gen_ai.usage.";
    private const string Count = "attributes.llm.token_count.";
    private const string Sdk = "attributes.ai.usage.";

    private static readonly string[] Input = [$"{Use}input_tokens", $"{Use}prompt_tokens", $"{Count}prompt", $"{Sdk}inputTokens",
        $"{Sdk}promptTokens", "attributes.llm.usage.prompt_tokens"];
    private static readonly string[] Output = [$"{Use}output_tokens", $"{Use}completion_tokens", $"{Count}completion",
        $"{Sdk}outputTokens", $"{Sdk}completionTokens", "attributes.llm.usage.completion_tokens"];

    // The operations of the conventions, and how older instrumentations call them.
    private static readonly HashSet<string> Calls = new(StringComparer.OrdinalIgnoreCase)
        { "chat", "text_completion", "completion", "generate_content", "embeddings", "embedding", "message", "messages", "responses",
            "response", "generate", "LLM", "EMBEDDING" };

    public static LogShape Shape { get; } = new("OpenTelemetry GenAI spans", LogShape.Of(
        (LogField.Time, ["startTimeUnixNano", "start_time_unix_nano", "startTimeUnixNanos", "start_time", "startTime", "timestamp",
            "Timestamp", "start_timestamp"]),
        (LogField.Input, Input), (LogField.Output, Output),
            (LogField.Total, [$"{Use}total_tokens", $"{Count}total", "attributes.llm.usage.total_tokens", $"{Sdk}totalTokens"]),
        (LogField.Cached, [$"{Use}cache_read.input_tokens", $"{Use}cache_read_input_tokens", $"{Use}input_tokens.cached",
            $"{Use}cached_tokens", $"{Use}cached_input_tokens", $"{Use}input_cached_tokens",
            $"{Use}input_tokens_details.cached_tokens", $"{Use}prompt_tokens_details.cached_tokens", $"{Use}details.cache_read_tokens",
                $"{Use}details.cached_tokens", $"{Use}input_tokens_cached", $"{Count}prompt_details.cache_read", $"{Sdk}cachedInputTokens",
                $"{Sdk}inputTokenDetails.cacheReadTokens"]),
        (LogField.CacheWrite, [$"{Use}cache_creation.input_tokens", $"{Use}cache_write.input_tokens", $"{Use}cache_creation_input_tokens",
            $"{Use}cache_write_input_tokens", $"{Use}details.cache_write_tokens", $"{Count}prompt_details.cache_write",
            $"{Use}input_tokens_details.cache_creation_tokens", $"{Sdk}inputTokenDetails.cacheWriteTokens"]),
        (LogField.CacheWrite1h, [$"{Use}cache_creation.ephemeral_1h_input_tokens", $"{Use}cache_creation.1h.input_tokens",
            $"{Use}details.cache_write_1h_tokens"]),
        (LogField.Reasoning, [$"{Use}reasoning.output_tokens", $"{Use}reasoning_tokens", $"{Use}output_tokens.reasoning",
            $"{Use}output_tokens_details.reasoning_tokens", $"{Use}completion_tokens_details.reasoning_tokens",
            $"{Use}details.reasoning_tokens", $"{Use}reasoning_output_tokens", $"{Count}completion_details.reasoning",
                $"{Sdk}reasoningTokens", $"{Sdk}outputTokenDetails.reasoningTokens"]),
        (LogField.AudioInput, [$"{Count}prompt_details.audio", $"{Use}input_audio_tokens"]),
            (LogField.AudioOutput, [$"{Count}completion_details.audio", $"{Use}output_audio_tokens"]),
        (LogField.Model, [$"{Gen}response.model",
            $"{Gen}request.model", "attributes.ai.response.model", "attributes.llm.model_name", "attributes.embedding.model_name",
            "attributes.ai.model.id", "attributes.llm.response.model", "attributes.llm.request.model"]),
        (LogField.Provider, [$"{Gen}provider.name",
            $"{Gen}system", "attributes.llm.provider", "attributes.ai.model.provider", "attributes.llm.system"]),
        (LogField.Tier, [$"{Gen}openai.response.service_tier", $"{Gen}response.service_tier", "attributes.openai.response.service_tier",
            $"{Gen}openai.request.service_tier", "attributes.openai.request.service_tier", $"{Gen}request.service_tier"]),
        (LogField.Region, ["attributes.cloud.region", "resource.cloud.region"]),
        (LogField.Cost, [$"{Use}cost", $"{Gen}cost.total", "attributes.llm.cost.total"]),
        (LogField.Session, [$"{Gen}conversation.id", "attributes.session.id", "attributes.langfuse.session.id",
            "attributes.ai.telemetry.metadata.sessionId", "attributes.thread.id"]),
        (LogField.Trace, ["traceId", "trace_id", "context.trace_id", "TraceId"]),
            (LogField.Parent, ["parentSpanId", "parent_span_id", "parent_id", "ParentSpanId"]),
        (LogField.Status, ["attributes.error.type", "status.status_code", "status.code", "StatusCode"]),
            (LogField.Id, ["spanId", "span_id", "context.span_id", "SpanId"])))
    {
        Marks = [[.. Input, .. Output, $"{Gen}operation.name",
            $"{Gen}request.model", "attributes.openinference.span.kind", "attributes.ai.operationId"]],
        Nests = true,
        IsOther = row => !IsCall(row),
        IsTool = row => Operation(row) is { } operation
            && (operation.Equals("execute_tool", StringComparison.OrdinalIgnoreCase)
            || operation.Equals("tool", StringComparison.OrdinalIgnoreCase) || operation == "ai.toolCall"),
        KindOf = row => CallTypes.Of(Operation(row)),
    };

    private static string? Operation(LogRow row) =>
        row.Find($"{Gen}operation.name", "attributes.openinference.span.kind", "attributes.ai.operationId", "attributes.llm.request.type",
            "attributes.traceloop.span.kind");

    // A call that failed has no usage, yet names its model; one of an instrumentation without operations is known by its usage.
    private static bool IsCall(LogRow row)
    {
        if (row.Find("attributes.ai.operationId") is { } sdk)
            return sdk.Contains(".do", StringComparison.Ordinal);
        if (Operation(row) is { } operation)
            return Calls.Contains(operation);
        return row.Find(Input) is not null || row.Find(Output) is not null;
    }
}
