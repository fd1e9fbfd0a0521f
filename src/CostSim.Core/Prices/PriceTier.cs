using CostSim.Units;

namespace CostSim.Prices;

/// <summary>The rates of whole requests from a number of input tokens on.</summary>
public sealed class PriceTier
{
    // Quoted rate times 0.000001: exact, and cheaper than dividing each product.
    private readonly decimal?[] usdPerToken;

    /// <summary>The first total input, cached tokens included, that these rates price.</summary>
    public TokenCount From { get; }

    internal Amounts Amounts { get; }

    public string RecordId { get; }

    internal PriceTier(TokenCount from, Amounts amounts, string recordId)
    {
        (From, Amounts, RecordId) = (from, amounts, recordId);
        usdPerToken = new decimal?[Meters.TokenMeters];
        for (var meter = 0; meter < Meters.TokenMeters; meter++)
            usdPerToken[meter] = Amounts.Pricing(Meters.All[meter].Column) is { } column ? Amounts[column] * 0.000_001m : null;
    }

    /// <summary>US dollars for one of the meter's units after fallbacks; null where nothing prices it.</summary>
    public decimal? UsdPerUnit(Meter meter)
    {
        if ((int)meter < Meters.TokenMeters)
            return usdPerToken[(int)meter];
        var column = Meters.Of(meter).Column;
        return Amounts[column] / PriceColumns.Of(column).Units;
    }

    /// <summary>Cost of the tokens alone; null where some have no price.</summary>
    internal decimal? TokenCost(Usage usage)
    {
        var sum = 0m;
        for (var meter = 0; meter < Meters.TokenMeters; meter++)
        {
            var tokens = usage.Whole((Meter)meter);
            if (tokens == 0)
                continue;
            if (usdPerToken[meter] is not { } rate)
                return null;
            sum += tokens * rate;
        }

        return sum;
    }
}
