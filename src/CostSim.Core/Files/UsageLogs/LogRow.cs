using System.Text.Json;
using CostSim.Settings;

namespace CostSim.Files.UsageLogs;

/// <summary>A row of a log as names and texts; what is nested has its path as name.</summary>
internal sealed class LogRow(Location at, IReadOnlyDictionary<string, string> fields)
{
    public Location At { get; } = at;

    public IEnumerable<string> Names => fields.Keys;

    public bool Has(string name) => fields.ContainsKey(name);

    /// <summary>The text of the first of these fields that is there and not blank.</summary>
    public string? Find(IReadOnlyList<string> names)
    {
        foreach (var name in names)
        {
            if (fields.TryGetValue(name, out var text) && text.Length > 0)
                return text;
        }

        return null;
    }

    /// <summary>An object of JSON; lists are left out, but for the key-value lists of OpenTelemetry.</summary>
    public static LogRow Of(Location at, JsonElement json)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        Flatten(json, "", fields);
        return new LogRow(at, fields);
    }

    /// <summary>Adds what a text holds that is itself JSON, as a database exports nested columns.</summary>
    public static void AddNested(string name, string text, IDictionary<string, string> fields)
    {
        if (!text.StartsWith('{'))
            return;
        try
        {
            using var json = JsonDocument.Parse(text);
            Flatten(json.RootElement, name + ".", fields);
        }
        catch (JsonException)
        {
            // Text that only looks like JSON stays a text.
        }
    }

    private static void Flatten(JsonElement json, string path, IDictionary<string, string> fields)
    {
        foreach (var member in json.EnumerateObject())
        {
            var name = path + member.Name;
            switch (member.Value.ValueKind)
            {
                case JsonValueKind.Object:
                    Flatten(member.Value, name + ".", fields);
                    break;
                case JsonValueKind.Array when member.Name == "attributes":
                    Attributes(member.Value, name + ".", fields);
                    break;
                case JsonValueKind.Array or JsonValueKind.Null:
                    break;
                case JsonValueKind.String:
                    fields[name] = member.Value.GetString()!;
                    if (member.Name == "metadata")
                        AddNested(name, fields[name], fields);
                    break;
                default:
                    fields[name] = member.Value.GetRawText();
                    break;
            }
        }
    }

    // OTLP: [{ "key": "gen_ai.usage.input_tokens", "value": { "intValue": "12" } }, ..].
    private static void Attributes(JsonElement list, string path, IDictionary<string, string> fields)
    {
        foreach (var entry in list.EnumerateArray())
        {
            if (entry.ValueKind != JsonValueKind.Object || !entry.TryGetProperty("key", out var key) || !entry.TryGetProperty("value", out var value) || value.ValueKind != JsonValueKind.Object)
                continue;
            foreach (var typed in value.EnumerateObject().Where(v => v.Value.ValueKind is JsonValueKind.String or JsonValueKind.Number or JsonValueKind.True or JsonValueKind.False))
                fields[path + key.GetString()] = typed.Value.ValueKind == JsonValueKind.String ? typed.Value.GetString()! : typed.Value.GetRawText();
        }
    }
}
