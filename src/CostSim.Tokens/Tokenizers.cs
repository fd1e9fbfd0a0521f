using CostSim.Files;
using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>
/// The tokenizers by name; each is loaded when first asked for, and once. A tokenizer file is read by <see cref="TokenizerFile"/>.
/// </summary>
public static class Tokenizers
{
    private static readonly Dictionary<string, Lazy<ITokenizer>> ByName = new(StringComparer.Ordinal)
    {
        ["o200k_base"] = new(() => Load("o200k_base")),
        ["cl100k_base"] = new(() => Load("cl100k_base")),
        ["p50k_base"] = new(() => Load("p50k_base")),
        ["r50k_base"] = new(() => Load("r50k_base")),
        ["gpt2"] = new(() => Load("gpt2")),
        ["approximate"] = new(() => Closed("approximate", ClosedTokenizers.Unknown)),
        ["claude"] = new(() => Closed("claude", ClosedTokenizers.Claude)),
        ["claude-opus-4-7"] = new(() => Closed("claude-opus-4-7", ClosedTokenizers.ClaudeSinceOpus47)),
        ["gemini"] = new(() => Closed("gemini", ClosedTokenizers.Gemini20)),
    };

    /// <summary>Those whose vocabularies are part of the program.</summary>
    public static IReadOnlyCollection<string> Embedded => ["o200k_base", "cl100k_base", "p50k_base", "r50k_base", "gpt2"];

    public static IReadOnlyCollection<string> Names => ByName.Keys;

    /// <summary>The tokenizer of a name.</summary>
    /// <exception cref="RuleException">The name is unknown; the message has the nearest known one.</exception>
    public static ITokenizer Get(string name) => ByName.TryGetValue(name, out var tokenizer)
        ? tokenizer.Value
        : throw new RuleException("tokenizer", $"unknown tokenizer '{name}'; {Spelling.Suggestion(name, Names)}");

    private static ApproximateTokenizer Closed(string name, IReadOnlyList<ContentRatio> ratios) => new(name, Get("o200k_base"), ratios);

    /// <summary>An embedded tokenizer that has seen no text yet; without vectors it takes the path of processors that have none.</summary>
    internal static BytePairTokenizer Load(string name, bool vectors = true) => name switch
    {
        "o200k_base" => new(name, EmbeddedVocabulary.Read("o200k_base.merges"), new PieceWalk<O200kPieces>(vectors)),
        "cl100k_base" => new(name, EmbeddedVocabulary.Read("cl100k_base.merges"), new PieceWalk<Cl100kPieces>(vectors)),
        // The later of the three has the tokens of the others, and runs of spaces.
        "p50k_base" => new(name, EmbeddedVocabulary.Read("p50k_base.merges"), new PieceWalk<Gpt2Pieces>(vectors: false)),
        _ => new(name, EmbeddedVocabulary.Read("p50k_base.merges", tokens: 50_256), new PieceWalk<Gpt2Pieces>(vectors: false)),
    };
}
