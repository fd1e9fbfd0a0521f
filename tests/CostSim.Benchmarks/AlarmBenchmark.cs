using System.Globalization;
using CostSim.Actuals;
using CostSim.Forecasts;
using CostSim.Tests.Actuals;

namespace CostSim.Benchmarks;

/// <summary>How often `track` raises an alarm over logs of sixty quiet days, and how soon it finds changes of known day, size and driver.</summary>
internal static class AlarmBenchmark
{
    private static readonly (string Name, string Driver, int Allowed, Func<int, Shape> Of)[] Changes =
    [
        ("prompt tripled", VarianceBridge.InputTokens, 1, t => new Shape(Input: t >= 0 ? 3 : 1)),
        ("cache lost", VarianceBridge.Cache, 2, t => new Shape(Cached: t >= 0 ? 0 : 0.5)),
        ("price +20 %", VarianceBridge.Price, 2, t => new Shape(Price: t >= 0 ? 1.2 : 1)),
        ("price -20 %", VarianceBridge.Price, 2, t => new Shape(Price: t >= 0 ? 0.8 : 1)),
        ("volume doubled", VarianceBridge.Volume, 6, t => new Shape(Volume: t >= 0 ? 2 : 1)),
        ("input +10 % over 40 days", VarianceBridge.InputTokens, 25, t => new Shape(Input: 1 + (0.1 * Math.Clamp((t + 1) / 40.0, 0, 1)))),
    ];

    public static int Run(int seeds)
    {
        var forecast = Simulation.RunYaml(AlarmLogs.Scenario);
        Console.WriteLine($"Quiet logs of 60 days, {seeds} seeds: noise of tokens per request AR(1) 0.3, of volume 10 %, weekends 0.5 and 0.15.\n");
        Console.WriteLine("| noise of a day's tokens | logs with an alert |");
        Console.WriteLine("|---|---|");
        foreach (var (noise, shared) in Noises([0.02, 0.04, 0.08, 0.16]))
        {
            var alarmed = Enumerable.Range(0, seeds).Count(seed => Track(forecast, seed, noise, _ => new Shape(), shared).Alerts.Count > 0);
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {noise:0 %}, {Of(shared)} | {alarmed} of {seeds} ({alarmed / (double)seeds:0.0 %}) |"));
        }

        Console.WriteLine("\nChanges on day 30; days until the alert with the right driver, the day itself counting as 1. `within` is the share of logs found in time.\n");
        Console.WriteLine("| change | noise | within | P50 | P90 | missed | wrong driver |");
        Console.WriteLine("|---|---|---|---|---|---|---|");
        foreach (var (name, driver, allowed, of) in Changes)
        {
            foreach (var (noise, shared) in Noises([0.02, 0.08]))
            {
                var found = Enumerable.Range(0, seeds).Select(seed => Track(forecast, 1_000 + seed, noise, of, shared).Drifts).Select(drifts => (
                    Delay: drifts.Where(d => d.Driver == driver && d.Noticed >= Changed).Select(d => (int?)(d.Noticed.DayNumber - Changed.DayNumber + 1)).FirstOrDefault(),
                    Wrong: drifts.Any(d => d.Driver != driver && d.Noticed >= Changed))).ToList();
                var delays = found.Where(f => f.Delay is not null).Select(f => f.Delay!.Value).Order().ToList();
                string At(double p) => delays.Count == 0 ? "-" : delays[Math.Min(delays.Count - 1, (int)(p * delays.Count))].ToString(CultureInfo.InvariantCulture);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} ({allowed} days) | {noise:0 %}, {Of(shared)} | {delays.Count(d => d <= allowed + 1) / (double)seeds:0 %} | {At(0.5)} | {At(0.9)} | {seeds - delays.Count} | {found.Count(f => f.Wrong)} |"));
            }
        }

        return 0;
    }

    private static IEnumerable<(double Noise, bool IsShared)> Noises(double[] sizes) => sizes.SelectMany(n => new[] { (n, true), (n, false) });

    private static string Of(bool isShared) => isShared ? "both sides alike" : "each side its own";

    private static DateOnly Changed => AlarmLogs.Start.AddDays(AlarmLogs.ChangeAfter);

    private static Track Track(Forecast forecast, int seed, double noise, Func<int, Shape> shape, bool isShared) => AlarmLogs.Track(forecast, (ulong)seed, noise, shape(0) == shape(-1) && shape(39) == shape(-1) ? 60 : AlarmLogs.ChangeAfter + 60, shape, isShared: isShared);
}
