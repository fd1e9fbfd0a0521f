namespace CostSim.Logs;

/// <summary>
/// Names inside the answer of a provider, as logs keep it whole: its usage at the top, in a member <c>response</c>, or in the body of a
/// batch's answer.
/// </summary>
internal static class RawAnswers
{
    private static readonly string[] Bodies = ["", "response.", "response.body.", "body."];

    private static readonly Dictionary<LogField, string[]> Usage = new()
    {
        [LogField.Input] = ["usage.input_tokens", "usage.prompt_tokens", "usageMetadata.promptTokenCount", "usage_metadata.prompt_token_count"],
        [LogField.Output] = ["usage.output_tokens", "usage.completion_tokens", "usageMetadata.candidatesTokenCount",
            "usage_metadata.candidates_token_count"],
        [LogField.Cached] = ["usage.prompt_tokens_details.cached_tokens", "usage.input_tokens_details.cached_tokens",
            "usage.cache_read_input_tokens", "usageMetadata.cachedContentTokenCount", "usage_metadata.cached_content_token_count"],
        [LogField.CacheWrite] = ["usage.cache_creation_input_tokens"],
        [LogField.CacheWrite1h] = ["usage.cache_creation.ephemeral_1h_input_tokens"],
        [LogField.Reasoning] = ["usage.completion_tokens_details.reasoning_tokens", "usage.output_tokens_details.reasoning_tokens",
            "usageMetadata.thoughtsTokenCount", "usage_metadata.thoughts_token_count"],
        [LogField.Total] = ["usage.total_tokens", "usageMetadata.totalTokenCount", "usage_metadata.total_token_count"],
        [LogField.AudioInput] = ["usage.prompt_tokens_details.audio_tokens", "usage.input_tokens_details.audio_tokens"],
        [LogField.AudioOutput] = ["usage.completion_tokens_details.audio_tokens", "usage.output_tokens_details.audio_tokens"],
        [LogField.ToolCalls] = ["usage.server_tool_use.web_search_requests"],
        [LogField.Tier] = ["usage.service_tier"],
    };

    // Of the answer itself, where the log has no field of its own.
    private static readonly Dictionary<LogField, string[]> Facts = new()
    {
        [LogField.Time] = ["created", "created_at"],
        [LogField.Model] = ["model", "modelVersion"],
        [LogField.Tier] = ["service_tier"],
        [LogField.Id] = ["id"],
        [LogField.Status] = ["status_code"],
    };

    public static IEnumerable<string> Names(LogField field) =>
        Bodies.SelectMany(body => Usage.GetValueOrDefault(field, []).Select(name => body + name))
            .Concat(Bodies.Skip(1).SelectMany(body => Facts.GetValueOrDefault(field, []).Select(name => body + name)));
}
