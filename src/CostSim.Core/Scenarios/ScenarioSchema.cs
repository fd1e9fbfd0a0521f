using System.Text.Json.Nodes;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios.Keys;

namespace CostSim.Scenarios;

/// <summary>JSON Schema of a scenario, for editors; made from the table of keys and the tables of kinds that the readers use.</summary>
internal static class ScenarioSchema
{
    // A number as YAML 1.2 editors see it: 10_000 and 5% are texts to them.
    private const string NumberText = @"^[-+]?[0-9][0-9_]*(\.[0-9]+)?([eE][-+]?[0-9]+)?( ?%)?$";
    private const string IntervalText = @"^\S+ to \S+$";

    public static JsonObject Build() => new()
    {
        ["$schema"] = "https://json-schema.org/draft/2020-12/schema",
        ["title"] = "CostSim scenario",
        ["description"] = "What an LLM application is, who uses it, and what it may cost",
        ["type"] = "object",
        ["additionalProperties"] = false,
        ["anyOf"] = new JsonArray(new JsonObject { ["required"] = new JsonArray("designs") },
            new JsonObject { ["required"] = new JsonArray("portfolio") }),
        ["properties"] = Properties("", below: ScenarioKeys.Below("")),
        ["$defs"] = new JsonObject
        {
            ["number"] = AnyOf(new JsonObject { ["type"] = "number" }, Pattern(NumberText)),
            ["quantity"] = AnyOf(Ref("number"), Pattern(IntervalText), Laws()),
            ["class"] = new JsonObject
            {
                ["type"] = "object",
                ["additionalProperties"] = false,
                ["properties"] = Properties("", ScenarioKeys.Below("").Where(k => ScenarioKeys.OfClass.Contains(k.Name)))
            },
            ["context"] = Kinds(ContextStrategies.All),
            ["chunker"] = Kinds(Chunkers.All),
            ["retriever"] = Kinds(Retrievers.All),
        },
    };

    private static JsonObject Properties(string parent, IEnumerable<ScenarioKey> below)
    {
        var properties = new JsonObject();
        foreach (var key in below)
            properties[key.Name.TrimEnd('[', ']')] = Schema(key);
        if (parent == "designs.*")
        {
            foreach (var shared in ScenarioKeys.OfDesign)
                properties[shared] = Schema(ScenarioKeys.All.Single(k => k.Path == shared));
        }

        return properties;
    }

    private static JsonObject Schema(ScenarioKey key)
    {
        var schema = key.Path == "classes.*" ? Ref("class") : Form(key);
        schema["description"] = key.Summary + (key.Default.Length > 0 ? $" (default: {key.Default})" : "");
        schema["examples"] = new JsonArray(key.Example);
        return schema;
    }

    private static JsonObject Form(ScenarioKey key) => key.Form switch
    {
        KeyForm.Text or KeyForm.File => new JsonObject { ["type"] = new JsonArray("string", "number") },
        KeyForm.Number or KeyForm.Whole or KeyForm.Tokens or KeyForm.Share => Ref("number"),
        KeyForm.Date => Pattern("^[0-9]{4}-[0-9]{2}-[0-9]{2}$"),
        KeyForm.Duration => Pattern("^[0-9.]+ ?(ms|s|m|h|d)$"),
        KeyForm.Flag => new JsonObject { ["type"] = "boolean" },
        KeyForm.Size or KeyForm.Rate or KeyForm.Portion or KeyForm.Money => Ref("quantity"),
        KeyForm.Choice => new JsonObject { ["enum"] = new JsonArray([.. key.Choices.Select(c => JsonValue.Create(c))]) },
        KeyForm.Kind => Ref("context"),
        KeyForm.Map => Map(key.Path),
        // One item alone may represent a list of one.
        KeyForm.List => ItemsOf(key.Path) is { } item
            ? AnyOf(new JsonObject { ["type"] = "array", ["items"] = item }, item.DeepClone())
            : [],
        _ => ScenarioKeys.Below(key.Path).Any()
            ? AnyOf(new JsonObject { ["type"] = new JsonArray("string", "number", "array") }, Map(key.Path))
            : [],
    };

    private static JsonObject Map(string path)
    {
        var map = new JsonObject { ["type"] = "object" };
        if (path.EndsWith("prices.inline", StringComparison.Ordinal))
            return Closed(map, new JsonObject([.. PriceColumns.OfModels.Select(c =>
                KeyValuePair.Create<string, JsonNode?>(c.Key, Described(Ref("number"), $"US dollars for {c.For}")))]));
        if (ScenarioKeys.Below(path).ToList() is not { Count: > 0 } below)
            return map;
        if (below is [{ Name: "*" or "*[]" } named])
        {
            map["additionalProperties"] = Schema(named);
            return map;
        }

        var money = below.Where(k => k.Form == KeyForm.Money).ToList();
        if (money.Count > 0)
            map["patternProperties"] =
                new JsonObject([.. money.Select(k => KeyValuePair.Create<string, JsonNode?>($"^[a-z]{{3}}{k.Name[3..]}$", Schema(k)))]);
        return Closed(map, Properties(path, below.Except(money)));
    }

    private static JsonObject Closed(JsonObject map, JsonObject properties)
    {
        map["additionalProperties"] = false;
        map["properties"] = properties;
        return map;
    }

    private static JsonObject? ItemsOf(string path) => ScenarioKeys.Below(path + "[]").Any() ? Map(path + "[]") : null;

    private static JsonObject Laws() => AnyOf([.. QuantityForms.All.Select(form => Described(new JsonObject
    {
        ["type"] = "object",
        ["required"] = new JsonArray([.. form.Keys.Select(k => JsonValue.Create(k))]),
        ["additionalProperties"] = false,
        ["properties"] = new JsonObject(
            [.. form.Keys.Append("shared").Select(k => KeyValuePair.Create<string, JsonNode?>(k, new JsonObject()))]),
    }, $"{form.Summary} {form.Example}"))]);

    // A kind's keys are those of its example and what its summary tells; an unknown one is refused when it is read.
    private static JsonObject Kinds<T>(Registry<T> kinds) where T : class => AnyOf(
    [
        new JsonObject { ["enum"] = new JsonArray([.. kinds.Names.Select(n => JsonValue.Create(n))]) },
        .. kinds.Select(kind =>
            Described(new JsonObject { ["type"] = "object", ["required"] = new JsonArray("kind"),
                ["properties"] = KindKeys(kind.Name, kind.Example) }, $"{kind.Summary}: {kind.Example}")),
    ]);

    private static JsonObject KindKeys(string name, string example)
    {
        var keys = new JsonObject { ["kind"] = new JsonObject { ["const"] = name } };
        foreach (var key in ((MapNode)Yaml.Read("example", new StringReader(example))).Entries.Select(e => e.Key).Where(k => k != "kind"))
            keys[key] = key is "chunker" or "retriever" ? Ref(key) : key is "context" or "first" or "then"
                ? Ref("context")
                : new JsonObject();
        return keys;
    }

    private static JsonObject Described(JsonObject schema, string text)
    {
        schema["description"] = text;
        return schema;
    }

    private static JsonObject Ref(string name) => new() { ["$ref"] = $"#/$defs/{name}" };

    private static JsonObject Pattern(string pattern) => new() { ["type"] = "string", ["pattern"] = pattern };

    private static JsonObject AnyOf(params JsonNode[] schemas) => new() { ["anyOf"] = new JsonArray(schemas) };
}
