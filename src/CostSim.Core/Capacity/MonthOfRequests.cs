using CostSim.Billing;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>
/// The requests of a month in the order of time: arrivals of every workload, with tokens as one design sends them. A small month is all
/// there; of a large one stretches are, chosen by load, so that time and memory do not depend on its size (<see cref="MonthSample"/>).
/// </summary>
/// <param name="counts">The requests of each day, by workload.</param>
internal sealed class MonthOfRequests(Scenario scenario, Design design, IReadOnlyList<WorkloadRequests> requests,
    IReadOnlyList<double[]> counts)
{
    private const double Day = 86_400;

    // What may wait comes between one and six at night, when little else does.
    private const double NightFrom = 1, NightTo = 6;

    private readonly int days = counts[0].Length;

    /// <summary>Share of the requests that wait for the night.</summary>
    public double Overnight { get; init; }

    /// <summary>Whether something lasts from one hour to the next: daily limits, outages, a line of many minutes.</summary>
    public bool WholeDays { get; init; }

    /// <summary>How many simulated months the days are of; each request counts as its part of one.</summary>
    public int Months { get; init; } = 1;

    /// <summary>Days that are played whatever is chosen by load.</summary>
    public IReadOnlyList<int> Always { get; init; } = [];

    public SimulatedRequest[] All() =>
        counts.Sum(c => c.Sum()) <= (WholeDays ? MonthSample.PlayedWholeByDays : MonthSample.PlayedWhole) ? Whole() : Sampled();

    private SimulatedRequest[] Whole()
    {
        var all = new List<SimulatedRequest>();
        for (var w = 0; w < requests.Count; w++)
        {
            var arrivals = new ArrivalStream(scenario.Workloads[w].Traffic, scenario.Seed, 100 + w);
            var times = new List<double>();
            for (var day = 0; day < days; day++)
                arrivals.Day(day, (int)counts[w][day], day * Day, times);
            Draw(w, times, 1f / Months, all);
        }

        return Ordered(all);
    }

    private SimulatedRequest[] Sampled()
    {
        var streams = scenario.Workloads.Select((w, i) => new ArrivalStream(w.Traffic, scenario.Seed, 100 + i)).ToList();
        // Requests a second of each workload in each hour.
        var rates = streams.Select((s, w) => Enumerable.Range(0, days)
            .SelectMany(day => s.SharesOf(day).Select(share => counts[w][day] * share / 3_600)).ToArray()).ToList();
        var loads = Enumerable.Range(0, days * 24).Select(hour => rates.Sum(r => r[hour]) * 3_600).ToArray();
        var stretches = WholeDays || Overnight > 0 ? MonthSample.OfDays(loads, Always) : MonthSample.OfHours(loads);
        var all = new List<SimulatedRequest>();
        for (var w = 0; w < requests.Count; w++)
        {
            var source = Source(w);
            var tokens = new RandomStreams(scenario.Seed).For(3, 200 + w);
            foreach (var stretch in stretches)
                Play(w, stretch, rates[w], source, tokens, all);
        }

        return Ordered(all);
    }

    private void Play(int w, Stretch stretch, double[] rates, RequestSource source, RandomStream tokens, List<SimulatedRequest> all)
    {
        var times = new List<double>();
        for (var from = stretch.WarmFrom; from < stretch.Until - 1e-6; from =
            Math.Min(stretch.Until, (Math.Floor((from / 3_600) + 1e-9) + 1) * 3_600))
        {
            var hour = Math.Min(rates.Length - 1, (int)((from / 3_600) + 1e-9));
            var random = new RandomStreams(scenario.Seed).For((hour * 100) + w, 2_100);
            ArrivalStream.Stretch(random, from, Math.Min(stretch.Until, (hour + 1) * 3_600), rates[hour], times);
        }

        foreach (var at in times)
            all.Add(source.Draw(tokens, at) with { Class = (ushort)w, Weight = at < stretch.From ? 0 : (float)(stretch.Weight / Months) });
    }

    private void Draw(int w, List<double> times, float weight, List<SimulatedRequest> all)
    {
        var source = Source(w);
        // Tokens are numbered by request, so that two designs ask the same things.
        var random = new RandomStreams(scenario.Seed).For(3, 200 + w);
        foreach (var at in times)
            all.Add(source.Draw(random, at) with { Class = (ushort)w, Weight = weight });
    }

    private RequestSource Source(int w) => new(design, requests[w], counts[w].Average());

    private SimulatedRequest[] Ordered(List<SimulatedRequest> all)
    {
        if (Overnight > 0)
            Defer(all);
        var ordered = all.ToArray();
        if (requests.Count > 1 || Overnight > 0)
            Array.Sort(ordered, (a, b) => a.At.CompareTo(b.At));
        return ordered;
    }

    private void Defer(List<SimulatedRequest> all)
    {
        var random = new RandomStreams(scenario.Seed).For(4, 300);
        for (var i = 0; i < all.Count; i++)
        {
            if (random.Uniform() < Overnight)
                all[i] = all[i] with
                {
                    At = ((Math.Floor(all[i].At / Day) + 1) * Day)
                    + ((NightFrom + ((NightTo - NightFrom) * random.Uniform())) * 3_600),
                    Batch = true
                };
        }
    }
}
