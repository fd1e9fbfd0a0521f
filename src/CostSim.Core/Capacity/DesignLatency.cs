using CostSim.Billing;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>How long a request of a design takes where no limit makes it wait: seconds at the median and at the 95th percentile.</summary>
internal sealed record DesignLatency(double P50Seconds, double P95Seconds)
{
    // Two thousandths of a percentile's rank by chance, with the same random numbers in every design.
    private const int Draws = 16_384;
    private const int Purpose = 0x1A7;

    /// <summary>Null where the scenario does not say how long an answer takes.</summary>
    /// <param name="volumes">Requests on an average day, by workload: what its cache serves depends on them.</param>
    public static DesignLatency? Of(Scenario scenario, Design design, IReadOnlyList<WorkloadRequests> requests,
        IReadOnlyList<double> volumes)
    {
        var terms = scenario.Service.Latency;
        var total = volumes.Sum();
        if (!terms.IsTyped || total <= 0)
            return null;
        var seconds = new List<double>(Draws);
        for (var i = 0; i < requests.Count; i++)
        {
            var source = new RequestSource(design, requests[i], volumes[i]);
            var random = new RandomStreams(scenario.Seed).For(i, Purpose);
            var steps = (design.Context?.Retrieving ?? design.Context?.Finder?.Retrieving) is null ? 0 : terms.RetrievalSeconds;
            if (requests[i].Population is { } population && population.Requests.Any(r => r.Ways.Any(w => w.Reranking is not null)))
                steps += terms.RerankSeconds;
            for (var draw = (int)Math.Round(Draws * volumes[i] / total); draw > 0; draw--)
            {
                var request = source.Draw(random, 0);
                var spread = terms.Spread == 0 ? 1 : Elementary.Exp((terms.Spread * random.Normal()) - (0.5 * terms.Spread * terms.Spread));
                seconds.Add(steps + (spread * terms.Seconds(request.Calls, request.Input - request.Cached, request.Output)));
            }
        }

        seconds.Sort();
        return new DesignLatency(seconds[(int)Math.Ceiling(0.5 * seconds.Count) - 1], seconds[(int)Math.Ceiling(0.95 * seconds.Count) - 1]);
    }
}
