using CostSim.Randomness;
using CostSim.Volumes;

namespace CostSim.Billing;

/// <summary>What a design's cache serves at a volume: the share of requests that find some of their prefix, and of input tokens read from it.</summary>
internal sealed record CacheAtVolume(double RequestsPerDay, double HitRate, double ReadShare)
{
    /// <summary>Mean over the questions of a workload and their ways.</summary>
    public static CacheAtVolume Of(WorkloadRequests requests, double requestsPerDay)
    {
        if (requests is not { Population: { } population, Terms: { Cache: { } cache } terms } || requestsPerDay <= 0)
            return new CacheAtVolume(requestsPerDay, 0, 0);
        var here = terms with { LogVolumes = [Elementary.Log(requestsPerDay)] };
        double hits = 0, read = 0, input = 0;
        for (var question = 0; question < population.Requests.Count; question++)
        {
            var shares = population.Shares(question);
            for (var w = 0; w < shares.Count; w++)
            {
                var way = population.Requests[question].Ways[w];
                input += population.Weights[question] * shares[w] * way.Input.Value;
                foreach (var state in CacheStates.Of(population, question, way, here))
                {
                    var weight = population.Weights[question] * shares[w] * state.ByVolume[0];
                    var tokens = way.Calls.Select((call, i) => CachedPrefix.Of(call, cache).Read(call, state.Hit, i == 0, cache).Value).ToList();
                    hits += tokens[0] > 0 ? weight : 0;
                    read += weight * tokens.Sum();
                }
            }
        }

        return new CacheAtVolume(requestsPerDay, hits / population.Weights.Sum(), input > 0 ? read / input : 0);
    }
}

/// <summary>A cache's service at both ends of the horizon, at the medians of what is not known: it follows from the volume.</summary>
internal sealed record CacheOutlook(string Workload, CacheAtVolume AtStart, CacheAtVolume AtEnd)
{
    private const int DaysOfWeek = 7;

    /// <summary>The first and the last week of the horizon.</summary>
    public static CacheOutlook Of(Calendar calendar, WorkloadRequests requests)
    {
        // Every input at its median: what a cache serves bends little with the volume, so that this is near its mean.
        var traffic = requests.Workload.Traffic;
        var means = new double[calendar.Days];
        new DayMeans(traffic, calendar).At(new double[traffic.Inputs.Append(-1).Max() + 1], means);
        var week = Math.Min(DaysOfWeek, means.Length);
        return new CacheOutlook(requests.Workload.Name, CacheAtVolume.Of(requests, means[..week].Average()), CacheAtVolume.Of(requests, means[^week..].Average()));
    }
}
