using System.Globalization;
using CostSim.Billing;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Settings;

namespace CostSim.Capacity;

/// <summary>All requests of a month in the order of time: arrivals of every workload, with tokens as one design sends them.</summary>
internal static class MonthOfRequests
{
    private const double Day = 86_400;

    // What may wait comes between one and six at night, when little else does.
    private const double NightFrom = 1, NightTo = 6;

    // 4 GB of requests, and a minute for each policy.
    private const double Most = 50_000_000;

    /// <summary>Throws <see cref="InputException"/> where they are too many to be played one by one.</summary>
    /// <param name="days">The mean of each day, by workload.</param>
    public static SimulatedRequest[] Of(Scenario scenario, Design design, IReadOnlyList<WorkloadRequests> requests, IReadOnlyList<double[]> days, double overnight = 0)
    {
        if (days.Sum(d => d.Sum()) is var many and > Most)
            throw new InputException(Location.Of("limits"), string.Create(CultureInfo.InvariantCulture, $"a month of {many:#,0} requests is too long to be played request by request, of which {Most:#,0} are the most; state a part of the traffic with the same part of the limits, such as a hundredth of both"));
        var all = new List<SimulatedRequest>();
        for (var w = 0; w < requests.Count; w++)
        {
            var arrivals = new ArrivalStream(scenario.Workloads[w].Traffic, scenario.Seed, 100 + w);
            var times = new List<double>();
            for (var day = 0; day < days[w].Length; day++)
                arrivals.Day(day, days[w][day], day * Day, times);
            var source = new RequestSource(design, requests[w], days[w].Average());
            // Tokens are numbered by request, so that two designs ask the same things.
            var random = new RandomStreams(scenario.Seed).For(3, 200 + w);
            foreach (var at in times)
                all.Add(source.Draw(random, at) with { Class = (ushort)w });
        }

        if (overnight > 0)
            Defer(all, overnight, scenario.Seed);
        if (requests.Count > 1 || overnight > 0)
            all.Sort((a, b) => a.At.CompareTo(b.At));
        return [.. all];
    }

    private static void Defer(List<SimulatedRequest> all, double share, ulong seed)
    {
        var random = new RandomStreams(seed).For(4, 300);
        for (var i = 0; i < all.Count; i++)
        {
            if (random.Uniform() < share)
                all[i] = all[i] with { At = ((Math.Floor(all[i].At / Day) + 1) * Day) + ((NightFrom + ((NightTo - NightFrom) * random.Uniform())) * 3_600), Batch = true };
        }
    }
}
