using CostSim.Capacity;
using CostSim.Capacity.Replays;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Tests.Capacity;

/// <summary>The fast simulation, held against theory and against the exact replays.</summary>
public sealed class RequestSimulationTests
{
    private static readonly LatencyTerms Steady = new(0.5, 0, 0, null);

    private static readonly DegradationPolicy Shed = new() { Name = "shed", OnRefusal = Refusal.Shed };

    [Fact]
    public void A_bucket_refuses_exactly_those_that_the_replay_refuses()
    {
        var random = new RandomStreams(5).For(0, 0);
        var (at, arrivals) = (0L, new List<Arrival>());
        for (var i = 1; i <= 400; i++)
            arrivals.Add(new Arrival(i, at += (long)(500 * random.Exponential()), 100, 10, 10, 0, Arrival.Realtime));

        // 60 a minute, a burst of a minute's worth, one call each.
        var exact = new BucketReject(60, 60, _ => Fraction.One).Replay(arrivals).Count(r => r[0] == "429");
        var fast = RequestSimulation.Run([.. arrivals.Select(a => new SimulatedRequest(TimeOf(a), 100, 0, 10, 1, false))], Terms(RequestLimits.None with { RequestsPerMinute = 60 }, Shed), 1);

        Assert.True(exact > 0);
        Assert.Equal(exact, fast.Throttled);
        Assert.Equal(exact, fast.Dropped);
    }

    [Fact]
    public void Calls_at_a_time_without_a_line_are_Erlang_B()
    {
        // 10 a second of 2.5 s on 30 slots: 5.26 % are refused (case Q04); 200,000 requests leave 0.1 points of error.
        var outcome = RequestSimulation.Run(Poisson(10, 200_000), Terms(RequestLimits.None with { Concurrency = 30 }, Shed) with { Latency = new LatencyTerms(2.5, 0, 0, null) }, 1);

        Assert.InRange(outcome.Share(outcome.Dropped), 0.0505, 0.0547);
    }

    [Fact]
    public void A_line_before_slots_waits_as_theory_says()
    {
        // M/D/1: 0.7 a second of 1 s on one slot wait 1.1667 s in the mean (case Q05), so that a request takes 2.1667 s.
        var outcome = RequestSimulation.Run(Poisson(0.7, 200_000), Terms(RequestLimits.None with { Concurrency = 1 }, new DegradationPolicy { Name = "queue", OnRefusal = Refusal.Queue, MaxWaitSeconds = 1e6 }) with { Latency = new LatencyTerms(1, 0, 0, null) }, 1);

        Assert.Equal(200_000, outcome.Served);
        Assert.InRange(outcome.Latencies.Average(), 2.08, 2.25);
    }

    [Fact]
    public void Own_graphics_processors_share_their_speed_as_theory_says()
    {
        // M/G/1-PS: work of 1.25 s at 0.6 a second takes 5 s in the mean (case Q11): 125 tokens at 100 a second, one at full speed.
        var random = new RandomStreams(9).For(0, 0);
        var requests = Poisson(0.6, 200_000).Select(r => r with { Output = (float)(125 * random.Exponential()) }).ToArray();
        var outcome = RequestSimulation.Run(requests, Terms(RequestLimits.None with { Gpus = new GpuFleet(1, 100, 1, 0) }, Shed) with { Latency = new LatencyTerms(0, 0, 0, null) }, 1);

        Assert.InRange(outcome.Latencies.Average(), 4.75, 5.25);
    }

    [Fact]
    public void Nobody_is_lost_or_counted_twice_under_every_policy_at_once()
    {
        var policy = new DegradationPolicy { Name = "all", OnRefusal = Refusal.Queue, MaxWaitSeconds = 20, Fallback = new FallbackTerms("other", RequestLimits.None with { RequestsPerMinute = 60 }, 5, null!) };
        var requests = Poisson(5, 20_000).Select((r, i) => r with { Batch = i % 4 == 0 }).ToArray();
        var outcome = RequestSimulation.Run(requests, Terms(RequestLimits.None with { TokensPerMinute = 20_000, Concurrency = 4 }, policy) with { ErrorShare = 0.05, Outages = [(600, 900)] }, 3);

        Assert.Equal(20_000, outcome.Served + outcome.Dropped);
        Assert.True(outcome is { FellBack: > 0, Dropped: > 0, Errors: > 0, Queued: > 0 });
    }

    [Fact]
    public void A_fallback_carries_an_outage_that_retries_do_not_outlast()
    {
        // Ten minutes of nothing; five attempts give up after at most 31 s.
        var outage = Terms(RequestLimits.None, new DegradationPolicy { Name = "retry" }) with { Outages = [(600, 1_200)] };
        var without = RequestSimulation.Run(Poisson(1, 3_000), outage, 1);
        var with = RequestSimulation.Run(Poisson(1, 3_000), outage with { Policy = new DegradationPolicy { Name = "fallback", Fallback = new FallbackTerms("other", RequestLimits.None, 30, null!) } }, 1);

        Assert.InRange(without.Dropped, 450, 650);
        Assert.Equal(0, with.Dropped);
        Assert.InRange(with.FellBack, 500, 700);
    }

    [Fact]
    public void The_same_luck_meets_every_limit_so_that_more_quota_never_refuses_more()
    {
        var requests = Poisson(2, 20_000);
        var shares = new[] { 8_000d, 10_000, 12_000, 16_000, 24_000 }.Select(q => RequestSimulation.Run(requests, Terms(RequestLimits.None with { TokensPerMinute = q }, Shed), 1)).Select(o => o.Throttled).ToList();

        Assert.Equal(shares.OrderDescending(), shares);
        Assert.Equal(0, shares[^1]);
    }

    private static double TimeOf(Arrival arrival) => double.Parse(arrival.At.ToString(), System.Globalization.CultureInfo.InvariantCulture) / 1_000;

    private static SimulatedRequest[] Poisson(double rate, int count)
    {
        var random = new RandomStreams(11).For(0, 0);
        var at = 0.0;
        return [.. Enumerable.Range(0, count).Select(_ => new SimulatedRequest(at += random.Exponential() / rate, 100, 0, 10, 1, false))];
    }

    private static CapacityTerms Terms(RequestLimits limits, DegradationPolicy policy) =>
        new() { Limits = limits, Latency = Steady, ErrorShare = 0, Policy = policy, Rates = [new TokenRates(1e-6, 1e-7, 1e-5)], FallbackRates = new TokenRates(2e-6, 2e-7, 2e-5) };
}
