namespace CostSim.Tokens;

/// <summary>Ratios for models whose tokenizers are closed, each with its source; measured ones are against o200k_base.</summary>
internal static class ClosedTokenizers
{
    private const string Claude35 =
        "L. Gupta, VentureBeat, 1 May 2025: Claude 3.5 Sonnet against GPT-4o, English articles +16 %, Python +30 %, mathematics +21 %";

    private const string ClaudeNew =
        Claude35 + "; Claude documentation, Token counting: newer models about 30 % more tokens than earlier ones";

    private const string Gemini =
        "measured with the public tokenizer of Gemma 3, which its technical report (2025) says is that of Gemini 2.0, on this "
        + "project's corpora";

    /// <summary>Claude before Opus 4.7. Scripts other than Latin have no source.</summary>
    public static IReadOnlyList<ContentRatio> Claude =>
    [
        new(ContentKind.Prose, 1.16, 1.05, 1.28, Claude35),
        new(ContentKind.Code, 1.30, 1.12, 1.48, Claude35),
        new(ContentKind.EastAsian, 1.4, 0.9, 2.1, ""),
        new(ContentKind.OtherScript, 1.6, 0.9, 2.8, ""),
    ];

    /// <summary>Claude Opus 4.7 and the models after it.</summary>
    public static IReadOnlyList<ContentRatio> ClaudeSinceOpus47 =>
    [
        new(ContentKind.Prose, 1.51, 1.25, 1.80, ClaudeNew),
        new(ContentKind.Code, 1.69, 1.35, 2.10, ClaudeNew),
        new(ContentKind.EastAsian, 1.8, 1.0, 2.9, ""),
        new(ContentKind.OtherScript, 2.0, 1.0, 3.6, ""),
    ];

    /// <summary>Gemini 2.0 and later.</summary>
    public static IReadOnlyList<ContentRatio> Gemini20 =>
    [
        new(ContentKind.Prose, 1.10, 1.0, 1.23, Gemini),
        new(ContentKind.Code, 1.22, 1.1, 1.36, Gemini),
        new(ContentKind.EastAsian, 0.98, 0.85, 1.15, Gemini),
        new(ContentKind.OtherScript, 1.02, 0.9, 1.15, Gemini),
    ];

    /// <summary>Any other model: no source, so a wide band.</summary>
    public static IReadOnlyList<ContentRatio> Unknown =>
        [.. Enum.GetValues<ContentKind>().Select(kind => kind is ContentKind.Prose or ContentKind.Code
            ? new ContentRatio(kind, 1.15, 0.85, 1.6, "")
            : new ContentRatio(kind, 1.5, 0.8, 3.0, ""))];
}
