using CostSim.Prices;

namespace CostSim.Capacity;

/// <summary>What the tokens of a model cost, for the differences that limits make.</summary>
internal readonly record struct TokenRates(double Fresh, double Cached, double Output)
{
    public double Of(in SimulatedRequest r) => ((r.Input - r.Cached) * Fresh) + (r.Cached * Cached) + (r.Output * Output);

    public static TokenRates Of(PriceSchedule prices, DateOnly day, double rate)
    {
        var tier = prices.At(day).Price.Tiers[0];
        return new TokenRates(Usd(Meter.FreshInput), Usd(Meter.CachedInput), Usd(Meter.Output));

        double Usd(Meter meter) => (double)(tier.UsdPerUnit(meter) ?? 0) * rate;
    }
}
