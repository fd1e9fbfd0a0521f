using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>
/// What a design's cache serves at a volume: the share of requests that find some of their prefix, and of input tokens read from it.
/// </summary>
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
                    var tokens = way.Calls.Select((call, i) => CachedPrefix.Of(call, cache).Read(call, state.Hit, i == 0, cache).Value)
                        .ToList();
                    hits += tokens[0] > 0 ? weight : 0;
                    read += weight * tokens.Sum();
                }
            }
        }

        return new CacheAtVolume(requestsPerDay, hits / population.Weights.Sum(), input > 0 ? read / input : 0);
    }
}

/// <summary>
/// A cache's service at both ends of the horizon and over all of it, at the medians of what is not known: it follows from the volume.
/// </summary>
/// <param name="Overall">The mean over the requests of the horizon, at their mean requests a day.</param>
internal sealed record CacheOutlook(string Workload, CacheAtVolume AtStart, CacheAtVolume AtEnd, CacheAtVolume Overall)
{
    private const int DaysOfWeek = 7;

    // Between levels as near as these a share is off a straight line by less than 0.002.
    private const double LevelStep = 0.25;

    public static CacheOutlook Of(Calendar calendar, WorkloadRequests requests)
    {
        // Every input at its median: what a cache serves bends little with the volume, so that this is near its mean.
        var traffic = requests.Workload.Traffic;
        var means = new double[calendar.Days];
        new DayMeans(traffic, calendar).At(new double[traffic.Inputs.Append(-1).Max() + 1], means);
        var week = Math.Min(DaysOfWeek, means.Length);
        return new CacheOutlook(
            requests.Workload.Name, CacheAtVolume.Of(requests, means[..week].Average()),
            CacheAtVolume.Of(requests, means[^week..].Average()), Mean(requests, means));
    }

    // Days weigh by their requests; the shares of a day lie on a line between the levels around its volume.
    private static CacheAtVolume Mean(WorkloadRequests requests, double[] days)
    {
        var logs = days.Where(d => d > 0).Select(Elementary.Log).ToList();
        if (logs.Count == 0)
            return new CacheAtVolume(0, 0, 0);
        var (low, high) = (logs.Min(), logs.Max());
        var steps = Math.Max(1, (int)Math.Ceiling((high - low) / LevelStep));
        var levels = Enumerable.Range(0, steps + 1)
            .Select(i => CacheAtVolume.Of(requests, Elementary.Exp(low + ((high - low) * i / steps)))).ToList();
        double hits = 0, read = 0, all = 0;
        foreach (var log in logs)
        {
            var at = high > low ? (log - low) / (high - low) * steps : 0;
            var before = Math.Min(steps - 1, (int)at);
            var volume = Elementary.Exp(log);
            double Between(Func<CacheAtVolume, double> share) =>
                share(levels[before]) + ((at - before) * (share(levels[before + 1]) - share(levels[before])));
            hits += volume * Between(l => l.HitRate);
            read += volume * Between(l => l.ReadShare);
            all += volume;
        }

        return new CacheAtVolume(all / days.Length, hits / all, read / all);
    }
}
