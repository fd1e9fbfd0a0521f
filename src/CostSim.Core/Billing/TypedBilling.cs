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
                new(cache.HitRate, Tiers(lengths, design, price, factors, Hit(cache))),
                new(cache.HitRate.OneMinus, Tiers(lengths, design, price, factors, Miss(cache))),
            ]
            : [new(Parameter.One, Tiers(lengths, design, price, factors, []))],
    };

    /// <summary>Tokens that every request has beside the typed law: the question, and the design's prompt where that is typed apart.</summary>
    public static TokenCount FixedInput(TypedLengths lengths, Design design) => lengths.IncludesPrompt
        ? TokenCount.Zero
        : lengths.Question + design.System.Tokens(design.Tokenizer) + design.Tools.Tokens(design.Tokenizer);

    // A hit reads its share and writes what is new; a miss writes both.
    private static List<(Meter Meter, Parameter Share)> Hit(TypedCache cache) => Used([(Meter.CachedInput, cache.Share), .. Written(cache, cache.WriteShare)]);

    private static List<(Meter Meter, Parameter Share)> Miss(TypedCache cache) => Used(Written(cache, cache.Share + cache.WriteShare));

    private static IEnumerable<(Meter Meter, Parameter Share)> Written(TypedCache cache, Parameter share) =>
        [(Meter.CacheWrite5m, share * cache.Write1h.OneMinus), (Meter.CacheWrite1h, share * cache.Write1h)];

    private static List<(Meter Meter, Parameter Share)> Used(IEnumerable<(Meter Meter, Parameter Share)> shares) =>
        [.. shares.Where(s => !(s.Share.IsConstant && s.Share.Value == 0))];

    private static List<TypedTier> Tiers(TypedLengths lengths, Design design, ModelPrice price, PriceFactors factors, IReadOnlyList<(Meter Meter, Parameter Share)> cached)
    {
        var beside = FixedInput(lengths, design);
        // A tier that even the fixed tokens pass is the first one.
        return [.. price.Tiers.Select(tier => new TypedTier(Math.Max(0, tier.From.Value - beside.Value), true, [.. Parts(tier, lengths, beside, factors, cached)]))
            .GroupBy(t => t.FromInput).Select(same => same.Last())];
    }

    private static IEnumerable<TypedPart> Parts(PriceTier tier, TypedLengths lengths, TokenCount beside, PriceFactors factors, IReadOnlyList<(Meter Meter, Parameter Share)> cached)
    {
        var fresh = cached.Count > 0 ? [.. factors.Tokens, cached.Aggregate(Parameter.Zero, (sum, c) => sum + c.Share).OneMinus] : factors.Tokens;
        foreach (var (unit, count) in new[] { (TypedUnit.InputToken, 1m), (TypedUnit.Request, (decimal)beside.Value) }.Where(u => u.Item2 > 0))
        {
            yield return new TypedPart(Meters.Of(Meter.FreshInput).Name, unit, (double)(count * Needed(tier, Meter.FreshInput)), fresh);
            foreach (var (meter, share) in cached)
                yield return new TypedPart(Meters.Of(meter).Name, unit, (double)(count * Needed(tier, meter)), [.. factors.Tokens, share]);
        }

        if (lengths.Output.AtMedians.Mean > 0)
            yield return new TypedPart(Meters.Of(Meter.Output).Name, TypedUnit.OutputToken, (double)Needed(tier, Meter.Output), factors.Tokens);
        if (tier.UsdPerUnit(Meter.Requests) is { } fee)
            yield return new TypedPart(Meters.Of(Meter.Requests).Name, TypedUnit.Request, (double)fee, factors.Fees);
    }

    private static decimal Needed(PriceTier tier, Meter meter) => tier.UsdPerUnit(meter)
        ?? throw new RuleException(PriceColumns.Of(Meters.Of(meter).Column).Key, $"is not stated in {tier.RecordId}, but {Meters.Of(meter).Name} is to be priced; add it");
}
