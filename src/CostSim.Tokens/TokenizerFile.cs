using System.Text;
using System.Text.Json;
using CostSim.Files;

namespace CostSim.Tokens;

/// <summary>
/// Reads a tokenizer file: a Hugging Face <c>tokenizer.json</c> or a SentencePiece <c>.model</c>. A feature that a file asks for and this
/// program lacks is an error that names it.
/// </summary>
public static class TokenizerFile
{
    /// <param name="name">The file's name, for errors and output.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="InputException">The file is broken, or asks for something that is not supported.</exception>
    public static ITokenizer Read(string name, Stream content)
    {
        using var bytes = new MemoryStream();
        content.CopyTo(bytes);
        var file = bytes.ToArray();
        return InputGuard.Read(name, "a tokenizer file", () => SentencePieceFile.IsModel(file)
            ? SentencePieceFile.Read(name, file)
            : ReadJson(name, file));
    }

    /// <summary>A member of an object, or null where it is absent or null.</summary>
    internal static JsonElement? Child(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var child)
            && child.ValueKind != JsonValueKind.Null ? child : null;

    internal static string Text(JsonElement parent, string name, string absent = "") =>
        Child(parent, name) is { ValueKind: JsonValueKind.String } text ? text.GetString()! : absent;

    internal static bool Flag(JsonElement parent, string name, bool absent = false) => Child(parent, name)?.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => absent,
    };

    internal static int? Number(JsonElement parent, string name) => Child(parent, name) is { } child ? Number(child) : null;

    internal static int? Number(JsonElement value) =>
        value.ValueKind == JsonValueKind.Number && value.TryGetInt32(out var number) ? number : null;

    private static ITokenizer ReadJson(string name, byte[] json)
    {
        using var document = JsonGuard.Parse(new Location(name, 1, 1), Encoding.UTF8.GetString(json),
            "a tokenizer.json of the tokenizers library or a SentencePiece .model is wanted");
        var errors = new List<InputError>();
        void Refuse(string problem) => errors.Add(new InputError(Location.Of(name), problem));
        var root = document.RootElement;
        var steps = new TokenizerSteps(Refuse);
        if (Child(root, "model") is not { ValueKind: JsonValueKind.Object } model)
            throw new InputException(Location.Of(name), "has no 'model': not a tokenizer.json of the tokenizers library");
        steps.Normalizer(Child(root, "normalizer"));
        steps.PreTokenizer(Child(root, "pre_tokenizer"));
        var added = Added(root, Refuse);
        var frame = new FrameReader(Refuse).Read(Child(root, "post_processor"));
        var parts = new TokenizerModel(steps.IsByteLevel, Refuse).Read(model);
        if (parts is null || errors.Count > 0)
            throw new InputException(errors);
        if (parts is BytePairModel pairs && added.Count == 0 && steps.Normalizers.Count == 0 && frame.Count == 0
            && steps.KnownRule is { } walk)
            return new BytePairTokenizer(name, pairs.Vocabulary, walk);
        return new HuggingFaceTokenizer(
            name, new AddedTokens(added.Where(t => !t.Normalized).Select(t => t.Token)), steps.Normalizers,
            new AddedTokens(added.Where(t => t.Normalized).Select(t => t.Token with { Text = Normal(t.Token.Text, steps.Normalizers) })),
            steps.Cuts, parts, frame);
    }

    // Special tokens represent no text of a document, so only the others are looked for.
    private static List<(AddedToken Token, bool Normalized)> Added(JsonElement root, Action<string> refuse)
    {
        var tokens = new List<(AddedToken, bool)>();
        if (Child(root, "added_tokens") is not { ValueKind: JsonValueKind.Array } list)
            return tokens;
        foreach (var token in list.EnumerateArray())
        {
            if (Text(token, "content") is not { Length: > 0 } content || Number(token, "id") is not (>= 0 and var id))
                refuse($"added token {Shown(token)} has no content, or no id that is a whole number of 0 or more");
            else if (!Flag(token, "special"))
            {
                tokens.Add((
                    new AddedToken(content, id)
                    {
                        SingleWord = Flag(token, "single_word"),
                        LeftStrip = Flag(token, "lstrip"),
                        RightStrip = Flag(token, "rstrip")
                    },
                    Flag(token, "normalized", absent: true)));
            }
        }

        return tokens;
    }

    private static string Normal(string text, IEnumerable<TextNormalizer> normalizers) =>
        normalizers.Aggregate(new SourcedText(text, null), (source, normalize) => normalize(source)).Text;

    /// <summary>A value of a file as a message shows it.</summary>
    internal static string Shown(JsonElement value)
    {
        var raw = value.GetRawText();
        return raw.Length <= 60 ? raw : raw[..57] + "..";
    }
}

/// <summary>Reads which tokens a file's post-processor puts around a text.</summary>
internal sealed class FrameReader(Action<string> refuse)
{
    private readonly List<int> before = [];
    private readonly List<int> after = [];

    /// <summary>
    /// The frame of an encoder, which closes every text. A start token alone belongs to a prompt as a whole, not to each text that goes
    /// into it, and is left out.
    /// </summary>
    public TextFrame Read(JsonElement? processor)
    {
        Step(processor);
        return after.Count > 0 ? new TextFrame(before, after) : TextFrame.None;
    }

    private void Step(JsonElement? processor)
    {
        if (processor is not { } settings)
            return;
        switch (Text(settings, "type"))
        {
            case "Sequence":
                if (Child(settings, "processors") is { ValueKind: JsonValueKind.Array } steps)
                {
                    foreach (var step in steps.EnumerateArray())
                        Step(step);
                }

                break;
            case "ByteLevel":
                break;
            case "BertProcessing" or "RobertaProcessing":
                Add(before, Child(settings, "cls"), "cls");
                Add(after, Child(settings, "sep"), "sep");
                break;
            case "TemplateProcessing":
                Template(settings);
                break;
            case var other:
                refuse($"post-processor '{other}' is not supported; supported are BertProcessing, ByteLevel, RobertaProcessing, "
                    + $"TemplateProcessing and Sequence of these");
                break;
        }
    }

    // Written as ["[CLS]", 101].
    private void Add(List<int> side, JsonElement? token, string name)
    {
        if (token is { ValueKind: JsonValueKind.Array } pair && pair.GetArrayLength() == 2 && Number(pair[1]) is { } id)
            side.Add(id);
        else
            refuse($"the post-processor's {name} is not a token with its id");
    }

    private void Template(JsonElement settings)
    {
        if (Child(settings, "single") is not { ValueKind: JsonValueKind.Array } single)
        {
            refuse("post-processor 'TemplateProcessing' has no list 'single'");
            return;
        }

        var side = before;
        foreach (var part in single.EnumerateArray())
        {
            if (Child(part, "Sequence") is not null)
                side = after;
            else if (Child(part, "SpecialToken") is { } token && Special(settings, Text(token, "id")) is { } ids)
                side.AddRange(ids);
            else
                refuse($"post-processor 'TemplateProcessing' has the part {Shown(part)}, which is neither the text nor a token of its "
                    + $"special_tokens");
        }
    }

    private static List<int>? Special(JsonElement settings, string token) =>
        Child(settings, "special_tokens") is { } all && Child(all, token) is { } one
            && Child(one, "ids") is { ValueKind: JsonValueKind.Array } ids
        && ids.EnumerateArray().Select(Number).ToList() is var numbers && numbers.TrueForAll(n => n is not null)
            ? [.. numbers.Select(n => n!.Value)]
            : null;

    private static int? Number(JsonElement value) => TokenizerFile.Number(value);

    private static JsonElement? Child(JsonElement parent, string name) => TokenizerFile.Child(parent, name);

    private static string Text(JsonElement parent, string name) => TokenizerFile.Text(parent, name);

    private static string Shown(JsonElement value) => TokenizerFile.Shown(value);
}
