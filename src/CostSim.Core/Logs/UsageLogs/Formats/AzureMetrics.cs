using System.Text.Json;
using CostSim.Files;

namespace CostSim.Logs;

/// <summary>
/// Azure Monitor's metrics of an Azure OpenAI resource: from <c>az monitor metrics list</c>, or as diagnostic settings export them.
/// </summary>
internal sealed class AzureMetrics(LogOptions options) : IBucketReader
{
    private static readonly Dictionary<string, LogField> Metrics = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ProcessedPromptTokens"] = LogField.Input,
        ["InputTokens"] = LogField.Input,
        ["GeneratedTokens"] = LogField.Output,
        ["OutputTokens"] = LogField.Output,
        ["AzureOpenAIRequests"] = LogField.Requests,
        ["ModelRequests"] = LogField.Requests,
    };

    public string Name => "Azure Monitor metrics";

    public bool Fits(JsonElement json) => (json.TryGetProperty("timeseries", out var series) && series.ValueKind == JsonValueKind.Array)
        || (json.TryGetProperty("metricName", out _) && json.TryGetProperty("time", out _));

    public IEnumerable<(string Key, LogRecord Record)> Read(Location at, JsonElement json) => json.TryGetProperty("timeseries", out _)
        ? Listed(at, json) : Exported(at, json);

    private IEnumerable<(string, LogRecord)> Listed(Location at, JsonElement json)
    {
        var name = Members.Object(json, "name") is { } named ? Members.Word(named, "value") : "";
        foreach (var series in Members.List(json, "timeseries"))
        {
            var model = Members.List(series, "metadatavalues")
                .Where(m => Members.Object(m, "name") is { } n
                && Members.Word(n, "value").Contains("model", StringComparison.OrdinalIgnoreCase))
                .OrderBy(m => Members.Word(Members.Object(m, "name")!.Value, "value").Contains("name", StringComparison.OrdinalIgnoreCase)
                    ? 0 : 1).Select(m => Members.Word(m, "value")).FirstOrDefault() ?? "";
            var points = Members.List(series, "data").Where(p => p.ValueKind == JsonValueKind.Object).ToList();
            var times = points.Select(p => Members.Moment(p, "timeStamp", options.Offset)).ToList();
            var length = times.Count > 1 ? times.Zip(times.Skip(1)).Min(p => p.Second - p.First) : TimeSpan.FromDays(1);
            for (var i = 0; i < points.Count; i++)
            {
                if (Of(at, name, model, times[i], length, Members.Amount(points[i], "total") ?? 0) is { } record)
                    yield return ($"{name}|{model}|{times[i].UtcTicks}", record);
            }
        }
    }

    private IEnumerable<(string, LogRecord)> Exported(Location at, JsonElement json)
    {
        var (name, from) = (Members.Word(json, "metricName"), Members.Moment(json, "time", options.Offset));
        var model = Members.Object(json, "dimension") is { } by ? Members.Word(by, "ModelName") is { Length: > 0 } named ? named
            : Members.Word(by, "ModelDeploymentName") : "";
        var length = Members.Word(json, "timeGrain") is { Length: > 0 } grain ? System.Xml.XmlConvert.ToTimeSpan(grain)
            : TimeSpan.FromMinutes(1);
        if (Of(at, name, model, from, length, Members.Amount(json, "total") ?? 0) is { } record)
            yield return ($"{name}|{model}|{from.UtcTicks}|{Members.Word(json, "resourceId")}", record);
    }

    // A point of a day without use still says that the day is covered.
    private static LogRecord? Of(Location at, string metric, string model, DateTimeOffset from, TimeSpan length, decimal total)
    {
        if (!Metrics.TryGetValue(metric, out var field))
            return null;
        var count = (long)RowStyle.Whole("total", $"{total}", Math.Round(total));
        return new LogRecord
        {
            At = at,
            From = from,
            Until = from + length,
            Model = model.Length == 0 ? "" : "azure/" + model,
            Requests = field == LogField.Requests ? count : 0,
            FreshInput = field == LogField.Input ? count : 0,
            Output = field == LogField.Output ? count : 0,
            HasTokens = field != LogField.Requests,
            Currency = "USD",
        };
    }
}
