using System.Globalization;
using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>
/// The smallest quota, tier, units or fleet that reaches a service level, by halving over the same requests and random numbers.
/// </summary>
internal sealed class CapacitySearch(SimulatedRequest[] requests, IReadOnlyList<ServiceTarget> target, ulong seed)
{
    private const double Precision = 1.01;

    public IEnumerable<CapacityNeed> Needs(CapacityTerms terms, IReadOnlyList<RequestLimits> tiers)
    {
        // What a batch needs is a queue: nothing is refused by the minute.
        if (terms.Limits.Batch is { } batch)
        {
            var unbounded = terms with { Limits = terms.Limits with { Batch = batch with { QueueTokens = null } } };
            if (Meets(Run(unbounded)))
                yield return Smallest("batch_queue_tokens", Math.Max(1, Run(unbounded).PeakQueuedTokens ?? 1), q =>
                    terms with { Limits = terms.Limits with { Batch = batch with { QueueTokens = q } } });
            else
                yield return new CapacityNeed("any quota", 0, null, Words(Run(unbounded)));
            yield break;
        }

        var free = terms with { Limits = RequestLimits.None with { Provisioned = null } };
        var best = Run(free);
        if (!Meets(best))
        {
            // Without any limit it is as good as it gets: what is missing then is not a quota.
            yield return new CapacityNeed("any quota", 0, null, Words(best));
            yield break;
        }

        var (tokens, calls) = (Math.Max(1, best.PeakTokensPerMinute), Math.Max(1, best.PeakRequestsPerMinute));
        // Units and own GPUs are sized themselves; a quota in addition to them matters where the scenario states one.
        var owned = terms.Limits.Provisioned is not null || terms.Limits.Gpus is not null;
        if (!owned || terms.Limits.TokensPerMinute is not null)
            yield return Smallest("tpm", tokens, q =>
                free with
                {
                    Limits = RequestLimits.None with
                    {
                        TokensPerMinute = q,
                        CachedReadsCount = terms.Limits.CachedReadsCount,
                        MaxTokens = terms.Limits.MaxTokens
                    }
                });
        if (!owned || terms.Limits.RequestsPerMinute is not null)
            yield return Smallest("rpm", calls, q => free with { Limits = RequestLimits.None with { RequestsPerMinute = q } });
        if (terms.Limits.Provisioned is { } unit)
        {
            yield return Whole("ptu", unit.Step, unit.Least,
                1 + (int)(tokens * Math.Max(1, unit.OutputRatio) / unit.TokensPerMinuteEach), n =>
                terms with { Limits = terms.Limits with { Provisioned = unit with { Units = n } } });
        }

        if (terms.Limits.Gpus is { } fleet)
            yield return Whole("gpus", 1, 1, Math.Max(4, requests.Length), n =>
                terms with { Limits = terms.Limits with { Gpus = fleet with { Count = n } } });
        if (tiers.Count > 0)
        {
            var fitting = tiers.FirstOrDefault(t => Meets(Run(terms with { Limits = t })));
            yield return new CapacityNeed("tier", 0, null, fitting?.Tier ?? $"none of {string.Join(", ", tiers.Select(t => t.Tier))}");
        }
    }

    // The peak minute's amount always suffices, or twice it; from there down until the target just holds.
    private CapacityNeed Smallest(string quantity, double start, Func<double, CapacityTerms> with)
    {
        var high = start;
        for (var i = 0; i < 8 && !Meets(Run(with(high))); i++)
            high *= 2;
        var low = high / 2;
        while (low > 1 && Meets(Run(with(low))))
            (low, high) = (low / 2, low);
        while (high / low > Precision)
        {
            var middle = Math.Sqrt(low * high);
            if (Meets(Run(with(middle))))
                high = middle;
            else
                low = middle;
        }

        return new CapacityNeed(quantity, 0, Math.Ceiling(high), "");
    }

    private CapacityNeed Whole(string quantity, int step, int least, int most, Func<int, CapacityTerms> with)
    {
        var (low, high) = (0, 1);
        int At(int n) => Math.Max(least, n * step);
        while (!Meets(Run(with(At(high)))))
        {
            if (At(high) > most)
                return new CapacityNeed(quantity, 0, null, Words(Run(with(At(high)))));
            (low, high) = (high, high * 2);
        }

        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            if (Meets(Run(with(At(middle)))))
                high = middle;
            else
                low = middle;
        }

        return new CapacityNeed(quantity, 0, At(high), "");
    }

    private bool Meets(CapacityOutcome outcome) => CapacityPlan.Holds(target, outcome);

    private string Words(CapacityOutcome outcome) => string.Join(", ", target.Select(t => t.Figure.StartsWith('p')
        ? string.Create(CultureInfo.InvariantCulture, $"{t.Figure} {outcome.Figure(t.Figure):0.00} s")
        : string.Create(CultureInfo.InvariantCulture, $"{t.Figure} {outcome.Figure(t.Figure) * 100:0.###} %")));

    private CapacityOutcome Run(CapacityTerms terms) => RequestSimulation.Run(requests, terms, seed);
}
