using System.Text.Json;
using CostSim.Files;

namespace CostSim.Logs;

/// <summary>A row of a log as names and texts; a nested value has its path as name.</summary>
internal sealed class LogRow(Location at, LogNames names)
{
    // A prompt is not read for its text; a path of more levels than this is one.
    private const int LongestText = 4_096;
    public const int DeepestPath = 12;

    private string?[] values = new string?[names.Count];

    public Location At { get; } = at;

    public LogNames Names { get; } = names;

    public IEnumerable<string> Shown => Names.All.Where(Has);

    public bool Has(string name) => this[Names.Find(name)] is not null;

    /// <summary>The text at an index; null where the row lacks it, or holds a word for nothing.</summary>
    public string? this[int place] => place >= 0 && place < values.Length ? values[place] : null;

    /// <summary>All values as one text, to compare whole rows.</summary>
    public string Joined() => string.Join('\n', values);

    public string? Find(string name) => this[Names.Find(name)];

    /// <summary>The text of the first of these fields that is there and not blank.</summary>
    public string? Find(params ReadOnlySpan<string> wanted)
    {
        foreach (var name in wanted)
        {
            if (Find(name) is { } text)
                return text;
        }

        return null;
    }

    public void Set(int place, string text)
    {
        if (place >= values.Length)
            Array.Resize(ref values, Math.Max(Names.Count, place + 1));
        values[place] = IsNothing(text) ? null : text;
    }

    public void Set(string name, string text) => Set(Names.Add(name), text);

    /// <summary>An object of JSON with its nested members; lists are kept where they are key-value lists or hold plain texts.</summary>
    public static LogRow Of(Location at, JsonElement json, LogNames names)
    {
        var row = new LogRow(at, names);
        row.Flatten(json, "", 0);
        return row;
    }

    /// <summary>Adds the members of a text that is itself JSON, as a database exports nested columns.</summary>
    public void AddNested(string name, string text)
    {
        var trimmed = text.AsSpan().Trim();
        if (trimmed.Length < 2 || text.Length > 64 * LongestText)
            return;
        // Azure writes its tags as members without the braces around them.
        var json = trimmed[0] is '{' or '[' ? text : trimmed[0] == '"' && trimmed.Contains(':') ? $"{{{text}}}" : null;
        if (json is null)
            return;
        try
        {
            using var parsed = JsonGuard.Parse(Location.Of(name), json);
            if (parsed.RootElement.ValueKind == JsonValueKind.Object)
                Flatten(parsed.RootElement, name + ".", 1);
            else if (parsed.RootElement.ValueKind == JsonValueKind.Array)
                List(parsed.RootElement, name);
        }
        catch (InputException)
        {
            // Text that only looks like JSON stays a text.
        }
    }

    private static bool IsNothing(string text) => text.Length switch
    {
        0 => true,
        2 => text is "\\N",
        3 => text.Equals("nan", StringComparison.OrdinalIgnoreCase) || text.Equals("n/a", StringComparison.OrdinalIgnoreCase),
        4 => text.Equals("null", StringComparison.OrdinalIgnoreCase) || text.Equals("none", StringComparison.OrdinalIgnoreCase),
        _ => string.IsNullOrWhiteSpace(text),
    };

    private void Flatten(JsonElement json, string path, int depth)
    {
        if (depth > DeepestPath)
            return;
        foreach (var member in json.EnumerateObject())
        {
            if (JsonTexts.Name(member) is not { } key)
                continue;
            var name = path.Length == 0 ? key : path + key;
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    Flatten(member.Value, name + ".", depth + 1);
                    break;
                case JsonValueKind.Array:
                    List(member.Value, name);
                    break;
                case JsonValueKind.Null:
                    break;
                case JsonValueKind.String:
                    Text(JsonTexts.Text(member.Value), name, key);
                    break;
                default:
                    Set(name, member.Value.GetRawText());
                    break;
            }
        }
    }

    /// <summary>Sets a text, and the members inside it where it is a column that often holds JSON.</summary>
    public void Text(string text, string name, string key)
    {
        if (text.Length <= LongestText)
            Set(name, text);
        if (NestedColumns.Contains(key))
            AddNested(name, text);
    }

    // { "key": .., "value": .. } of OpenTelemetry and Google's labels, and "team:search" of lists of tags, become members; of
    // amounts (Google's credits) the sum is kept.
    public void List(JsonElement list, string name)
    {
        decimal? sum = null;
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind == JsonValueKind.String && JsonTexts.Text(entry) is var text && text.IndexOf(':') is > 0 and var colon)
                Set($"{name}.{text[..colon].Trim()}", text[(colon + 1)..].Trim());
            if (entry.ValueKind != JsonValueKind.Object)
                continue;
            if (entry.TryGetProperty("key", out var key) && key.ValueKind == JsonValueKind.String
                && entry.TryGetProperty("value", out var value))
                Attribute($"{name}.{JsonTexts.Text(key)}", value);
            if (entry.TryGetProperty("amount", out var amount) && amount.ValueKind is JsonValueKind.Number
                && amount.TryGetDecimal(out var part))
                sum = (sum ?? 0) + part;
        }

        if (sum is { } total)
            Set($"{name}.amount", total.ToString(System.Globalization.CultureInfo.InvariantCulture));
    }

    // OTLP: { "intValue": "12" }; Google: the text itself.
    private void Attribute(string name, JsonElement value)
    {
        if (value.ValueKind is JsonValueKind.String or JsonValueKind.Number)
        {
            Set(name, value.ValueKind == JsonValueKind.String ? JsonTexts.Text(value) : value.GetRawText());
            return;
        }

        if (value.ValueKind != JsonValueKind.Object)
            return;
        foreach (var typed in value.EnumerateObject()
            .Where(v => v.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
        {
            var text = typed.Value.ValueKind == JsonValueKind.String ? JsonTexts.Text(typed.Value) : typed.Value.GetRawText();
            if (text.Length <= LongestText)
                Set(name, text);
        }
    }
}

/// <summary>Columns whose text is often JSON.</summary>
internal static class NestedColumns
{
    private static readonly HashSet<string> Names = new(StringComparer.OrdinalIgnoreCase)
    {
        "metadata", "usage", "usageDetails", "usage_details", "costDetails", "cost_details", "attributes", "SkuPriceDetails", "credits", "tags", "labels",
        "request_tags", "traceTags", "resource_tags", "user_metadata", "properties", "request_properties", "span_attributes", "metrics", "message", "@message", "resource",
        "x_credits", "system_labels", "project_labels",
    };

    public static bool Contains(string name) => Names.Contains(name);
}
