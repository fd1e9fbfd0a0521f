using System.Text.Json;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// Tokens that a provider adds to a prompt and bills: the frame of its messages, its rendering of function definitions, the hidden
/// prompt that explains tools to the model. What is null is not known.
/// </summary>
/// <param name="PerMessage">Tokens around each message, its role included.</param>
/// <param name="PerRequest">Tokens around the whole prompt.</param>
internal sealed record PromptOverhead(int? PerMessage, int? PerRequest, FunctionRendering? Functions,
    HiddenToolPrompt? ToolPrompt, string Source)
{
    public static PromptOverhead Unknown { get; } = new(null, null, null, null, "");

    public TokenCount Frame(int messages) => PerMessage is { } each && PerRequest is { } once
        ? new TokenCount(once + (messages * (long)each))
        : TokenCount.Zero;

    public bool KnowsFrame => PerMessage is not null && PerRequest is not null;
}

/// <summary>Tokens of the prompt that comes with any tool, where the model may choose one and where it must.</summary>
internal sealed record HiddenToolPrompt(int WhereFree, int WhereForced)
{
    public TokenCount Tokens(bool forced) => new(forced ? WhereForced : WhereFree);
}

/// <summary>How a provider renders function definitions: in a compact form of its own, not as the JSON that is sent.</summary>
internal sealed record FunctionRendering(int Each, int Properties, int Property, int Enum, int EnumValue, int End)
{
    /// <summary>
    /// Tokens of definitions as the chat API takes them, bare functions included; null where the text is not a list of functions.
    /// </summary>
    public TokenCount? Count(string json, ITokenizer tokenizer)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            var items = document.RootElement.ValueKind switch
            {
                JsonValueKind.Array => document.RootElement.EnumerateArray().ToList(),
                JsonValueKind.Object when document.RootElement.TryGetProperty("tools", out var tools)
                    && tools.ValueKind is JsonValueKind.Array => tools.EnumerateArray().ToList(),
                JsonValueKind.Object => [document.RootElement],
                _ => [],
            };
            var functions = items.Select(FunctionOf).ToList();
            return functions.Count == 0 || functions.Contains(null)
                ? null
                : new TokenCount(functions.Sum(f => OfFunction(f!.Value, tokenizer)) + End);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static JsonElement? FunctionOf(JsonElement item) =>
        item.ValueKind is not JsonValueKind.Object ? null
        : item.TryGetProperty("function", out var inner) && inner.ValueKind is JsonValueKind.Object ? inner
        : item.TryGetProperty("name", out _) ? item
        : null;

    private long OfFunction(JsonElement function, ITokenizer tokenizer)
    {
        var tokens = Each + tokenizer.Count($"{Text(function, "name")}:{Sentence(function)}").Value;
        return function.TryGetProperty("parameters", out var parameters) || function.TryGetProperty("input_schema", out parameters)
            ? tokens + OfProperties(parameters, tokenizer)
            : tokens;
    }

    // Objects inside objects, and the items of lists, are properties in turn.
    private long OfProperties(JsonElement schema, ITokenizer tokenizer)
    {
        if (schema.ValueKind is not JsonValueKind.Object)
            return 0;
        var tokens = 0L;
        if (schema.TryGetProperty("properties", out var properties) && properties.ValueKind is JsonValueKind.Object
            && properties.EnumerateObject().Any())
        {
            tokens += Properties;
            foreach (var property in properties.EnumerateObject().Where(p => p.Value.ValueKind is JsonValueKind.Object))
                tokens += OfProperty(property.Name, property.Value, tokenizer) + OfProperties(property.Value, tokenizer);
        }

        return schema.TryGetProperty("items", out var items) ? tokens + OfProperties(items, tokenizer) : tokens;
    }

    private long OfProperty(string name, JsonElement property, ITokenizer tokenizer)
    {
        var tokens = Property + tokenizer.Count($"{name}:{Text(property, "type")}:{Sentence(property)}").Value;
        if (!property.TryGetProperty("enum", out var values) || values.ValueKind is not JsonValueKind.Array)
            return tokens;
        return tokens + Enum + values.EnumerateArray().Sum(v => EnumValue + tokenizer.Count(v.ToString()).Value);
    }

    private static string Sentence(JsonElement of) => Text(of, "description") is var text && text.EndsWith('.') ? text[..^1] : text;

    private static string Text(JsonElement of, string key) => of.TryGetProperty(key, out var value) ? value.ToString() : "";
}
