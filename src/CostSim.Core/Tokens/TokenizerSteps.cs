using System.Text.Json;
using System.Text.RegularExpressions;
using static CostSim.Tokens.TokenizerFile;

namespace CostSim.Tokens;

/// <summary>The normalisers and splits of a tokenizer file, in order.</summary>
internal sealed class TokenizerSteps(Action<string> refuse)
{
    private const string Cl100k = @"(?i:'s|'t|'re|'ve|'m|'ll|'d)|[^\r\n\p{L}\p{N}]?\p{L}+|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private const string O200k =
        @"[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]*[\p{Ll}\p{Lm}\p{Lo}\p{M}]+(?i:'s|'t|'re|'ve|'m|'ll|'d)?|[^\r\n\p{L}\p{N}]?[\p{Lu}\p{Lt}\p{Lm}\p{Lo}\p{M}]+[\p{Ll}\p{Lm}\p{Lo}\p{M}]*(?i:'s|'t|'re|'ve|'m|'ll|'d)?|\p{N}{1,3}| ?[^\s\p{L}\p{N}]+[\r\n/]*|\s*[\r\n]+|\s+(?!\S)|\s+";

    private readonly List<string> patterns = [];

    public List<TextNormalizer> Normalizers { get; } = [];

    public List<TextSplit> Splits { get; } = [];

    /// <summary>Whether merging begins with bytes.</summary>
    public bool IsByteLevel { get; private set; }

    /// <summary>The scanner for a file that splits as an embedded vocabulary does.</summary>
    public IPieceWalk? KnownRule => !IsByteLevel || Splits.Count != 1 || patterns.Count != 1 ? null : patterns[0] switch
    {
        Cl100k => new PieceWalk<Cl100kPieces>(),
        O200k => new PieceWalk<O200kPieces>(),
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
            case "NFC":
                Normalizers.Add(TextNormalizers.Unicode(compatible: false, compose: true));
                break;
            case "NFD":
                Normalizers.Add(TextNormalizers.Unicode(compatible: false, compose: false));
                break;
            case "NFKC":
                Normalizers.Add(TextNormalizers.Unicode(compatible: true, compose: true));
                break;
            case "NFKD":
                Normalizers.Add(TextNormalizers.Unicode(compatible: true, compose: false));
                break;
            case "Prepend":
                Normalizers.Add(TextNormalizers.Prepend(Text(settings, "prepend")));
                break;
            case "Replace":
                if (Pattern(settings) is { } pattern)
                    Normalizers.Add(pattern.IsLiteral ? TextNormalizers.Replace(pattern.Text, Text(settings, "content")) : TextNormalizers.Replace(new Regex(pattern.Text, RegexOptions.CultureInvariant), Text(settings, "content")));
                break;
            case "Lowercase":
                Normalizers.Add(TextNormalizers.Lowercase());
                break;
            case "Strip":
                Normalizers.Add(TextNormalizers.Strip(Flag(settings, "strip_left"), Flag(settings, "strip_right")));
                break;
            case var other:
                refuse($"normalizer '{other}' is not supported; supported are NFC, NFD, NFKC, NFKD, Prepend, Replace, Lowercase, Strip and Sequence of these");
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
                    Normalizers.Add(TextNormalizers.Prepend(" ", unlessThere: true));
                if (Flag(settings, "use_regex", absent: true))
                    Splits.Add(TextSplits.Pattern(TextSplits.Gpt2, SplitBehavior.Isolated, inverted: false));
                break;
            case "Split":
                Split(settings);
                break;
            case "Digits":
                Splits.Add(TextSplits.Pattern(Flag(settings, "individual_digits") ? @"\p{N}" : @"\p{N}+", SplitBehavior.Isolated, inverted: false));
                break;
            case "Punctuation":
                Splits.Add(TextSplits.Pattern(@"[!-/:-@\[-`{-~\p{P}]", Behavior(Text(settings, "behavior", "Isolated")), inverted: false));
                break;
            case "Whitespace":
                Splits.Add(TextSplits.Pattern(@"\w+|[^\w\s]+", SplitBehavior.Removed, inverted: true));
                break;
            case "WhitespaceSplit":
                Splits.Add(TextSplits.Pattern(@"\s+", SplitBehavior.Removed, inverted: false));
                break;
            case "Metaspace":
                Metaspace(settings);
                break;
            case var other:
                refuse($"pre-tokenizer '{other}' is not supported; supported are ByteLevel, Split, Digits, Punctuation, Whitespace, WhitespaceSplit, Metaspace and Sequence of these");
                break;
        }
    }

    private void Metaspace(JsonElement settings)
    {
        var sign = Text(settings, "replacement", "\u2581");
        var scheme = Text(settings, "prepend_scheme", Flag(settings, "add_prefix_space", absent: true) ? "always" : "never");
        Normalizers.Add(TextNormalizers.Replace(" ", sign));
        if (scheme != "never")
            Normalizers.Add(TextNormalizers.Prepend(sign, unlessThere: true));
        if (Flag(settings, "split", absent: true))
            Splits.Add(TextSplits.Literal(sign, SplitBehavior.MergedWithNext, inverted: false));
    }

    private void Split(JsonElement settings)
    {
        if (Pattern(settings) is not { } pattern)
            return;
        try
        {
            Splits.Add(pattern.IsLiteral
                ? TextSplits.Literal(pattern.Text, Behavior(Text(settings, "behavior")), Flag(settings, "invert"))
                : TextSplits.Pattern(pattern.Text, Behavior(Text(settings, "behavior")), Flag(settings, "invert")));
            if (!pattern.IsLiteral && Text(settings, "behavior") == "Isolated" && !Flag(settings, "invert"))
                patterns.Add(pattern.Text);
        }
        catch (ArgumentException unknown)
        {
            refuse($"the split pattern {pattern.Text} is not supported: {unknown.Message}");
        }
    }

    private SplitBehavior Behavior(string name)
    {
        if (Enum.TryParse<SplitBehavior>(name, out var behavior))
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
