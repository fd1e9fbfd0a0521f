using CostSim.Files;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Reads what a design's models take and write at most: from the price book, unless the scenario says so itself.</summary>
internal static class LimitsReader
{
    /// <summary>The smallest of the models' context windows, and what happens to a request that is longer.</summary>
    public static ContextWindow Window(SettingsMap map, IEnumerable<ModelLimits> limits)
    {
        var truncates = map.OneOf("on_overflow", ["error", "truncate"], absent: "error") == "truncate";
        return new ContextWindow(Least(map, "context_window", limits.Select(l => l.ContextWindow ?? l.MaxInput)), truncates);
    }

    public static TokenCount? MaxOutput(SettingsMap map, IEnumerable<ModelLimits> limits) =>
        Least(map, "max_output", limits.Select(l => l.MaxOutput));

    /// <summary>The limits of each model in the newest record that states any.</summary>
    public static IReadOnlyList<ModelLimits> Of(IEnumerable<string> models, PriceBook? book) => book is null
        ? []
        : [.. models.Select(model => Stated(book, model)).OfType<ModelLimits>()];

    private static ModelLimits? Stated(PriceBook book, string model)
    {
        try
        {
            return book.History(model).OrderBy(r => r.EffectiveFrom).LastOrDefault(r => r.Limits.ContextWindow is not null)?.Limits;
        }
        catch (RuleException)
        {
            // A name that the book does not know is refused where its price is looked up.
            return null;
        }
    }

    private static TokenCount? Least(SettingsMap map, string key, IEnumerable<TokenCount?> known)
    {
        if (map.Has(key))
            return map.Tokens(key, min: 1);
        var stated = known.OfType<TokenCount>().ToList();
        return stated.Count == 0 ? null : stated.Min();
    }
}
