using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>
/// The bill of one way of a request in one state of its cache, in exact dollars by meter; answers and reasoning as dollars for one
/// token, since their length varies from request to request.
/// </summary>
/// <param name="Resent">What earlier answers, sent again, cost by meter at their usual length; it is not among the others.</param>
internal sealed record RequestBill(IReadOnlyDictionary<string, decimal> ByComponent, IReadOnlyDictionary<string, decimal> Resent,
    decimal PerAnswerToken, decimal PerReasoningToken)
{
    public const string QueryEmbedding = "query embedding";
    public const string Rerank = "rerank";

    public static RequestBill Of(RequestWay way, ModelPrice price, CacheHit hit, BillingTerms terms)
    {
        var (amounts, resent) =
            (new SortedDictionary<string, decimal>(StringComparer.Ordinal), new SortedDictionary<string, decimal>(StringComparer.Ordinal));
        decimal perAnswer = 0, perReasoning = 0;
        for (var i = 0; i < way.Calls.Count; i++)
        {
            var call = way.Calls[i];
            var usage = CallUsage.Of(call, hit, i == 0, terms.Cache, price);
            foreach (var (line, of) in CallUsage.Lines(usage, price, terms))
            {
                var again = line.Meter is { } meter && line.Quantity > 0
                    ? line.Amount.Amount * (decimal)CallUsage.AnswersIn(call, of, meter) / line.Quantity
                    : 0;
                Add(amounts, line.Component, line.Amount.Amount - again);
                if (again != 0)
                    Add(resent, line.Component, again);
            }

            var tier = price.TierOf(usage.TotalInput);
            perAnswer += (decimal)call.Answers * Needed(tier.UsdPerUnit(Meter.Output), terms.AnswerTokens.Any(t => t > 0), price);
            if (terms.ReasoningTokens.Count > 0)
                perReasoning += Needed(tier.UsdPerUnit(Meter.Reasoning), true, price);
        }

        if (way.Embedding.Value > 0 && terms.Embedding is { } embedding)
            Add(amounts, QueryEmbedding, embedding.Bill(new Usage { EmbeddingInput = way.Embedding, Requests = 1 }).Total.Amount);
        if (way.Reranking is { } work && terms.Reranker is { } reranker)
            Add(amounts, Rerank, reranker.Bill(UsageOf(work, reranker)).Total.Amount);
        if (way.Embedding.Value > 0 && terms.Query is { } query)
            Add(amounts, Vectors.Queries, query.Usd);
        return new RequestBill(amounts, resent, perAnswer, perReasoning);
    }

    // Some rerankers bill search units, others the tokens of question and documents.
    internal static Usage UsageOf(Reranking work, ModelPrice reranker) => reranker.Tiers[0].Amounts[PriceColumn.RerankUnit] is not null
        ? new Usage { RerankUnits = work.Units, Requests = 1 }
        : new Usage { FreshInput = work.Tokens, Requests = 1 };

    private static void Add(SortedDictionary<string, decimal> to, string component, decimal usd) =>
        to[component] = to.GetValueOrDefault(component) + usd;

    private static decimal Needed(decimal? perToken, bool used, ModelPrice price) =>
        perToken ?? (used ? throw new RuleException("model",
            $"{price.Name} has no price for output, but answers are to be priced; state one in an overlay, or use a model that has one")
            : 0);
}
