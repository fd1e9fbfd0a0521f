using CostSim.Billing;
using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Threading;

namespace CostSim.Capacity;

/// <summary>
/// The busiest minute of each month over simulated horizons. Only the busiest hours of a month's largest days are looked at: a day's
/// requests are shared out to noisy hours as arrivals are, and a minute's count has the mean and variance of such arrivals.
/// </summary>
internal sealed class PeakMinutes(Scenario scenario, Design design, IReadOnlyList<WorkloadRequests> requests,
    RequestLimits limits, VolumeForecast volumes)
{
    /// <summary>Simulated horizons; each month's percentiles are over them.</summary>
    public const int Horizons = 96;

    // A month's peak lies in one of its largest days, and in an hour that is nearly its busiest.
    private const int Largest = 3;
    private const double NearlyBusiest = 0.7;

    // Fewer requests than this are drawn one by one, more by the mean and spread of many.
    private const int OneByOne = 24;
    private const int Pool = 2_000;

    /// <summary>The peaks of each month at some percentiles.</summary>
    public IReadOnlyList<PeakMinute> Of(IReadOnlyList<double> percentiles, int threads)
    {
        var pools = requests.Select((r, w) => PoolOf(w)).ToList();
        var horizons = InParallel.Of([.. Enumerable.Range(0, Horizons)], threads, h => Horizon(h, pools));
        return [.. Enumerable.Range(0, scenario.Calendar.Months.Count).SelectMany(m => percentiles.Select(p =>
            new PeakMinute(m, p, At(horizons.Select(h => h[m].Calls), p), At(horizons.Select(h => h[m].Tokens), p))))];
    }

    private static double At(IEnumerable<double> values, double share) => values.Order().ElementAt((int)Math.Ceiling(share * Horizons) - 1);

    private (double Calls, double Tokens)[] Horizon(int trial, List<RequestPool> pools)
    {
        var horizon = volumes.Horizon(trial);
        return [.. scenario.Calendar.Months.Select((month, m) =>
            Month(trial, m, [.. horizon.Select(days => days[month.FirstDay..month.EndDay])], pools))];
    }

    private (double Calls, double Tokens) Month(int trial, int month, IReadOnlyList<double[]> counts,
        List<RequestPool> pools)
    {
        var seed = new RandomStreams(scenario.Seed);
        var random = seed.For(((long)trial * 10_000) + month, 2_200);
        var days = Enumerable.Range(0, counts[0].Length).OrderByDescending(day => counts.Sum(c => c[day]))
            .ThenBy(day => day).Take(Largest).ToList();
        // Hours of other trials meet other noise.
        var streams = scenario.Workloads.Select((w, i) =>
            new ArrivalStream(w.Traffic, unchecked(scenario.Seed + ((ulong)trial * 7_919)), 100 + i)).ToList();
        var hours = days.SelectMany(day => Hours(streams, counts, (month * 31) + day, day)).ToList();
        var busiest = hours.Max(h => h.Sum());
        var (calls, tokens) = (0.0, 0.0);
        foreach (var hour in hours.Where(h => h.Sum() >= NearlyBusiest * busiest && busiest > 0))
        {
            for (var minute = 0; minute < 60; minute++)
            {
                var (c, t) = (0.0, 0.0);
                for (var w = 0; w < hour.Length; w++)
                    Add(random, hour[w], pools[w], ref c, ref t);
                (calls, tokens) = (Math.Max(calls, c), Math.Max(tokens, t));
            }
        }

        return (calls, tokens);
    }

    // Requests a minute of each workload in each hour of a day.
    private static IEnumerable<double[]> Hours(List<ArrivalStream> streams, IReadOnlyList<double[]> counts, int stream, int day)
    {
        var shares = streams.Select(s => s.SharesOf(stream)).ToList();
        return Enumerable.Range(0, 24).Select(hour => (double[])[.. shares.Select((s, w) => counts[w][day] * s[hour] / 60)]);
    }

    private static void Add(RandomStream random, double mean, RequestPool pool, ref double calls, ref double tokens)
    {
        if (mean <= 0)
            return;
        // Variance over mean as arrivals have it: m + m²/k = d m for k = m/(d - 1).
        var count = random.NegativeBinomial(mean, mean / (ArrivalStream.Dispersion - 1));
        if (count <= OneByOne)
        {
            for (var i = 0; i < count; i++)
            {
                var (c, t) = pool.Requests[(int)(random.Uniform() * pool.Requests.Length)];
                (calls, tokens) = (calls + c, tokens + t);
            }

            return;
        }

        calls += count * pool.MeanCalls;
        tokens += Math.Max(0, (count * pool.MeanTokens) + (Math.Sqrt(count * pool.SquaredTokens / pool.Requests.Length) * random.Normal()));
    }

    private RequestPool PoolOf(int workload)
    {
        var source = new RequestSource(design, requests[workload],
            volumes.Requests(volumes.Busiest, 0.5) / scenario.Calendar.Months[volumes.Busiest].Days);
        var random = new RandomStreams(scenario.Seed).For(5, 2_300 + workload);
        return new RequestPool([.. Enumerable.Range(0, Pool).Select(_ => source.Draw(random, 0))
            .Select(r => ((double)r.Calls, LimitCounts.Tokens(limits, r)))]);
    }

    /// <summary>A workload's drawn requests with their moments, which every minute needs.</summary>
    private sealed class RequestPool((double Calls, double Tokens)[] requests)
    {
        public (double Calls, double Tokens)[] Requests { get; } = requests;

        public double MeanCalls { get; } = requests.Average(r => r.Calls);

        public double MeanTokens { get; } = requests.Average(r => r.Tokens);

        /// <summary>The sum of squared distances from the mean.</summary>
        public double SquaredTokens { get; } = SquaresOf(requests);

        private static double SquaresOf((double Calls, double Tokens)[] requests)
        {
            var mean = requests.Average(r => r.Tokens);
            return requests.Sum(r => (r.Tokens - mean) * (r.Tokens - mean));
        }
    }
}
