using System.Text.Json;
using static CostSim.Tokens.TokenizerFile;

namespace CostSim.Tokens;

/// <summary>The normalisers and splits of a tokenizer file, in order.</summary>
internal sealed class TokenizerSteps(Action<string> refuse)
{
    private const string Cl100k =
        @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string O200k =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
        + @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|"
        + @"\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private readonly List<string> patterns = [];

    public List<TextNormalizer> Normalizers { get; } = [];

    public List<TextCut> Cuts { get; } = [];

    /// <summary>Whether merging begins with bytes.</summary>
    public bool IsByteLevel { get; private set; }

    /// <summary>The scanner for a file that splits as an embedded vocabulary does.</summary>
    public IPieceWalk? KnownRule => !IsByteLevel || Cuts.Count != 1 || patterns.Count != 1 ? null : patterns[0] switch
    {
        Cl100k => new PieceWalk<Cl100kPieces>(),
        O200k => new PieceWalk<O200kPieces>(),
        TextSplits.Gpt2 => new PieceWalk<Gpt2Pieces>(vectors: false),
        _ => null,
    };

    public void Normalizer(JsonElement? step)
    {
        if (step is not { } settings)
            return;
        switch (Text(settings, "type"))
        {
            case "Sequence":
                Each(settings, "normalizers", s => Normalizer(s));
                break;
            case "NFC" or "NFD" or "NFKC" or "NFKD":
                var form = Text(settings, "type");
                Normalizers.Add(TextNormalizers.Unicode(compatible: form.Contains('K', StringComparison.Ordinal),
                    compose: form[^1] == 'C'));
                break;
            case "BertNormalizer":
                var lowercase = Flag(settings, "lowercase", absent: true);
                Normalizers.AddRange(BertText.Normalizers(
                    Flag(settings, "clean_text", absent: true), Flag(settings, "handle_chinese_chars", absent: true),
                    Flag(settings, "strip_accents", absent: lowercase), lowercase));
                break;
            case "Precompiled":
                Precompiled(Text(settings, "precompiled_charsmap"));
                break;
            case "Prepend":
                Normalizers.Add(TextNormalizers.Prepend(Text(settings, "prepend")));
                break;
            case "Replace":
                if (Pattern(settings) is { } pattern)
                {
                    Try(pattern.Text, () => Normalizers.Add(pattern.IsLiteral
                        ? TextNormalizers.Replace(pattern.Text, Text(settings, "content"))
                        : TextNormalizers.ReplacePattern(pattern.Text, Text(settings, "content"))));
                }

                break;
            case "Lowercase":
                Normalizers.Add(TextNormalizers.Lowercase());
                break;
            case "StripAccents":
                Normalizers.Add(TextNormalizers.StripAccents());
                break;
            case "Nmt":
                Normalizers.Add(TextNormalizers.Nmt());
                break;
            case "Strip":
                Normalizers.Add(TextNormalizers.Strip(Flag(settings, "strip_left"), Flag(settings, "strip_right")));
                break;
            case var other:
                refuse($"normalizer '{other}' is not supported; supported are BertNormalizer, Lowercase, NFC, NFD, NFKC, NFKD, Nmt, "
                    + $"Precompiled, Prepend, Replace, Strip, StripAccents and Sequence of these");
                break;
        }
    }

    public void PreTokenizer(JsonElement? step)
    {
        if (step is not { } settings)
            return;
        switch (Text(settings, "type"))
        {
            case "Sequence":
                Each(settings, "pretokenizers", s => PreTokenizer(s));
                break;
            case "ByteLevel":
                IsByteLevel = true;
                if (Flag(settings, "add_prefix_space", absent: true))
                    Cuts.Add(Change(TextNormalizers.Prepend(" ", unlessThere: true)));
                if (Flag(settings, "use_regex", absent: true))
                {
                    Cuts.Add(TextSplits.Pattern(TextSplits.Gpt2, SplitBehavior.Isolated, inverted: false));
                    patterns.Add(TextSplits.Gpt2);
                }

                break;
            case "Split":
                Split(settings);
                break;
            case "BertPreTokenizer":
                Cuts.Add((part, _) => BertText.Split(part));
                break;
            case "Digits":
                Cuts.Add(TextSplits.Pattern(Flag(settings, "individual_digits") ? @"\p{N}" : @"\p{N}+",
                    SplitBehavior.Isolated, inverted: false));
                break;
            case "Punctuation":
                Cuts.Add(TextSplits.Pattern(@"[!-/:-@\[-`{-~\p{P}]", Behavior(Text(settings, "behavior", "Isolated")), inverted: false));
                break;
            case "Whitespace":
                Cuts.Add(TextSplits.Pattern(@"\w+|[^\w\s]+", SplitBehavior.Removed, inverted: true));
                break;
            case "WhitespaceSplit":
                Cuts.Add(TextSplits.Pattern(@"\s+", SplitBehavior.Removed, inverted: false));
                break;
            case "Metaspace":
                Metaspace(settings);
                break;
            case var other:
                refuse($"pre-tokenizer '{other}' is not supported; supported are BertPreTokenizer, ByteLevel, Digits, Metaspace, "
                    + $"Punctuation, Split, Whitespace, WhitespaceSplit and Sequence of these");
                break;
        }
    }

    private void Precompiled(string map)
    {
        if (map.Length == 0)
        {
            Normalizers.AddRange(TextNormalizers.StandardTable());
            return;
        }

        var bytes = new byte[map.Length];
        if (Convert.TryFromBase64String(map, bytes, out var written) && CharacterMap.Read(bytes.AsSpan(0, written)) is { } table)
            Normalizers.Add(table.ByGraphemes);
        else
            refuse("normalizer 'Precompiled' holds a precompiled_charsmap that is broken: not Base64 of a character table");
    }

    private void Metaspace(JsonElement settings)
    {
        var sign = Text(settings, "replacement", "\u2581");
        var scheme = Text(settings, "prepend_scheme", Flag(settings, "add_prefix_space", absent: true) ? "always" : "never");
        if (sign.Length == 0 || scheme is not ("always" or "first" or "never"))
        {
            refuse($"Metaspace has the replacement '{sign}' and the prepend_scheme '{scheme}'; a character, and one of always, first and "
                + $"never, are wanted");
            return;
        }

        var (replace, prepend) = (TextNormalizers.Replace(" ", sign), TextNormalizers.Prepend(sign, unlessThere: true));
        Cuts.Add((part, isFirst) =>
            Changed(part, text => scheme == "always" || scheme == "first" && isFirst ? prepend(replace(text)) : replace(text)));
        if (Flag(settings, "split", absent: true))
            Cuts.Add(TextSplits.Literal(sign, SplitBehavior.MergedWithNext, inverted: false));
    }

    private static TextCut Change(TextNormalizer normalize) => (part, _) => Changed(part, normalize);

    private static IEnumerable<TextPart> Changed(TextPart part, TextNormalizer normalize)
    {
        var changed = normalize(part.Start == 0 && part.End == part.Source.Text.Length
            ? part.Source
            : part.Source.Slice(part.Start, part.End));
        return [new TextPart(changed, 0, changed.Text.Length)];
    }

    private void Split(JsonElement settings)
    {
        if (Pattern(settings) is not { } pattern)
            return;
        Try(pattern.Text, () =>
        {
            Cuts.Add(pattern.IsLiteral
                ? TextSplits.Literal(pattern.Text, Behavior(Text(settings, "behavior")), Flag(settings, "invert"))
                : TextSplits.Pattern(pattern.Text, Behavior(Text(settings, "behavior")), Flag(settings, "invert")));
            if (!pattern.IsLiteral && Text(settings, "behavior") == "Isolated" && !Flag(settings, "invert"))
                patterns.Add(pattern.Text);
        });
    }

    private void Try(string pattern, Action use)
    {
        try
        {
            use();
        }
        catch (ArgumentException unknown)
        {
            refuse($"the pattern {pattern} is not supported: {unknown.Message}");
        }
    }

    private SplitBehavior Behavior(string name)
    {
        if (Enum.TryParse<SplitBehavior>(name, out var behavior) && Enum.IsDefined(behavior))
            return behavior;
        refuse($"split behavior '{name}' is not supported; supported are {string.Join(", ", Enum.GetNames<SplitBehavior>())}");
        return SplitBehavior.Isolated;
    }

    private (string Text, bool IsLiteral)? Pattern(JsonElement settings)
    {
        if (Child(settings, "pattern") is { } pattern)
        {
            if (Text(pattern, "String") is { Length: > 0 } literal)
                return (literal, true);
            if (Text(pattern, "Regex") is { Length: > 0 } regex)
                return (regex, false);
        }

        refuse($"{Text(settings, "type")} has no pattern of String or Regex");
        return null;
    }

    private static void Each(JsonElement settings, string name, Action<JsonElement> step)
    {
        if (Child(settings, name) is { ValueKind: JsonValueKind.Array } steps)
        {
            foreach (var one in steps.EnumerateArray())
                step(one);
        }
    }
}
