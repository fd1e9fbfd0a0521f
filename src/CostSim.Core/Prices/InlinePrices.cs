using CostSim.Files;

namespace CostSim.Prices;

/// <summary>Prices that a scenario types in: the amount columns, such as <c>input_usd_per_mtok: 2.5</c>.</summary>
internal static class InlinePrices
{
    /// <summary>Reads the map's amounts; null after an error, which is among the map's errors.</summary>
    public static ModelPrice? Read(SettingsMap map, string name = "inline")
    {
        var before = map.Errors.Count;
        var amounts = ReadAmounts(map, PriceColumns.OfModels);
        map.RejectUnread();
        if (amounts.Count == 0 && map.Errors.Count == before)
            map.Errors.Add(map.At, "inline: states no price; give at least one, such as 'input_usd_per_mtok: 2.5'");
        return map.Errors.Count > before
            ? null
            : new ModelPrice(name, [new PriceTier(default, new Amounts(amounts), $"{Path.GetFileName(map.At.File)}:{map.At.Line}")],
                OwnTool(map, amounts));
    }

    /// <summary>The amount columns among a map's keys; keys that are none are left for others to read.</summary>
    internal static List<Amount> ReadAmounts(SettingsMap map, IReadOnlyList<ColumnFact>? columns = null) =>
        [.. (columns ?? PriceColumns.All).Where(c => map.Has(c.Key)).Select(c => new Amount(c.Column, map.Decimal(c.Key, min: 0)))];

    private static ToolPrice? OwnTool(SettingsMap map, List<Amount> amounts) =>
        amounts.Any(a => a.Column is PriceColumn.ToolCall)
            ? new ToolPrice("model", amounts.First(a => a.Column is PriceColumn.ToolCall).Usd,
                $"{Path.GetFileName(map.At.File)}:{map.At.Line}")
            : null;
}
