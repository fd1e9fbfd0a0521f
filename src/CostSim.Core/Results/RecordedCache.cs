using CostSim.Billing;
using CostSim.Forecasts;

namespace CostSim.Results;

/// <summary>Records what a design's prompt cache hit rate follows from.</summary>
internal static class RecordedCache
{
    /// <summary>Null where no cache is derived, or where its entries end at their age.</summary>
    public static ForecastCache? Of(WorkloadRequests requests, DesignResult design, double requestsPerDay)
    {
        if (requests is not { Population: { } population, Terms: { Cache: { Refreshes: true } cache } terms } || requestsPerDay <= 0)
            return null;
        // A conversation's turns hit by their own gap.
        if (population.Requests.Any(r => r.Ways.Any(w => w.Turn is not null)))
            return null;
        var total = population.Weights.Sum();
        var share = population.Weights.Select((w, q) =>
            w * (CachedPrefix.Of(population.Requests[q].Ways[0].Calls[0], cache).Varies
                ? population.PrefixShare(q) / terms.Arrivals.DocumentsPerFile
                : 1)).Sum() / total;
        var sessions = terms.Arrivals.Sessions;
        var even = terms.Arrivals with { Hours = [.. Enumerable.Repeat(1.0, 24)] };
        return new ForecastCache(
            requestsPerDay, share, double.IsInfinity(terms.Arrivals.DaySize) ? 0 : terms.Arrivals.DaySize, sessions.Requests,
            sessions.Gap.Mean.TotalSeconds,
            sessions.Gap.Within(cache.TimeToLive), sessions.Kept(cache.TimeToLive).TotalSeconds, cache.TimeToLive.TotalSeconds,
            1 - cache.FirstHitRate(requestsPerDay, share, even, sessions), cache.HitRate(requestsPerDay, share, even),
            design.CacheHitRate ?? 0, design.CacheReadShare ?? 0);
    }
}
