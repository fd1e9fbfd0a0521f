using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>
/// A row of an evaluation tool's file as JSON, with its place: a line of JSON Lines or CSV, a test of promptfoo, an entry of a JSON list.
/// </summary>
internal sealed record ToolRow(Location At, JsonObject Fields)
{
    /// <summary>The value at a path such as <c>inputs.question</c>; null where it is absent or empty.</summary>
    public JsonNode? Find(string path)
    {
        // A column of a table may be named like a path.
        if (Fields.TryGetPropertyValue(path, out var direct))
            return IsEmpty(direct) ? null : direct;
        JsonNode? at = Fields;
        foreach (var step in path.Split('.'))
        {
            at = at switch
            {
                JsonObject map when map.TryGetPropertyValue(step, out var next) => next,
                JsonArray list when int.TryParse(step, NumberStyles.None, CultureInfo.InvariantCulture, out var i)
                    && i < list.Count => list[i],
                // Tables hold objects as JSON in a cell.
                JsonValue cell when TextOf(cell) is { } text && text.TrimStart().StartsWith('{') => Parsed(text)?[step],
                _ => null,
            };
            if (at is null)
                return null;
        }

        return IsEmpty(at) ? null : at;
    }

    private static JsonObject? Parsed(string text)
    {
        try
        {
            return JsonNode.Parse(text) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    public JsonNode? First(IEnumerable<string> paths) => paths.Select(Find).FirstOrDefault(v => v is not null);

    /// <summary>A value as text: a number or a flag as it is written, a list of messages as what the user says in it.</summary>
    public static string? TextOf(JsonNode? value) => value switch
    {
        null => null,
        JsonValue scalar when scalar.GetValueKind() is JsonValueKind.String => scalar.GetValue<string>(),
        JsonValue scalar => scalar.ToJsonString(),
        JsonArray messages when messages.OfType<JsonObject>().Any(IsOfUser) =>
            messages.OfType<JsonObject>().Where(IsOfUser).Select(m => TextOf(m["content"])).LastOrDefault(t => t is not null),
        // What a user says may be in parts, some of them pictures.
        JsonArray parts when parts.OfType<JsonObject>().Select(p => TextOf(p["text"])).OfType<string>().ToList() is { Count: > 0 } texts =>
            string.Join('\n', texts),
        _ => null,
    };

    // OpenAI and LangSmith name a role, Ragas and LangChain a type.
    private static bool IsOfUser(JsonObject message) => TextOf(message["role"]) is "user" or "human"
        || TextOf(message["type"]) is "human" or "user";

    private static bool IsEmpty(JsonNode? value) => value is null
        || (value is JsonValue text && text.GetValueKind() is JsonValueKind.String && string.IsNullOrWhiteSpace(text.GetValue<string>()));
}

/// <summary>Reads the rows of JSON, JSON Lines, YAML and CSV files as evaluation tools write them.</summary>
internal static class ToolRows
{
    // Where the list of rows is in a JSON file: promptfoo's results and tests, and the names that others use.
    private static readonly string[] Lists = ["results.results", "results", "tests", "samples", "examples", "test_cases", "data", "rows"];

    public static IReadOnlyList<ToolRow> Read(string path, TextReader text)
    {
        switch (Path.GetExtension(path).ToLowerInvariant())
        {
            case ".csv":
                return OfTable(path, text);
            case ".yaml" or ".yml":
                return OfList(path, Listed(path, Json(Yaml.Read(path, text))),
                    Lines(Yaml.Read(path, new StringReader(File.ReadAllText(path)))));
            case ".json":
                var all = text.ReadToEnd();
                try
                {
                    return OfList(path, Listed(path, JsonNode.Parse(all)), null);
                }
                catch (JsonException broken) when (!all.TrimStart().StartsWith('['))
                {
                    // Some tools name JSON Lines .json.
                    return all.Contains('\n', StringComparison.Ordinal) ? OfLines(path, all) : throw Broken(path, broken);
                }
                catch (JsonException broken)
                {
                    throw Broken(path, broken);
                }

            default:
                return OfLines(path, text.ReadToEnd());
        }
    }

    private static InputException Broken(string path, JsonException broken) =>
        new(new Location(path, (int)(broken.LineNumber ?? 0) + 1, (int)(broken.BytePositionInLine ?? 0) + 1),
            "is not JSON; check quotation marks, commas and brackets");

    private static List<ToolRow> OfTable(string path, TextReader text)
    {
        var table = new CsvTable(path, text);
        return [.. table.Rows().Select(r =>
            new ToolRow(r.At, new JsonObject(table.Columns.Select((c, i) => KeyValuePair.Create<string, JsonNode?>(c, r.Fields[i])))))];
    }

    private static List<ToolRow> OfLines(string path, string text)
    {
        var rows = new List<ToolRow>();
        var errors = new InputErrors();
        foreach (var (line, i) in text.Split('\n').Select((line, i) => (line, i)).Where(l => !string.IsNullOrWhiteSpace(l.line)))
        {
            var at = new Location(path, i + 1, 0);
            try
            {
                if (JsonNode.Parse(line) is JsonObject row)
                    rows.Add(new ToolRow(at, row));
                else
                    errors.Add(at, "must be a JSON object");
            }
            catch (JsonException broken)
            {
                errors.Add(at with { Column = (int)(broken.BytePositionInLine ?? 0) + 1 },
                    "is not a JSON object on one line; check quotation marks, commas and brackets");
            }
        }

        errors.ThrowIfAny();
        return rows;
    }

    // An entry of a list has no line of its own in JSON, so its number is used.
    private static List<ToolRow> OfList(string path, JsonArray list, IReadOnlyList<int>? lines) =>
        [.. list.Select((row, i) => (row, i)).Where(r => r.row is JsonObject).Select(r =>
            new ToolRow(new Location(path, lines is not null && r.i < lines.Count ? lines[r.i] : r.i + 1, 0), (JsonObject)r.row!))];

    private static JsonArray Listed(string path, JsonNode? root)
    {
        if (root is JsonArray list)
            return list;
        foreach (var name in root is JsonObject ? Lists : [])
        {
            if (new ToolRow(Location.Of(path), (JsonObject)root!).Find(name) is JsonArray inside)
                return inside;
        }

        throw new InputException(Location.Of(path),
            $"holds no list of rows; it must be a list, or have one under {string.Join(", ", Lists)}");
    }

    private static JsonNode? Json(SettingsNode node) => node switch
    {
        ScalarNode { Quoted: false, Value: "true" or "false" } flag => flag.Value == "true",
        ScalarNode scalar => scalar.Value,
        ListNode list => new JsonArray([.. list.Items.Select(Json)]),
        MapNode map => new JsonObject(map.Entries.Select(e => KeyValuePair.Create(e.Key, Json(e.Value)))),
        _ => null,
    };

    private static IReadOnlyList<int>? Lines(SettingsNode root) => root switch
    {
        ListNode list => [.. list.Items.Select(i => i.At.Line)],
        MapNode map => Lists.Where(l => !l.Contains('.', StringComparison.Ordinal)).Select(map.Find).OfType<ListNode>()
            .FirstOrDefault() is { } inside ? [.. inside.Items.Select(i => i.At.Line)] : null,
        _ => null,
    };
}
