using System.Globalization;
using CostSim.Files;
using CostSim.Prices;
using CostSim.Prompts;

namespace CostSim.Scenarios;

/// <summary>Reads a design's <c>cache</c> whose hits are derived; what it leaves out is the provider's rule.</summary>
internal static class CacheReader
{
    /// <summary>The value of <c>cache</c> that turns off what a provider does without being asked.</summary>
    public const string None = "none";

    private static readonly string[] Parts = ["system", "tools", "context", "history"];

    public static PrefixCache Read(SettingsMap map, CacheRule rule, IContextStrategy? context)
    {
        var automatic = map.OneOf("mode", ["automatic", "explicit"], absent: rule.Automatic ? "automatic" : "explicit") == "automatic";
        var life = map.Duration("ttl", rule.TimeToLive);
        var stored = rule.IsStored && !automatic;
        var refreshes = map.Flag("refresh", absent: rule.Refreshes || automatic);
        if (stored && refreshes)
            map.Refuse("refresh",
                "must be false here, since the provider keeps an entry for its time to live and charges for that; leave it out");
        return new PrefixCache(Prefix(map, automatic, context), life, life > TimeSpan.FromMinutes(30),
            map.Tokens("min_tokens", absent: rule.Minimum))
        {
            Step = map.Tokens("step", absent: rule.Step, min: 1),
            Refreshes = refreshes,
            IsStored = stored,
        };
    }

    /// <summary>What a provider caches without being asked; null where that is nothing, or where the model has no price for it.</summary>
    public static PrefixCache? Unasked(SettingsMap map, CacheRule rule, ModelPrice price)
    {
        if (rule.Unasked is not { } unasked || price.Tiers[0].Amounts[PriceColumn.CacheRead] is null)
            return null;
        map.Record("cache", $"automatic: all that is the same from {unasked.Minimum.Value} tokens on, kept {Length(unasked.TimeToLive)}",
            Origin.Default, unasked.Source);
        return new PrefixCache(Enum.GetValues<PromptPart>().ToHashSet(), unasked.TimeToLive,
            unasked.TimeToLive > TimeSpan.FromMinutes(30), unasked.Minimum)
        {
            IsUnasked = true,
            Step = unasked.Step,
            Refreshes = unasked.Refreshes,
        };
    }

    private static string Length(TimeSpan time) => time.TotalHours >= 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalHours:0.#} h")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalMinutes:0.#} min");

    private static HashSet<PromptPart> Prefix(SettingsMap map, bool automatic, IContextStrategy? context)
    {
        // An automatic cache takes all that leads the prompt, as far as it is the same.
        if (!map.Has("prefix"))
        {
            map.Record("prefix", automatic ? "all that is the same" : "system", Origin.Default);
            return automatic ? [.. Enum.GetValues<PromptPart>()] : [PromptPart.System];
        }

        var parts = map.List("prefix").Select(p => p.Text).ToList();
        foreach (var part in parts.Where(p => !Parts.Contains(p)))
            map.Refuse("prefix", $"'{part}' is not part of a prompt; {Spelling.Suggestion(part, Parts)}");
        if (parts.Contains("context") && context is { SameForDocument: false })
            map.Refuse("prefix", "context differs from question to question here, so that no cache can serve it; keep [system]");
        map.Record("prefix", string.Join(", ", parts), Origin.Typed);
        return [.. parts.Where(p => Parts.Contains(p))
            .Select(p => Enum.Parse<PromptPart>(CultureInfo.InvariantCulture.TextInfo.ToTitleCase(p)))];
    }
}
