using CostSim.Billing;
using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>
/// Draws the tokens of one request of a workload as a design sends it: from its assembled requests, or from typed lengths.
/// </summary>
internal sealed class RequestSource
{
    private readonly Design design;
    private readonly TypedRequest? typed;
    private readonly IQuantity? answer;
    private readonly List<Kind> kinds = [];
    private readonly double[] ends = [];

    private sealed record Kind(double Weight, double Input, double Answers, double Notes, int Calls,
        IReadOnlyList<(double Cached, double Probability)> Cached);

    /// <param name="volume">Requests a day at which the cache is looked at.</param>
    public RequestSource(Design design, WorkloadRequests requests, double volume)
    {
        (this.design, typed) = (design, requests.Typed);
        if (requests is not { Population: { } population, Terms: { } terms })
            return;

        answer = design.Answer!.AtMedians;
        for (var question = 0; question < population.Requests.Count; question++)
        {
            var shares = population.Shares(question);
            for (var way = 0; way < shares.Count; way++)
            {
                if (shares[way] > 0)
                    kinds.Add(Of(population, question, population.Requests[question].Ways[way], population.Weights[question] * shares[way],
                        terms, volume, design.TypedCache));
            }
        }

        ends = new double[kinds.Count];
        for (var i = 0; i < ends.Length; i++)
            ends[i] = (i == 0 ? 0 : ends[i - 1]) + kinds[i].Weight;
    }

    public double MeanInput(int draws = 2_000)
    {
        var random = new RandomStreams(1).For(2, 9);
        return Enumerable.Range(0, draws).Average(_ => Draw(random, 0).Input);
    }

    public SimulatedRequest Draw(RandomStream random, double at)
    {
        if (typed is not null)
        {
            var (z1, z2) = (random.Normal(), random.Normal());
            var input = Math.Max(1, typed.Input.AtMedians.At(z1) + typed.FixedInput.Value);
            var score = (typed.Correlation * z1) + (Math.Sqrt(1 - (typed.Correlation * typed.Correlation)) * z2);
            var output = Math.Max(0, typed.Output.AtMedians.At(score)) + Math.Max(0, typed.Reasoning?.AtMedians.At(score) ?? 0);
            var cached = design.TypedCache is { } cache && random.Uniform() < cache.HitRate.Expected() ? input * cache.Share.Expected() : 0;
            return new SimulatedRequest(at, (float)input, (float)cached, (float)output, 1, false);
        }

        var place = Array.BinarySearch(ends, random.Uniform() * ends[^1]);
        var kind = kinds[Math.Min(kinds.Count - 1, place < 0 ? ~place : place)];
        var (draw, served) = (random.Uniform(), 0.0);
        foreach (var (cached, probability) in kind.Cached)
        {
            draw -= probability;
            if (draw >= 0)
                continue;
            served = cached;
            break;
        }

        return new SimulatedRequest(at, (float)kind.Input, (float)served,
            (float)((kind.Answers * Math.Max(0, answer!.At(random.Normal()))) + kind.Notes), kind.Calls, false);
    }

    private static Kind Of(Population population, int question, RequestWay way, double weight, BillingTerms terms,
        double volume, TypedCache? typedCache)
    {
        var cached = new List<(double, double)>();
        if (terms.Cache is { } cache)
        {
            var prefix = CachedPrefix.Of(way.Calls[0], cache);
            var level = terms.LogVolumes.Count == 0 ? 0 : Enumerable.Range(0, terms.LogVolumes.Count)
                .MinBy(i => Math.Abs(terms.LogVolumes[i] - Elementary.Log(Math.Max(1e-9, volume))));
            foreach (var state in CacheStates.Of(population, question, way, terms).Where(s => s.Hit is not CacheHit.None))
                cached.Add((state.Hit switch
                {
                    CacheHit.Common => prefix.Common.Value,
                    CacheHit.Whole => prefix.Whole.Value,
                    _ =>
                    way.Calls[0].Carried.Value
                }, state.ByVolume[Math.Min(level, state.ByVolume.Count - 1)]));
        }

        if (typedCache is { } stated)
            cached.Add((way.Input.Value * stated.Share.Expected(), stated.HitRate.Expected()));

        var reasoning = terms.ReasoningTokens.Select((tokens, i) => terms.Nodes[i].Weight * tokens).Sum();
        return new Kind(weight, way.Input.Value, way.Calls.Sum(c => c.Answers), way.Calls.Sum(c => c.Notes.Value + reasoning),
            way.Calls.Count, cached);
    }
}
