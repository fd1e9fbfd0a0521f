using CostSim.Prices;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>
/// Mean usage of a request by meter and part of the prompt on a horizon's first day: the same requests, cache states and prices that
/// the bill is made of, kept as quantities, so that a bill can be repeated and a change of it be told apart.
/// </summary>
internal sealed class MeanUses
{
    /// <summary>The mean of each factor that tokens are multiplied with: every call has the same.</summary>
    private readonly record struct MeanFactors(double Input, double Answer, double Reasoning)
    {
        public static MeanFactors Of(BillingTerms terms) =>
            new(terms.InputFactor.Expected(), terms.AnswerFactor.Expected(), terms.ReasoningFactor.Expected());
    }

    private readonly SortedDictionary<(string Model, string Part, string Component, string Record, double Units), (
        double Quantity, double Usd)> sums = [];

    /// <summary>Of one workload in one design, at a volume of requests a day.</summary>
    public static IReadOnlyList<MeanUse> Of(Scenario scenario, WorkloadRequests requests, double requestsPerDay)
    {
        var design = requests.Design;
        var uses = new MeanUses();
        foreach (var route in design.Routes)
        {
            foreach (var (price, share) in DesignBilling.InBands(scenario, requests.Workload, route, day: 0))
            {
                var weight = route.Share.Expected() * share;
                foreach (var (terms, chance) in Cases(scenario, requests, requestsPerDay))
                {
                    if (requests.Typed is { } typed)
                        uses.Typed(route.Name, typed, price, terms, weight * chance);
                    else
                        uses.Sampled(route.Name, requests.Population!, price, terms, weight * chance);
                }
            }
        }

        return [.. uses.sums.Where(s => s.Value.Quantity > 0).Select(s =>
            new MeanUse(s.Key.Model, s.Key.Part, s.Key.Component, s.Value.Quantity,
                MeanUse.Stated(s.Value.Usd / s.Value.Quantity * s.Key.Units), s.Key.Units, s.Key.Record))];
    }

    // A typed cache is met or missed.
    private static IEnumerable<(BillingTerms Terms, double Chance)> Cases(Scenario scenario,
        WorkloadRequests requests, double requestsPerDay)
    {
        var terms = AtStart(scenario, requests.Design, requests.Typed is { } typed
            ? TypedBilling.Terms(typed)
            : requests.Terms!, requestsPerDay);
        if (requests.Design.TypedCache is not { } cache)
            return [(terms, 1)];
        var hit = cache.HitRate.Expected();
        return
        [
            (terms with { Cached = cache.Hit }, hit),
            (terms with { Cached = cache.Miss }, 1 - hit),
        ];
    }

    private static BillingTerms AtStart(Scenario scenario, Design design, BillingTerms terms, double requestsPerDay) => terms with
    {
        LogVolumes = terms.LogVolumes.Count > 0 ? [Elementary.Log(Math.Max(requestsPerDay, 1e-9))] : [],
        Embedding = design.Embedding?.At(scenario.Calendar.Start).Price,
        Reranker = design.Reranker?.At(scenario.Calendar.Start).Price,
        Query = Vectors.Query(design, terms, scenario.Calendar.Start),
    };

    private void Sampled(string model, Population population, ModelPrice price, BillingTerms terms, double share)
    {
        var factors = MeanFactors.Of(terms);
        for (var question = 0; question < population.Requests.Count; question++)
        {
            var (ways, shares) = (population.Requests[question].Ways, population.Shares(question));
            for (var w = 0; w < ways.Count; w++)
            {
                var weight = share * population.Weights[question] * shares[w];
                foreach (var state in CacheStates.Of(population, question, ways[w], terms))
                {
                    for (var i = 0; i < ways[w].Calls.Count; i++)
                        Call(model, ways[w].Calls[i], state.Hit, i == 0, price, (terms, factors), weight * state.ByVolume[0]);
                }

                Beside(ways[w], terms, weight);
            }
        }
    }

    private void Call(string model, ModelCall call, CacheHit hit, bool isFirst, ModelPrice price,
        (BillingTerms Terms, MeanFactors Factors) means, double weight)
    {
        var (terms, factors) = means;
        var usage = CallUsage.Of(call, hit, isFirst, terms.Cache, price);
        foreach (var (line, of) in CallUsage.Lines(usage, price, terms))
        {
            var input = line.Meter is Meter.FreshInput or Meter.CachedInput or Meter.CacheWrite5m or Meter.CacheWrite1h;
            foreach (var (part, tokens) in input
                ? CallUsage.PartsOf(call, of, line.Meter!.Value)
                : [(line.Meter is Meter.Output ? MeanUse.Written : "", (double)line.Quantity)])
                Add(model, part, line, tokens * weight * (input ? factors.Input * ShareOf(line.Meter!.Value, terms) : 1));
        }

        var tier = price.TierOf(usage.TotalInput);
        Tokens(model, Meter.Output, tier, call.Answers * terms.MeanAnswer * factors.Answer * weight);
        Tokens(model, Meter.Reasoning, tier, terms.ReasoningTokens.Select((t, i) => terms.Nodes[i].Weight * t)
            .Sum() * factors.Reasoning * weight);
    }

    private void Tokens(string model, Meter meter, PriceTier tier, double tokens)
    {
        if (tokens > 0 && tier.UsdPerUnit(meter) is { } rate)
            Add((model, MeanUse.Written, Meters.Of(meter).Name, tier.RecordId, 1e6), tokens, tokens * (double)rate);
    }

    // A query's embedding and the reranker's work are priced by models of their own.
    private void Beside(RequestWay way, BillingTerms terms, double weight)
    {
        if (way.Embedding.Value > 0 && terms.Embedding is { } embedding)
        {
            foreach (var line in embedding.Bill(new Usage { EmbeddingInput = way.Embedding, Requests = 1 }).Lines)
                Add(embedding.Name, "question", line with { Component = RequestBill.QueryEmbedding }, (double)line.Quantity * weight);
        }

        if (way.Embedding.Value > 0 && terms.Query is { } query)
            Add((query.Store, "", Vectors.Queries, query.Record, 1e6), weight, weight * (double)query.Usd);
        if (way.Reranking is { } work && terms.Reranker is { } reranker)
        {
            foreach (var line in reranker.Bill(RequestBill.UsageOf(work, reranker)).Lines)
                Add(reranker.Name, "", line with { Component = RequestBill.Rerank }, (double)line.Quantity * weight);
        }
    }

    // Where a cache's share is typed, what it serves and what is left of it.
    private static double ShareOf(Meter meter, BillingTerms terms) =>
        meter is Meter.FreshInput ? 1 - terms.Cached.Sum(c => c.Share.Expected()) : terms.Cached.Count == 0
            ? 1
            : terms.Cached.Where(c => c.Meter == meter).Sum(c => c.Share.Expected());

    private void Typed(string model, TypedRequest request, ModelPrice price, BillingTerms terms, double weight)
    {
        var input = MeanRatio.Mean(request.Input);
        var tier = price.TierOf(new Units.TokenCount((long)input) + request.FixedInput);
        var parts = request.Call.Prompt.Select(p => (Part: CallUsage.NameOf(p.Part), Tokens: (double)p.Tokens.Value))
            .Append((Part: request.Varying, Tokens: input));
        foreach (var (part, tokens) in parts)
        {
            foreach (var meter in terms.Cached.Select(c => c.Meter).Prepend(Meter.FreshInput))
            {
                if (tokens * ShareOf(meter, terms) is > 0 and var served && tier.UsdPerUnit(meter) is { } rate)
                    Add((model, part, Meters.Of(meter).Name, tier.RecordId, 1e6), served * weight, served * weight * (double)rate);
            }
        }

        Tokens(model, Meter.Output, tier, MeanRatio.Mean(request.Output) * weight);
        if (request.Reasoning is { } reasoning)
            Tokens(model, Meter.Reasoning, tier, MeanRatio.Mean(reasoning) * weight);
        if (tier.UsdPerUnit(Meter.Requests) is { } fee)
            Add((model, "", Meters.Of(Meter.Requests).Name, tier.RecordId, 1e3), weight, weight * (double)fee);
        Beside(request.Way, terms, weight);
    }

    private void Add(string model, string part, BillLine line, double quantity)
    {
        var units = (double)PriceColumns.Of(line.Column!.Value).Units;
        Add((model, part, line.Component, line.Record, units), quantity, quantity * (double)line.Rate / units);
    }

    private void Add((string Model, string Part, string Component, string Record, double Units) key, double quantity, double usd)
    {
        var sum = sums.GetValueOrDefault(key);
        sums[key] = (sum.Quantity + quantity, sum.Usd + usd);
    }
}
