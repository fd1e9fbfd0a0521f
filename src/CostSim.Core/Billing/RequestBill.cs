using CostSim.Prices;
using CostSim.Requests;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>
/// The bill of one request in one state of its cache, in exact dollars by meter; answers and reasoning as dollars for one token,
/// since their length varies from request to request.
/// </summary>
public sealed record RequestBill(IReadOnlyDictionary<string, decimal> ByComponent, decimal PerAnswerToken, decimal PerReasoningToken)
{
    public const string QueryEmbedding = "query embedding";

    public static RequestBill Of(AssembledRequest request, ModelPrice price, CacheHit hit, BillingTerms terms)
    {
        var amounts = new SortedDictionary<string, decimal>(StringComparer.Ordinal);
        decimal perAnswer = 0, perReasoning = 0;
        for (var i = 0; i < request.Calls.Count; i++)
        {
            var call = request.Calls[i];
            // Later calls of one request follow within seconds: what they have in common with the first is still cached.
            var usage = UsageOf(call, i == 0 || hit is CacheHit.Whole ? hit : CacheHit.Common, terms.Cache);
            Add(price.Bill(usage));
            var tier = price.TierOf(usage.TotalInput);
            var perToken = tier.UsdPerUnit(Meter.Output);
            perAnswer += (decimal)call.Answers * Needed(perToken, terms.AnswerTokens.Any(t => t > 0), price);
            if (terms.ReasoningTokens.Count > 0)
                perReasoning += Needed(tier.UsdPerUnit(Meter.Reasoning), true, price);
        }

        if (request.Embedding.Value > 0 && terms.Embedding is { } embedding)
            Add(embedding.Bill(new Usage { EmbeddingInput = request.Embedding, Requests = 1 }), QueryEmbedding);
        if (request.Reranked > 0 && terms.Reranker is { } reranker)
            Add(reranker.Bill(new Usage { RerankUnits = 1, Requests = 1 }), "rerank");
        return new RequestBill(amounts, perAnswer, perReasoning);

        void Add(Bill bill, string? component = null)
        {
            foreach (var line in bill.Lines)
                amounts[component ?? line.Component] = amounts.GetValueOrDefault(component ?? line.Component) + line.Amount.Amount;
        }
    }

    /// <summary>The meters of a call without the answer, whose length varies.</summary>
    public static Usage UsageOf(ModelCall call, CacheHit hit, PrefixCache? cache)
    {
        var prefix = cache is null ? default : CachedPrefix.Of(call, cache);
        var read = hit switch { CacheHit.Whole => prefix.Whole, CacheHit.Common => prefix.Common, _ => TokenCount.Zero };
        var write = prefix.Whole > read ? prefix.Whole - read : TokenCount.Zero;
        return new Usage
        {
            CachedInput = read,
            CacheWrite5m = cache is { LongWrite: true } ? TokenCount.Zero : write,
            CacheWrite1h = cache is { LongWrite: true } ? write : TokenCount.Zero,
            FreshInput = call.Input - read - write,
            Output = call.Notes,
            Requests = 1,
        };
    }

    private static decimal Needed(decimal? perToken, bool used, ModelPrice price) =>
        perToken ?? (used ? throw new RuleException("model", $"{price.Name} has no price for output, but answers are to be priced; state one in an overlay, or use a model that has one") : 0);
}
