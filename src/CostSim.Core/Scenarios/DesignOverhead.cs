using CostSim.Files;
using CostSim.Prices;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>What a design's provider adds to its prompts, as far as it is known and the scenario does not leave it out.</summary>
/// <param name="Facts">What counts.</param>
/// <param name="IsLeftOut">Whether the scenario says <c>overhead: none</c>.</param>
/// <param name="ToolIsForced">Whether the model must call a tool.</param>
internal sealed record DesignOverhead(PromptOverhead Facts, bool IsLeftOut, bool ToolIsForced)
{
    public static DesignOverhead None { get; } = new(PromptOverhead.Unknown, true, false);

    /// <summary>Tokens of tool definitions as the provider renders them, else of their text.</summary>
    public TokenCount ToolTokens(PromptText tools, ITokenizer tokenizer) =>
        (tools.File is not null ? Facts.Functions?.Count(tools.Text, tokenizer) : null) ?? tools.Tokens(tokenizer);

    public TokenCount HiddenTokens(bool hasTools) => hasTools && Facts.ToolPrompt is { } prompt
        ? prompt.Tokens(ToolIsForced)
        : TokenCount.Zero;

    /// <summary>What the provider adds and nobody knows the size of, in words.</summary>
    public IEnumerable<string> NotCounted(bool hasTools)
    {
        if (IsLeftOut)
            yield break;
        if (!Facts.KnowsFrame)
            yield return "chat frame";
        if (hasTools && Facts is { ToolPrompt: null, Functions: null })
            yield return "hidden tool prompt";
    }

    public static DesignOverhead Read(SettingsMap map, Func<string, PromptOverhead> find, string? model)
    {
        var known = model is null ? PromptOverhead.Unknown : find(model);
        var leftOut = map.OneOf("overhead", ["provider", "none"], "provider") == "none";
        var choice = map.OneOf("tool_choice", ["auto", "none", "any", "tool"], "auto");
        if (map.Has("tool_choice") && !map.Has("tools"))
            map.Refuse("tool_choice", "needs tools; name their definitions, or leave it out");
        else if (map.Has("tool_choice") && (leftOut || known.ToolPrompt is null))
            map.Refuse("tool_choice", $"makes no known difference to what {model ?? "typed prices"} bills; leave it out");
        if (!leftOut && known != PromptOverhead.Unknown)
            map.Record("overhead", Describe(known), Origin.Default, known.Source);
        return new DesignOverhead(leftOut ? PromptOverhead.Unknown : known, leftOut, choice is "any" or "tool");
    }

    private static string Describe(PromptOverhead known) => string.Join("; ", new[]
    {
        known.KnowsFrame ? FormattableString.Invariant($"{known.PerMessage} tokens a message, {known.PerRequest} a request") : "",
        known.Functions is not null ? "functions in the provider's compact form" : "",
        known.ToolPrompt is { } hidden
            ? FormattableString.Invariant($"hidden tool prompt of {hidden.WhereFree} tokens, {hidden.WhereForced} where a tool is forced")
            : "",
    }.Where(part => part.Length > 0));
}
