using System.Diagnostics;
using System.Globalization;
using CostSim.Capacity;
using CostSim.Capacity.Queues;
using CostSim.Files;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Benchmarks;

/// <summary>Requests a second of CPU time on one thread: a bare M/M/c (peers/queue.py is the same in SimPy), and every policy at once.</summary>
internal static class CapacityBenchmark
{
    private const int Runs = 7;
    private const int Requests = 2_000_000;

    public static int Run()
    {
        Console.WriteLine("what,requests,best_cpu_ms,median_cpu_ms,requests_per_cpu_second");
        var map = new SettingsMap(Yaml.ReadMap("queue", new StringReader("{ kind: M/M/c, lambda: 5, mean_service: 1.6, c: 10 }")), "", new Reading());
        var queue = QueueKinds.All.Build(map)!;
        Measure("M/M/c with its percentiles, 10 servers at load 0.8", () => _ = queue.Simulate(42, 39, Requests / 40).Count());
        var slots = Terms(RequestLimits.None with { Concurrency = 10 }, new DegradationPolicy { Name = "queue", OnRefusal = Refusal.Queue, MaxWaitSeconds = 1e9 }) with { Latency = new LatencyTerms(1.6, 0, 1, null) };
        var arrivals = Arrivals(5);
        Measure("requests on 10 slots with a line", () => _ = RequestSimulation.Run(arrivals, slots, 1));
        var all = Terms(
            RequestLimits.None with { RequestsPerMinute = 280, TokensPerMinute = 3_000_000, TokensPerDay = 4_000_000_000, InputTokensPerMinute = 2_800_000, OutputTokensPerMinute = 160_000, Concurrency = 40, MaxTokens = 600, CachedReadsCount = false },
            new DegradationPolicy { Name = "all", MaxAttempts = 5, Fallback = new FallbackTerms("other", RequestLimits.None with { RequestsPerMinute = 60 }, 5, null!), Switch = new SwitchTerms("other", 0.9) }) with
        {
            Latency = new LatencyTerms(0.6, 0.015, 0.3, 30),
            ErrorShare = 0.02,
            Outages = [.. Enumerable.Range(0, 40).Select(i => (i * 10_000.0, (i * 10_000.0) + 300))],
            SwitchedInput = 0.4,
        };
        Measure("every limit and policy at once", () => _ = RequestSimulation.Run(arrivals, all, 1));
        return 0;
    }

    private static SimulatedRequest[] Arrivals(double rate)
    {
        var random = new RandomStreams(3).For(0, 0);
        var at = 0.0;
        return [.. Enumerable.Range(0, Requests).Select(i => new SimulatedRequest(at += random.Exponential() / rate, 11_500, i % 2 * 8_000, (float)(450 * random.Exponential()), 1, i % 5 == 0))];
    }

    private static CapacityTerms Terms(RequestLimits limits, DegradationPolicy policy) =>
        new() { Limits = limits, Latency = new LatencyTerms(1, 0, 0, null), ErrorShare = 0, Policy = policy, Rates = [new TokenRates(2.5e-6, 1.25e-6, 1e-5)], FallbackRates = new TokenRates(3e-6, 3e-7, 1.5e-5) };

    private static void Measure(string what, Action run)
    {
        var times = new List<double>();
        for (var i = -1; i < Runs; i++)
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            run();
            process.Refresh();
            if (i >= 0)
                times.Add((process.TotalProcessorTime - before).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"\"{what}\",{Requests},{times[0]:0},{times[times.Count / 2]:0},{Requests / times[0] * 1_000:#,0}"));
    }
}
