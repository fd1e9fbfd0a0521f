using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Tests.Billing;

/// <summary>A model's rates for tests, in dollars per million tokens; what is left out has no price of its own.</summary>
internal static class Rates
{
    public static ModelPrice Of(decimal input, decimal output, decimal? read = null, decimal? write = null, decimal? storage = null, decimal? rerank = null, decimal? longInput = null)
    {
        var amounts = new (PriceColumn Column, decimal? Usd)[]
        {
            (PriceColumn.Input, input), (PriceColumn.Output, output), (PriceColumn.CacheRead, read), (PriceColumn.CacheWrite5m, write),
            (PriceColumn.CacheStorage, storage), (PriceColumn.RerankUnit, rerank),
        }.Where(a => a.Usd is not null).Select(a => new Amount(a.Column, a.Usd!.Value)).ToList();
        var tiers = new List<PriceTier> { new(TokenCount.Zero, new Amounts(amounts), "test") };
        if (longInput is { } longer)
            tiers.Add(new PriceTier(200_001.Tokens, new Amounts([new Amount(PriceColumn.Input, longer), new Amount(PriceColumn.Output, output)]), "test long"));
        return new ModelPrice("test/model", tiers);
    }
}
