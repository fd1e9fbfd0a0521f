using CostSim.Settings;
using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>The tokenizers by name; each is loaded when first asked for, and once. A tokenizer file is read by <see cref="TokenizerFile"/>.</summary>
public static class Tokenizers
{
    private static readonly Dictionary<string, Lazy<ITokenizer>> ByName = new(StringComparer.Ordinal)
    {
        ["o200k_base"] = new(() => Load("o200k_base")),
        ["cl100k_base"] = new(() => Load("cl100k_base")),
        ["approximate"] = new(() => Closed("approximate", ClosedTokenizers.Unknown)),
        ["claude"] = new(() => Closed("claude", ClosedTokenizers.Claude)),
        ["claude-opus-4-7"] = new(() => Closed("claude-opus-4-7", ClosedTokenizers.ClaudeSinceOpus47)),
        ["gemini"] = new(() => Closed("gemini", ClosedTokenizers.Gemini20)),
    };

    /// <summary>Those whose vocabularies are part of the program.</summary>
    public static IReadOnlyCollection<string> Embedded => ["o200k_base", "cl100k_base"];

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The tokenizer of a name.</summary>
    /// <exception cref="RuleException">The name is unknown; the message has the nearest known one.</exception>
    public static ITokenizer Get(string name) => ByName.TryGetValue(name, out var tokenizer)
        ? tokenizer.Value
        : throw new RuleException("tokenizer", $"unknown tokenizer '{name}'; {Spelling.Suggestion(name, Names)}");

    private static ApproximateTokenizer Closed(string name, IReadOnlyList<ContentRatio> ratios) => new(name, Get("o200k_base"), ratios);

    /// <summary>An embedded tokenizer that has seen no text yet; without vectors it takes the path of processors that have none.</summary>
    internal static BytePairTokenizer Load(string name, bool vectors = true) => new(name, EmbeddedVocabulary.Read($"{name}.merges"), name switch
    {
        "o200k_base" => new PieceWalk<O200kPieces>(vectors),
        _ => new PieceWalk<Cl100kPieces>(vectors),
    });
}
