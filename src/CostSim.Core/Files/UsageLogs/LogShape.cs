using CostSim.Logs;

namespace CostSim.Files.UsageLogs;

/// <summary>How one kind of log names its fields; a name with dots reaches into nested objects.</summary>
internal sealed record LogShape(string Name, IReadOnlyList<string> Marks, IReadOnlyDictionary<LogField, IReadOnlyList<string>> Names)
{
    public bool Costs => Names.ContainsKey(LogField.Cost) || Names.ContainsKey(LogField.CostCents);

    /// <summary>True where a row of these fields is one of this shape.</summary>
    public bool Fits(Func<string, bool> has) => Marks.All(mark => mark.Split('|').Any(has));

    /// <summary>The same shape with only the names that are there, so that a table is searched once.</summary>
    public LogShape Bound(IReadOnlyCollection<string> columns) => this with
    {
        Names = Names.Select(n => (n.Key, Value: (IReadOnlyList<string>)[.. n.Value.Select(name => columns.FirstOrDefault(c => c.Equals(name, StringComparison.OrdinalIgnoreCase))).OfType<string>()]))
            .Where(n => n.Value.Count > 0).ToDictionary(n => n.Key, n => n.Value),
    };

    /// <summary>The shape of <c>--map</c>: what it names, and the usual columns for the rest.</summary>
    public static LogShape Mapped(IReadOnlyDictionary<LogField, string> map) => new("mapped columns", [],
        LogFields.All.ToDictionary(f => f.Field, f => map.TryGetValue(f.Field, out var column) ? [column] : f.Columns));
}

/// <summary>The kinds of log with a row a request. A new one is an entry here.</summary>
internal static class LogShapes
{
    private const string Usage = "metadata.usage_object.";
    private const string Extra = "metadata.additional_usage_values.";
    private const string Span = "attributes.gen_ai.usage.";

    public static IReadOnlyList<LogShape> All { get; } =
    [
        new("LiteLLM spend log", ["startTime", "prompt_tokens", "spend"], Of(
            (LogField.Time, ["startTime"]), (LogField.Input, ["prompt_tokens"]), (LogField.Output, ["completion_tokens"]),
            (LogField.Cached, [$"{Usage}prompt_tokens_details.cached_tokens", $"{Usage}cache_read_input_tokens", $"{Extra}cache_read_input_tokens"]),
            (LogField.CacheWrite, [$"{Usage}cache_creation_input_tokens", $"{Extra}cache_creation_input_tokens"]),
            (LogField.Model, ["model"]), (LogField.Provider, ["custom_llm_provider"]), (LogField.Cost, ["spend"]),
            (LogField.Status, ["status", "metadata.status"]), (LogField.Id, ["request_id"]))),
        new("OpenTelemetry GenAI spans", [$"{Span}input_tokens|{Span}prompt_tokens|attributes.gen_ai.operation.name|attributes.gen_ai.request.model"], Of(
            (LogField.Time, ["startTimeUnixNano", "start_time_unix_nano", "start_time", "startTime", "timestamp"]),
            (LogField.Input, [$"{Span}input_tokens", $"{Span}prompt_tokens"]), (LogField.Output, [$"{Span}output_tokens", $"{Span}completion_tokens"]),
            (LogField.Cached, [$"{Span}cache_read.input_tokens", $"{Span}cache_read_input_tokens", $"{Span}input_tokens.cached"]),
            (LogField.CacheWrite, [$"{Span}cache_creation.input_tokens", $"{Span}cache_creation_input_tokens"]),
            (LogField.Model, ["attributes.gen_ai.response.model", "attributes.gen_ai.request.model"]),
            (LogField.Provider, ["attributes.gen_ai.provider.name", "attributes.gen_ai.system"]),
            (LogField.Status, ["attributes.error.type", "status.status_code", "status.code"]), (LogField.Id, ["spanId", "span_id", "context.span_id"]))),
    ];

    private static Dictionary<LogField, IReadOnlyList<string>> Of(params (LogField Field, string[] Names)[] fields) =>
        fields.ToDictionary(f => f.Field, f => (IReadOnlyList<string>)f.Names);
}
