using CostSim.Distributions;
using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>Prices requests whose lengths are typed: linear in both lengths within each tier of the model's prices.</summary>
internal static class TypedBilling
{
    /// <summary>The law of one paid attempt; a typed cache makes a hit and a miss of it.</summary>
    public static TypedRequests Law(TypedLengths lengths, Design design, ModelPrice price, PriceFactors factors) => new()
    {
        Input = lengths.Input,
        Output = lengths.Output,
        Correlation = lengths.Correlation,
        Alternatives = design.TypedCache is { } cache
            ?
            [
                new(cache.HitRate, Tiers(lengths, design, price, factors, cache.Share, Meter.CachedInput)),
                new(cache.HitRate.OneMinus, Tiers(lengths, design, price, factors, cache.Share, Meter.CacheWrite5m)),
            ]
            : [new(Parameter.One, Tiers(lengths, design, price, factors, Parameter.Zero, Meter.FreshInput))],
    };

    /// <summary>Tokens that every request has beside the typed law: the question, and the design's prompt where that is typed apart.</summary>
    public static TokenCount FixedInput(TypedLengths lengths, Design design) => lengths.IncludesPrompt
        ? TokenCount.Zero
        : lengths.Question + design.System.Tokens(design.Tokenizer) + design.Tools.Tokens(design.Tokenizer);

    private static List<TypedTier> Tiers(TypedLengths lengths, Design design, ModelPrice price, PriceFactors factors, Parameter share, Meter cached)
    {
        var beside = FixedInput(lengths, design);
        // A tier that even the fixed tokens pass is the first one.
        return [.. price.Tiers.Select(tier => new TypedTier(Math.Max(0, tier.From.Value - beside.Value), true, [.. Parts(tier, lengths, beside, factors, share, cached)]))
            .GroupBy(t => t.FromInput).Select(same => same.Last())];
    }

    private static IEnumerable<TypedPart> Parts(PriceTier tier, TypedLengths lengths, TokenCount beside, PriceFactors factors, Parameter share, Meter cached)
    {
        var usesCache = !(share.IsConstant && share.Value == 0);
        var fresh = usesCache ? [.. factors.Tokens, share.OneMinus] : factors.Tokens;
        var name = Meters.Of(cached).Name;
        foreach (var (unit, count) in new[] { (TypedUnit.InputToken, 1m), (TypedUnit.Request, (decimal)beside.Value) }.Where(u => u.Item2 > 0))
        {
            yield return new TypedPart(Meters.Of(Meter.FreshInput).Name, unit, (double)(count * Needed(tier, Meter.FreshInput)), fresh);
            if (usesCache)
                yield return new TypedPart(name, unit, (double)(count * Needed(tier, cached)), [.. factors.Tokens, share]);
        }

        if (lengths.Output.AtMedians.Mean > 0)
            yield return new TypedPart(Meters.Of(Meter.Output).Name, TypedUnit.OutputToken, (double)Needed(tier, Meter.Output), factors.Tokens);
        if (tier.UsdPerUnit(Meter.Requests) is { } fee)
            yield return new TypedPart(Meters.Of(Meter.Requests).Name, TypedUnit.Request, (double)fee, factors.Fees);
    }

    private static decimal Needed(PriceTier tier, Meter meter) => tier.UsdPerUnit(meter)
        ?? throw new RuleException(PriceColumns.Of(Meters.Of(meter).Column).Key, $"is not stated in {tier.RecordId}, but {Meters.Of(meter).Name} is to be priced; add it");
}
