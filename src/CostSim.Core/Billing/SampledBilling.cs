using CostSim.Distributions;
using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Requests;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>What turns a population into costs beside its prices: arrivals for the cache, lengths of answers, and the sample's error.</summary>
public sealed record BillingTerms
{
    public PrefixCache? Cache { get; init; }

    public required Arrivals Arrivals { get; init; }

    /// <summary>Natural logs of the daily volumes at which cache hits are worked out; empty without a cache.</summary>
    public required IReadOnlyList<double> LogVolumes { get; init; }

    public required IReadOnlyList<LengthNode> Nodes { get; init; }

    /// <summary>Tokens of an answer at each node, and the unknown factor on them.</summary>
    public required IReadOnlyList<double> AnswerTokens { get; init; }

    public Parameter AnswerFactor { get; init; } = Parameter.One;

    public IReadOnlyList<double> ReasoningTokens { get; init; } = [];

    public Parameter ReasoningFactor { get; init; } = Parameter.One;

    /// <summary>Uncertain factor on tokens of input where no exact tokenizer is published.</summary>
    public Parameter InputFactor { get; init; } = Parameter.One;

    /// <summary>Price of query embeddings and of reranking; null where a design uses none.</summary>
    public ModelPrice? Embedding { get; init; }

    public ModelPrice? Reranker { get; init; }

    public QuestionSample? Sample { get; init; }

    /// <summary>Tokens of all chunks that an index holds, of as many documents as the files stand for.</summary>
    public TokenCount IndexedTokens { get; init; }
}

/// <summary>What multiplies prices in a trial: on token prices (expected changes, exchange), and on fees (exchange alone).</summary>
public sealed record PriceFactors(IReadOnlyList<Parameter> Tokens, IReadOnlyList<Parameter> Fees)
{
    public static PriceFactors None { get; } = new([], []);
}

/// <summary>Prices each request of a population by itself, in each state its cache can be in.</summary>
public static class SampledBilling
{
    /// <summary>
    /// The law of one paid attempt at one model's prices. Rows run over questions, answer nodes and cache states in that order,
    /// so that designs share base requests.
    /// </summary>
    public static SampledRequests Law(Population population, ModelPrice price, BillingTerms terms, PriceFactors factors)
    {
        var rows = new RequestRows(population, terms);
        for (var question = 0; question < population.Requests.Count; question++)
        {
            foreach (var state in CacheStates.Of(population, question, terms))
                rows.Add(question, state.ByVolume, RequestBill.Of(population.Requests[question], price, state.Hit, terms));
        }

        return rows.Build(factors);
    }
}
