namespace CostSim.Logs;

/// <summary>LiteLLM's spend log (table <c>LiteLLM_SpendLogs</c>, or its export as JSON): a row for each call.</summary>
internal static class LiteLlm
{
    private const string Usage = "metadata.usage_object.";
    private const string Extra = "metadata.additional_usage_values.";

    public static LogShape Shape { get; } = new("LiteLLM spend log", LogShape.Of(
        (LogField.Time, ["startTime", "start_time"]), (LogField.Input, ["prompt_tokens"]), (LogField.Output, ["completion_tokens"]),
            (LogField.Total, ["total_tokens"]),
        (LogField.Cached, [$"{Usage}prompt_tokens_details.cached_tokens", $"{Usage}cache_read_input_tokens",
            $"{Extra}cache_read_input_tokens", $"{Extra}prompt_tokens_details.cached_tokens"]),
        (LogField.CacheWrite, [$"{Usage}cache_creation_input_tokens", $"{Usage}prompt_tokens_details.cache_creation_tokens",
            $"{Extra}cache_creation_input_tokens"]),
        (LogField.CacheWrite1h, [$"{Usage}prompt_tokens_details.cache_creation_token_details.ephemeral_1h_input_tokens",
            $"{Usage}cache_creation.ephemeral_1h_input_tokens"]),
        (LogField.Reasoning, [$"{Usage}completion_tokens_details.reasoning_tokens", $"{Extra}completion_tokens_details.reasoning_tokens"]),
        (LogField.AudioInput, [$"{Usage}prompt_tokens_details.audio_tokens"]),
            (LogField.AudioOutput, [$"{Usage}completion_tokens_details.audio_tokens"]),
        (LogField.ToolCalls, [$"{Usage}server_tool_use.web_search_requests"]), (LogField.Tier, [$"{Usage}service_tier", "service_tier"]),
        (LogField.Model, ["model"]), (LogField.Provider, ["custom_llm_provider"]), (LogField.Cost, ["spend"]),
        (LogField.Status, ["status", "metadata.status"]), (LogField.Id, ["request_id"]), (LogField.Session, ["session_id"]),
            (LogField.Trace, ["metadata.trace_id"]),
        (LogField.Kind, ["call_type"])))
    {
        Marks = [["startTime", "start_time"], ["prompt_tokens"], ["spend"]],
        CachedOutside = null,
    };
}
