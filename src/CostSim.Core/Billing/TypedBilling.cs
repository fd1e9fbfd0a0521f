using CostSim.Engine;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>
/// Prices requests whose lengths are typed: linear in their lengths within each tier of the model's prices. What every request has in
/// addition is billed as any other call is.
/// </summary>
internal static class TypedBilling
{
    /// <summary>The law of one paid attempt; a typed cache makes a hit and a miss of it.</summary>
    public static TypedRequests Law(TypedRequest request, Design design, ModelPrice price, BillingTerms terms, PriceFactors factors) =>
        new()
        {
            Input = request.Input,
            Output = request.Output,
            Reasoning = request.Reasoning,
            Correlation = request.Correlation,
            Alternatives = design.TypedCache is { } cache
            ?
            [
                new(cache.HitRate, Tiers(request, price, terms with { Cached = cache.Hit }, factors)),
                new(cache.HitRate.OneMinus, Tiers(request, price, terms with { Cached = cache.Miss }, factors)),
            ]
            : [new(Parameter.One, Tiers(request, price, terms, factors))],
        };

    /// <summary>
    /// The terms of typed requests: the lengths are laws of their own, so that an answer and a thought are priced by the token.
    /// </summary>
    public static BillingTerms Terms(TypedRequest request) => new()
    {
        Arrivals = Arrivals.Unknown,
        LogVolumes = [],
        Nodes = [],
        AnswerTokens = request.Output.AtMedians.Mean > 0 ? [1] : [],
        ReasoningTokens = request.Reasoning is null ? [] : [1],
    };

    private static List<TypedTier> Tiers(TypedRequest request, ModelPrice price, BillingTerms terms, PriceFactors factors)
    {
        // A tier that even the fixed tokens pass is the first one.
        return [.. price.Tiers.Select(tier =>
            new TypedTier(Math.Max(0, tier.From.Value - request.FixedInput.Value), true, [.. Parts(tier, request, price, terms, factors)]))
            .GroupBy(t => t.FromInput).Select(same => same.Last())];
    }

    private static IEnumerable<TypedPart> Parts(PriceTier tier, TypedRequest request, ModelPrice price,
        BillingTerms terms, PriceFactors factors)
    {
        // The tier follows from the whole input, of which the fixed parts know nothing.
        var alone = new ModelPrice(price.Name, [new PriceTier(default, tier.Amounts, tier.RecordId)], price.Tool);
        var bill = RequestBill.Of(request.Way, alone, CacheHit.None, terms);
        yield return Part(Meter.FreshInput, TypedUnit.InputToken, Needed(tier, Meter.FreshInput));
        foreach (var (meter, _) in terms.Cached)
            yield return Part(meter, TypedUnit.InputToken, Needed(tier, meter));
        foreach (var (component, usd) in bill.ByComponent.Where(c => c.Value != 0))
            yield return new TypedPart(component, TypedUnit.Request, (double)usd, RequestRows.FactorsOf(component, factors, terms));
        if (terms.AnswerTokens.Count > 0)
            yield return Part(Meter.Output, TypedUnit.OutputToken, bill.PerAnswerToken);
        if (terms.ReasoningTokens.Count > 0)
            yield return Part(Meter.Reasoning, TypedUnit.ReasoningToken, bill.PerReasoningToken);

        TypedPart Part(Meter of, TypedUnit unit, decimal usd) =>
            new(Meters.Of(of).Name, unit, (double)usd, RequestRows.FactorsOf(Meters.Of(of).Name, factors, terms));
    }

    private static decimal Needed(PriceTier tier, Meter meter) => tier.UsdPerUnit(meter)
        ?? throw new RuleException(PriceColumns.Of(Meters.Of(meter).Column).Key,
            $"is not stated in {tier.RecordId}, but {Meters.Of(meter).Name} is to be priced; add it");
}
