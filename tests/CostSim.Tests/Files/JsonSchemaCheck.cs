using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CostSim.Files;

namespace CostSim.Tests.Files;

/// <summary>What a JSON Schema says against a value, for the words of the schema that ours use.</summary>
internal static class JsonSchemaCheck
{
    /// <summary>Settings as an editor's YAML 1.2 reads them: 10_000 and 5% are texts.</summary>
    public static JsonNode? Json(SettingsNode node) => node switch
    {
        MapNode map => new JsonObject([.. map.Entries.Select(e => KeyValuePair.Create(e.Key, Json(e.Value)))]),
        ListNode list => new JsonArray([.. list.Items.Select(Json)]),
        ScalarNode { Quoted: false, Value: "true" or "false" } flag => JsonValue.Create(flag.Value == "true"),
        ScalarNode { Quoted: false } number when double.TryParse(number.Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value) => JsonValue.Create(value),
        _ => JsonValue.Create(node.Text),
    };

    /// <summary>What does not hold, with its path; empty where all does.</summary>
    public static IEnumerable<string> Problems(JsonNode root, JsonNode schema, JsonNode? value, string path = "")
    {
        if (schema["$ref"]?.GetValue<string>() is { } reference)
            return Problems(root, reference[2..].Split('/').Aggregate(root, (at, step) => at[step]!), value, path);
        var problems = new List<string>();
        if (schema["type"] is { } type && !Types(type).Contains(TypeOf(value)) && !(TypeOf(value) == "integer" && Types(type).Contains("number")))
            return [$"{path}: is {TypeOf(value)}, not {type.ToJsonString()}"];
        if (schema["enum"] is JsonArray choices && choices.All(c => !JsonNode.DeepEquals(c, value)))
            problems.Add($"{path}: {value} is none of {choices.ToJsonString()}");
        if (schema["const"] is { } only && !JsonNode.DeepEquals(only, value))
            problems.Add($"{path}: {value} is not {only}");
        if (schema["pattern"]?.GetValue<string>() is { } pattern && !Regex.IsMatch(value!.GetValue<string>(), pattern))
            problems.Add($"{path}: '{value}' does not match {pattern}");
        if (schema["anyOf"] is JsonArray any && any.Select(one => Problems(root, one!, value, path).ToList()).ToList() is var each && each.All(p => p.Count > 0))
            problems.Add($"{path}: fits none: {string.Join("; ", each.Select(p => p[0]).Distinct())}");
        if (value is JsonArray items && schema["items"] is { } item)
            problems.AddRange(items.SelectMany((one, i) => Problems(root, item, one, $"{path}[{i}]")));
        if (value is JsonObject map)
            problems.AddRange(OfMap(root, schema, map, path));
        return problems;
    }

    private static IEnumerable<string> OfMap(JsonNode root, JsonNode schema, JsonObject map, string path)
    {
        foreach (var needed in (schema["required"] as JsonArray ?? []).Where(n => !map.ContainsKey(n!.GetValue<string>())))
            yield return $"{path}: {needed} is missing";
        foreach (var (key, value) in map)
        {
            var known = schema["properties"]?[key] ?? (schema["patternProperties"] as JsonObject)?.FirstOrDefault(p => Regex.IsMatch(key, p.Key)).Value ?? schema["additionalProperties"];
            if (known is JsonValue closed && !closed.GetValue<bool>())
                yield return $"{path}.{key}: is not known";
            else if (known is JsonObject sub)
            {
                foreach (var problem in Problems(root, sub, value, $"{path}.{key}"))
                    yield return problem;
            }
        }
    }

    private static IEnumerable<string> Types(JsonNode type) => type is JsonArray several ? several.Select(t => t!.GetValue<string>()) : [type.GetValue<string>()];

    private static string TypeOf(JsonNode? value) => value switch
    {
        null => "null",
        JsonObject => "object",
        JsonArray => "array",
        _ when value.GetValueKind() == System.Text.Json.JsonValueKind.Number => double.IsInteger(value.GetValue<double>()) ? "integer" : "number",
        _ when value.GetValueKind() == System.Text.Json.JsonValueKind.String => "string",
        _ => "boolean",
    };
}
