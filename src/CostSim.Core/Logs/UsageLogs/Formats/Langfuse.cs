namespace CostSim.Logs;

/// <summary>Langfuse's observations, from its interface, the export of a table, or blob storage. Generations and embeddings are calls; spans, events, tools and agents are not.</summary>
internal static class Langfuse
{
    private static readonly string[] Usages = ["usageDetails.", "usage_details.", "usage."];

    public static LogShape Shape { get; } = new("Langfuse observations", LogShape.Of(
        (LogField.Time, ["startTime", "start_time", "timestamp"]),
        (LogField.Input, [.. In("input"), .. In("input_tokens"),
            .. In("prompt_tokens"), "inputTokens", "input_tokens", "promptTokens", "inputUsage", "input_usage"]),
        (LogField.Output, ["outputTokens", "output_tokens", "completionTokens", "outputUsage", "output_usage", "usage.output",
            .. In("output"), .. In("completion_tokens"), .. In("output_tokens")]),
        (LogField.Total, [.. In("total"), "totalTokens", "total_tokens", "totalUsage", "total_usage"]),
        (LogField.Cached, [.. In("input_cached_tokens"), .. In("cache_read_input_tokens"), .. In("input_cache_read"),
            .. In("cached_tokens"), .. In("input_cached"), .. In("prompt_cached_tokens")]),
        (LogField.CacheWrite, [.. In("cache_creation_input_tokens"), .. In("input_cache_creation"), .. In("input_cache_creation_5m"),
            .. In("input_cache_write")]),
        (LogField.CacheWrite1h, [.. In("input_cache_creation_1h"), .. In("cache_creation_1h_input_tokens")]),
        (LogField.Reasoning, [.. In("output_reasoning_tokens"), .. In("output_reasoning"), .. In("reasoning_tokens")]),
        (LogField.AudioInput, [.. In("input_audio_tokens"), .. In("input_audio")]),
        (LogField.AudioOutput, [.. In("output_audio_tokens"), .. In("output_audio")]),
        (LogField.Model, ["model", "providedModelName", "provided_model_name", "internalModel"]),
        (LogField.Cost, ["totalCost", "total_cost", "calculatedTotalCost", "calculated_total_cost", "costDetails.total", "cost_details.total"]),
        (LogField.Session, ["sessionId", "session_id"]), (LogField.Trace, ["traceId", "trace_id"]),
            (LogField.Parent, ["parentObservationId", "parent_observation_id"]),
        (LogField.Status, ["level"]), (LogField.Id, ["id"])))
    {
        Marks = [["type"], ["traceId", "trace_id", "usageDetails", "usage_details", "usageDetails.input", "usage_details.input", "usage.input", "calculatedTotalCost"], ["startTime", "start_time"]],
        // Agents and chains of Langfuse carry no usage of their own.
        IsOther = row => row.Find("type") is { } type && !type.Equals("GENERATION", StringComparison.OrdinalIgnoreCase)
            && !type.Equals("EMBEDDING", StringComparison.OrdinalIgnoreCase),
        IsTool = row => row.Find("type") is { } type && type.Equals("TOOL", StringComparison.OrdinalIgnoreCase),
        KindOf = row => row.Find("type") is { } type && type.Equals("EMBEDDING", StringComparison.OrdinalIgnoreCase) ? LogKind.Embedding
            : null,
        CachedOutside = true,
        PartsAreApart = true,
        PartsOf = ["usageDetails.", "usage_details."],
    };

    private static IEnumerable<string> In(string name) => Usages.Select(u => u + name);
}
