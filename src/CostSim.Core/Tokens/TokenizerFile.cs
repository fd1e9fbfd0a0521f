using System.Text.Json;
using CostSim.Settings;

namespace CostSim.Tokens;

/// <summary>Reads a Hugging Face <c>tokenizer.json</c>; what it asks for and this program lacks is an error that names it.</summary>
public static class TokenizerFile
{
    /// <param name="name">The file's name, for errors and output.</param>
    /// <param name="json">Its content.</param>
    /// <exception cref="InputException">The file is broken, or asks for something that is not supported.</exception>
    public static ITokenizer Read(string name, Stream json)
    {
        using var document = Parse(name, json);
        var errors = new List<InputError>();
        void Refuse(string problem) => errors.Add(new InputError(Location.Of(name), problem));
        var root = document.RootElement;
        var steps = new TokenizerSteps(Refuse);
        if (root.ValueKind != JsonValueKind.Object || !root.TryGetProperty("model", out var model) || model.ValueKind != JsonValueKind.Object)
            throw new InputException(Location.Of(name), "has no 'model': not a tokenizer.json of the tokenizers library");
        steps.Normalizer(Child(root, "normalizer"));
        steps.PreTokenizer(Child(root, "pre_tokenizer"));
        var added = Added(root, Refuse);
        var vocabulary = new TokenizerModel(steps.IsByteLevel, Refuse).Read(model);
        if (vocabulary is null || errors.Count > 0)
            throw new InputException(errors);
        return added.IsEmpty && steps.Normalizers.Count == 0 && steps.KnownRule is { } walk
            ? new BytePairTokenizer(name, vocabulary, walk)
            : new HuggingFaceTokenizer(name, vocabulary, added, steps.Normalizers, steps.Splits);
    }

    /// <summary>A member of an object, or null where it is absent or null.</summary>
    internal static JsonElement? Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child) && child.ValueKind != JsonValueKind.Null ? child : null;

    internal static string Text(JsonElement parent, string name, string absent = "") =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : absent;

    internal static bool Flag(JsonElement parent, string name, bool absent = false) => Child(parent, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => absent,
    };

    private static JsonDocument Parse(string name, Stream json)
    {
        try
        {
            return JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 64 });
        }
        catch (JsonException broken)
        {
            throw new InputException(new Location(name, (int)(broken.LineNumber ?? 0) + 1, 0), $"is no JSON ({broken.Message.Split(". ", 2)[0].TrimEnd('.')}); a tokenizer.json of the tokenizers library is wanted");
        }
    }

    // Special tokens stand for no text of a document, so only the others are looked for.
    private static AddedTokens Added(JsonElement root, Action<string> refuse)
    {
        var tokens = new List<(string, int)>();
        if (Child(root, "added_tokens") is { ValueKind: JsonValueKind.Array } list)
        {
            foreach (var token in list.EnumerateArray().Where(t => !Flag(t, "special")))
            {
                foreach (var option in new[] { "single_word", "lstrip", "rstrip" }.Where(o => Flag(token, o)))
                    refuse($"added token '{Text(token, "content")}' has {option}, which is not supported");
                if (Child(token, "id") is { ValueKind: JsonValueKind.Number } id && id.TryGetInt32(out var number))
                    tokens.Add((Text(token, "content"), number));
                else
                    refuse($"added token '{Text(token, "content")}' has no id");
            }
        }

        return new AddedTokens(tokens);
    }
}
