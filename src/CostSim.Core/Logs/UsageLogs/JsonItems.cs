using System.Text.Json;

namespace CostSim.Logs;

/// <summary>Finds the rows inside an object of JSON: pages hold them in a list, OpenTelemetry nests its spans, CloudWatch wraps a log line in a text.</summary>
internal static class JsonItems
{
    private static readonly string[] Lists = ["data", "logs", "spans", "resourceSpans", "scopeSpans", "instrumentationLibrarySpans", "records", "observations", "generations", "items", "traces", "logEvents", "results", "value"];

    /// <summary>True of a member whose value may hold rows of its own, or facts that rows share.</summary>
    public static bool MayHoldRows(string path, bool isList) => isList ? Lists.Contains(path) || path is "timeseries" or "attributes.spans"
        : path is "data" or "resource";

    /// <summary>Every row with the resource that its spans share.</summary>
    public static IEnumerable<(JsonElement Item, JsonElement? Resource)> Of(JsonElement json, JsonElement? resource)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return [];
        if (json.TryGetProperty("resource", out var own) && own.ValueKind == JsonValueKind.Object
            && own.TryGetProperty("attributes", out var attributes) && attributes.ValueKind == JsonValueKind.Array)
            resource = own;
        // A bucket of a provider has its results next to the time.
        if (json.TryGetProperty("start_time", out _) || json.TryGetProperty("starting_at", out _))
            return [(json, resource)];
        foreach (var name in Lists)
        {
            if (json.TryGetProperty(name, out var inner) && IsList(inner))
                return inner.EnumerateArray().SelectMany(i => Of(i, resource));
        }

        // Datadog's intake holds its spans one level further down.
        if (json.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object)
            return Of(data, resource);
        if (json.TryGetProperty("attributes", out var inside) && inside.ValueKind == JsonValueKind.Object
            && inside.TryGetProperty("spans", out var spans) && IsList(spans))
            return spans.EnumerateArray().SelectMany(i => Of(i, resource));
        return [(json, resource)];
    }

    /// <summary>The row inside a log line that another service wrapped: the members of its message in place of its own.</summary>
    public static LogRow Unwrapped(LogRow row, LogNames names)
    {
        foreach (var wrapper in (string[])["message.", "@message."])
        {
            if (!row.Has($"{wrapper}modelId") && !row.Has($"{wrapper}schemaType"))
                continue;
            var inner = new LogRow(row.At, names);
            foreach (var name in row.Shown.Where(n => n.StartsWith(wrapper, StringComparison.Ordinal)).ToList())
                inner.Set(name[wrapper.Length..], row.Find(name)!);
            return inner;
        }

        return row;
    }

    private static bool IsList(JsonElement json) => json.ValueKind == JsonValueKind.Array
        && json.EnumerateArray().All(i => i.ValueKind == JsonValueKind.Object);
}
