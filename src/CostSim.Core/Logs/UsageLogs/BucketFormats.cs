using System.Globalization;
using System.Text.Json;
using CostSim.Files;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>A format whose objects hold several records, such as a bucket of time with its results.</summary>
internal interface IBucketReader
{
    string Name { get; }

    /// <summary>True for an object of this format.</summary>
    bool Fits(JsonElement json);

    /// <summary>Every record of an object with the key fields by which it is known again; null for a record that is none.</summary>
    IEnumerable<(string Key, LogRecord Record)> Read(Location at, JsonElement json);
}

/// <summary>The formats with buckets, in the order in which they are tried.</summary>
internal static class BucketFormats
{
    public static IReadOnlyList<IBucketReader> Open(LogOptions options, LogNotes notes) =>
        [new OpenAiBuckets(options, notes), new AnthropicBuckets(options, notes), new LiteLlmDaily(options, notes),
            new AzureMetrics(options)];
}

/// <summary>Members of an object of JSON, with errors that name them.</summary>
internal static class Members
{
    public static long Whole(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return 0;
        var text = value.ValueKind == JsonValueKind.String ? JsonTexts.Text(value) : value.GetRawText();
        if (text.Equals("null", StringComparison.OrdinalIgnoreCase) || text.Length == 0)
            return 0;
        return value.ValueKind is JsonValueKind.Number or JsonValueKind.String
            && decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var count) && count >= 0
            ? (long)RowStyle.Whole(name, text, count)
            : throw new RuleException(name, $"must be a whole number of 0 or more, but is {value.GetRawText()}");
    }

    public static decimal? Amount(JsonElement json, string name)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind == JsonValueKind.Null)
            return null;
        var text = value.ValueKind == JsonValueKind.String ? JsonTexts.Text(value) : value.GetRawText();
        return decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount
            : throw new RuleException(name, $"must be an amount, but is {value.GetRawText()}");
    }

    public static string Word(JsonElement json, string name) =>
        json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String && JsonTexts.Text(value) is var text
            && !text.Equals("null", StringComparison.OrdinalIgnoreCase) ? text : "";

    public static JsonElement? Object(JsonElement json, string name) => json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Object ? value : null;

    public static IEnumerable<JsonElement> List(JsonElement json, string name) => json.TryGetProperty(name, out var value)
        && value.ValueKind == JsonValueKind.Array ? value.EnumerateArray() : [];

    public static DateTimeOffset Moment(JsonElement json, string name, TimeSpan offset)
    {
        if (!json.TryGetProperty(name, out var value) || value.ValueKind is not (JsonValueKind.String or JsonValueKind.Number))
            throw new RuleException(name, "is missing in a bucket");
        return LogTimes.Read(name, value.ValueKind == JsonValueKind.String ? JsonTexts.Text(value) : value.GetRawText(), offset).From;
    }

    /// <summary>The key fields of a result: every member that is not a number of its own, so that two groups are never one.</summary>
    public static string Key(JsonElement result, IReadOnlySet<string> amounts) => string.Join('|',
        result.EnumerateObject().Where(m => m.Value.ValueKind is JsonValueKind.String or JsonValueKind.True or JsonValueKind.False
            && !amounts.Contains(m.Name)).Select(m => $"{m.Name}={m.Value.GetRawText()}"));

    public static IReadOnlyDictionary<string, string>? Tags(JsonElement result, IReadOnlyList<string> wanted)
    {
        if (wanted.Count == 0)
            return null;
        var tags = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var name in wanted)
        {
            if ((Word(result, name) is { Length: > 0 } value ? value : Word(result, name + "_id")) is { Length: > 0 } found)
                tags[name] = found;
        }

        return tags;
    }
}
