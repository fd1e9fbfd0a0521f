using System.Diagnostics;
using System.Globalization;
using CostSim.Engine;
using CostSim.Tests.Engine;

namespace CostSim.Benchmarks;

/// <summary>CPU time of the canonical spend problems on one thread: best and median of several runs, once everything is compiled.</summary>
internal static class SpendBenchmark
{
    public static int Run(string[] args)
    {
        var runs = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 15;
        var only = args.Length > 1 ? args[1] : "";
        var (b, c) = (Problems.B(), Problems.C());
        var plain = new SpendOptions { Threads = 1, CurvePoints = 0, Decisions = false, Components = false, Classes = false, Seed = 7 };
        Console.WriteLine("problem,what,trials,best_cpu_ms,median_cpu_ms,wall_ms");
        Measure("b", "quadrature, 12 months and year", b, plain with { Trials = 10_000 }, runs, only);
        Measure("b", "everything: components, drivers, classes, curves", b, new SpendOptions { Threads = 1, Trials = 10_000 }, runs, only);
        Measure("b", "10,000 trials on Sobol points", b, plain with { Trials = 10_000, PreferPoints = true }, runs, only);
        Measure("b", "days and requests simulated", b, plain with { Trials = 10_000, Method = SpendMethod.Simulation }, 3, only);
        Measure("c", "12 months and year", c, plain with { Trials = 100_000 }, runs, only);
        Measure("c", "everything: components, drivers, classes, curves", c, new SpendOptions { Threads = 1, Trials = 100_000 }, Math.Min(runs, 5), only);
        if ("b numpy".Contains(only, StringComparison.OrdinalIgnoreCase))
            NumpyPeer.Run(Math.Min(runs, 5));
        return 0;
    }

    // Longer than the runtime takes until it has compiled the hot loops for the last time.
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(2);

    private static void Measure(string problem, string what, SpendModel model, SpendOptions options, int runs, string only)
    {
        if (!(problem + what).Contains(only, StringComparison.OrdinalIgnoreCase))
            return;
        var times = new List<double>();
        var wall = double.PositiveInfinity;
        var trials = 0;
        var begun = Stopwatch.StartNew();
        while (times.Count < runs)
        {
            using var process = Process.GetCurrentProcess();
            var before = process.TotalProcessorTime;
            var clock = Stopwatch.StartNew();
            trials = Spend.Simulate(model, options).Trials;
            wall = Math.Min(wall, clock.Elapsed.TotalMilliseconds);
            process.Refresh();
            if (begun.Elapsed > WarmUp)
                times.Add((process.TotalProcessorTime - before).TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{problem},\"{what}\",{trials},{times[0]:0.0},{times[times.Count / 2]:0.0},{wall:0.0}"));
    }
}
