using CostSim.Prompts;
using CostSim.Units;

namespace CostSim.Tests.Prompts;

/// <summary>The derived hit rate against a replay: arrivals drawn session by session, and a cache that remembers when it was used last.</summary>
public sealed class CacheReplayTests
{
    private const double DaysReplayed = 4_000;

    // Requests a day about one document, requests of a session, mean gap and time to live in minutes, CV of the gap.
    [Theory]
    [InlineData(60, 3, 2, 5, 1)]
    [InlineData(60, 3, 4.98, 5, 1)]
    [InlineData(60, 3, 5.02, 5, 1)]
    [InlineData(200, 5, 8, 5, 1)]
    [InlineData(200, 2, 30, 60, 1)]
    [InlineData(60, 3, 5, 5, 0.5)]
    [InlineData(60, 4, 5, 10, 2)]
    [InlineData(30, 1, 0, 60, 1)]
    public void The_hit_rate_is_that_of_a_replay_within_half_a_point(double perDay, double length, double gap, double life, double variation)
    {
        var sessions = new Sessions(length, new GapLaw(TimeSpan.FromMinutes(gap), variation));
        // A twentieth of the requests is about this document, so that its sessions come as a Poisson process.
        var derived = Cache(life).HitRate(perDay * 20, 0.05, Arrivals(double.PositiveInfinity, sessions));

        Assert.InRange(derived - Replayed(perDay, sessions, life, double.PositiveInfinity, refreshes: true), -0.005, 0.005);
    }

    [Fact]
    public void It_is_so_with_days_of_very_different_traffic()
    {
        var sessions = new Sessions(3, new GapLaw(TimeSpan.FromMinutes(4)));
        var derived = Cache(5).HitRate(120 * 20, 0.05, Arrivals(5, sessions));

        Assert.InRange(derived - Replayed(120, sessions, 5, size: 5, refreshes: true), -0.005, 0.005);
    }

    [Theory]
    [InlineData(60, 3, 10)]
    [InlineData(200, 5, 20)]
    [InlineData(60, 1, 0)]
    public void It_is_so_where_an_entry_ends_at_its_age(double perDay, double length, double gap)
    {
        var sessions = new Sessions(length, new GapLaw(TimeSpan.FromMinutes(gap)));
        var derived = (Cache(60) with { Refreshes = false }).HitRate(perDay * 20, 0.05, Arrivals(double.PositiveInfinity, sessions));

        Assert.InRange(derived - Replayed(perDay, sessions, 60, double.PositiveInfinity, refreshes: false), -0.005, 0.005);
    }

    private static PrefixCache Cache(double minutes) => new(new HashSet<PromptPart> { PromptPart.System }, TimeSpan.FromMinutes(minutes), false, 1_024.Tokens);

    private static Arrivals Arrivals(double size, Sessions sessions) => new([.. Enumerable.Repeat(1.0, 24)], size, sessions);

    private static double Replayed(double perDay, Sessions sessions, double life, double size, bool refreshes)
    {
        var random = new Random(20_261_130);
        var times = new List<double>();
        const double Day = 1_440;
        for (var day = 0; day < DaysReplayed; day++)
        {
            var rate = perDay / sessions.Requests / Day * (double.IsInfinity(size) ? 1 : Gamma(random, size) / size);
            for (var at = Exponential(random) / rate; at < Day; at += Exponential(random) / rate)
            {
                var request = (day * Day) + at;
                times.Add(request);
                // Another one follows with the probability 1 - 1 / mean: a geometric number of requests.
                while (random.NextDouble() < sessions.Later)
                {
                    request += Gap(random, sessions.Gap);
                    times.Add(request);
                }
            }
        }

        times.Sort();
        var (hits, kept) = (0, double.NegativeInfinity);
        foreach (var time in times)
        {
            var hit = time < kept;
            hits += hit ? 1 : 0;
            if (!hit || refreshes)
                kept = time + life;
        }

        return (double)hits / times.Count;
    }

    private static double Gap(Random random, GapLaw law)
    {
        var shape = 1 / (law.Variation * law.Variation);
        return law.Mean.TotalMinutes * Gamma(random, shape) / shape;
    }

    private static double Exponential(Random random) => -Math.Log(1 - random.NextDouble());

    // Marsaglia and Tsang 2000; below shape 1 by the power of a uniform number.
    private static double Gamma(Random random, double shape)
    {
        if (shape < 1)
            return Gamma(random, shape + 1) * Math.Pow(random.NextDouble(), 1 / shape);
        var d = shape - (1.0 / 3);
        while (true)
        {
            var normal = Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
            var v = Math.Pow(1 + (normal / Math.Sqrt(9 * d)), 3);
            if (v > 0 && Math.Log(1 - random.NextDouble()) < (0.5 * normal * normal) + d - (d * v) + (d * Math.Log(v)))
                return d * v;
        }
    }
}
