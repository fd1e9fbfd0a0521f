using System.Collections.Concurrent;
using CostSim.Engine;
using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>
/// What turns a population into costs in addition to its prices: arrivals for the cache, lengths of answers, and the sample's error.
/// </summary>
internal sealed record BillingTerms
{
    /// <summary>
    /// Hit rates already computed, by share of the requests, by how surely a session stays with its prefix, by log of the day's volume and
    /// by place in a conversation: most questions ask for the same ones.
    /// </summary>
    internal ConcurrentDictionary<(double Share, double Same, double LogVolume, Turn? Turn), double> HitRates { get; } = new();

    public PrefixCache? Cache { get; init; }

    public required Arrivals Arrivals { get; init; }

    /// <summary>Natural logs of the daily volumes at which cache hits are worked out; empty without a cache.</summary>
    public required IReadOnlyList<double> LogVolumes { get; init; }

    public required IReadOnlyList<LengthNode> Nodes { get; init; }

    /// <summary>Tokens of an answer at each node, and the unknown factor on them.</summary>
    public required IReadOnlyList<double> AnswerTokens { get; init; }

    public Parameter AnswerFactor { get; init; } = Parameter.One;

    /// <summary>Mean tokens of an answer, as far as the model writes them.</summary>
    public double MeanAnswer => Nodes.Select((n, i) => n.Weight * AnswerTokens[i]).Sum();

    /// <summary>
    /// Mean tokens that a way writes, over what is uncertain of them too: answers, notes, and the reasoning of every call.
    /// </summary>
    public double OutputTokens(RequestWay way)
    {
        var answer = MeanAnswer * AnswerFactor.Expected();
        var reasoning = ReasoningTokens.Select((tokens, i) => Nodes[i].Weight * tokens).Sum() * ReasoningFactor.Expected();
        return way.Calls.Sum(c => (c.Answers * answer) + c.Notes.Value + reasoning);
    }

    /// <summary>Mean tokens of a part of a way's prompt, over what is uncertain of earlier answers that are sent again.</summary>
    public double InputTokens(RequestWay way, PromptPart part) =>
        way.Calls.SelectMany(c => c.Prompt).Where(p => p.Part == part)
            .Sum(p => p.Tokens.Value + (p.Answers * (AnswerFactor.Expected() - 1)));

    public double InputTokens(RequestWay way) =>
        way.Input.Value + (way.Calls.SelectMany(c => c.Prompt).Sum(p => p.Answers) * (AnswerFactor.Expected() - 1));

    public IReadOnlyList<double> ReasoningTokens { get; init; } = [];

    public Parameter ReasoningFactor { get; init; } = Parameter.One;

    /// <summary>Uncertain factor on tokens of input where no exact tokenizer is published.</summary>
    public Parameter InputFactor { get; init; } = Parameter.One;

    /// <summary>
    /// What a typed cache does to a request's input: the share that is read or written, by meter; empty where no share is typed.
    /// </summary>
    public IReadOnlyList<CachedShare> Cached { get; init; } = [];

    /// <summary>Price of query embeddings and of reranking; null where a design uses none.</summary>
    public ModelPrice? Embedding { get; init; }

    public ModelPrice? Reranker { get; init; }

    /// <summary>What one query of the vector store costs, and the record that says so; null where a design has none.</summary>
    public StoreQuery? Query { get; init; }

    /// <summary>Chunks that an index holds, of as many documents as the files represent.</summary>
    public long IndexedChunks { get; init; }

    public QuestionSample? Sample { get; init; }

    /// <summary>Shares of the requests by a document's rank, where a trial draws the ranks; empty else.</summary>
    public IReadOnlyList<double> RankShares { get; init; } = [];

    /// <summary>Tokens of all chunks that an index holds, of as many documents as the files represent.</summary>
    public TokenCount IndexedTokens { get; init; }
}

/// <summary>The price of one query of a vector store.</summary>
internal sealed record StoreQuery(string Store, decimal Usd, string Record);

/// <summary>What multiplies prices in a trial: on token prices (expected changes, exchange), and on fees (exchange alone).</summary>
internal sealed record PriceFactors(IReadOnlyList<Parameter> Tokens, IReadOnlyList<Parameter> Fees)
{
    public static PriceFactors None { get; } = new([], []);
}

/// <summary>Prices each request of a population by itself, in each way it is sent and each state its cache can be in.</summary>
internal static class SampledBilling
{
    /// <summary>
    /// The law of one paid attempt at one model's prices. Rows run over questions, answer nodes, ways and cache states in that
    /// order, so that designs share base requests. Where shares of ways are not known, each case of them is a route.
    /// </summary>
    public static RequestLaw Law(Population population, ModelPrice price, BillingTerms terms, PriceFactors factors,
        TypedCache? cache = null) => cache is null
        ? Law(population, price, terms, factors)
        : new RoutedRequests(
        [
            new Route(cache.HitRate, Law(population, price, terms with { Cached = cache.Hit }, factors)),
            new Route(cache.HitRate.OneMinus, Law(population, price, terms with { Cached = cache.Miss }, factors)),
        ]);

    private static RequestLaw Law(Population population, ModelPrice price, BillingTerms terms, PriceFactors factors)
    {
        var rows = new RequestRows(population, terms);
        for (var question = 0; question < population.Requests.Count; question++)
        {
            var ways = population.Requests[question].Ways;
            for (var way = 0; way < ways.Count; way++)
            {
                foreach (var state in CacheStates.Of(population, question, ways[way], terms))
                    rows.Add(question, way, state.ByVolume, RequestBill.Of(ways[way], price, state.Hit, terms));
            }
        }

        var cases = Cases(rows, population.Probabilities, [], Parameter.One, factors).ToList();
        return cases.Count == 1 ? cases[0].Requests : new RoutedRequests(cases);
    }

    // Shares are linear in each probability: what is not known happens or does not, and the cases weigh by how likely they are.
    private static IEnumerable<Route> Cases(RequestRows rows, IReadOnlyList<Parameter> probabilities, IReadOnlyList<double> decided,
        Parameter share, PriceFactors factors)
    {
        if (decided.Count == probabilities.Count)
            return [new Route(share, rows.Build(decided, factors))];
        var next = probabilities[decided.Count];
        return next.IsConstant
            ? Cases(rows, probabilities, [.. decided, next.Value], share, factors)
            : Cases(rows, probabilities, [.. decided, 1], share * next, factors)
                .Concat(Cases(rows, probabilities, [.. decided, 0], share * next.OneMinus, factors));
    }
}
