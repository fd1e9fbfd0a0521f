using System.Globalization;
using CostSim.Tests.Fitting;

namespace CostSim.Benchmarks;

/// <summary>How often intervals fitted to five days of production clients hold the two days after, as a table.</summary>
internal static class CoverageBenchmark
{
    private static readonly (string Name, double From, double To)[] Sizes =
        [("200 to 3,000", 200, 3e3), ("3,000 to 30,000", 3e3, 3e4), ("30,000 to 300,000", 3e4, 3e5), ("above 300,000", 3e5, double.PositiveInfinity)];

    public static int Run()
    {
        Console.WriteLine("| model | requests a day | clients | days 5 and 6 inside | their sum inside | median width |");
        Console.WriteLine("|---|---|---|---|---|---|");
        foreach (var model in new[] { "mlarge", "msmall" })
        {
            var clients = ServeGenCounts.Clients(model).Select(c => (Level: c.Take(ServeGenCounts.FittedDays).Average(), Days: c, Outlook: ServeGenCounts.Outlook(ServeGenCounts.Fit(c)))).ToList();
            foreach (var (name, from, to) in Sizes.Append(("all", 0.0, double.PositiveInfinity)))
            {
                var some = clients.Where(c => c.Level >= from && c.Level < to).ToList();
                if (some.Count == 0)
                    continue;
                var days = some.Average(c => c.Days.Skip(ServeGenCounts.FittedDays).Average(d => d >= c.Outlook.Day.Low && d <= c.Outlook.Day.High ? 1.0 : 0));
                var sums = some.Average(c => c.Days.Skip(ServeGenCounts.FittedDays).Sum() is var sum && sum >= c.Outlook.Sum.Low && sum <= c.Outlook.Sum.High ? 1.0 : 0);
                var widths = some.Select(c => (c.Outlook.Day.High - c.Outlook.Day.Low) / c.Level).Order().ToList();
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {model} | {name} | {some.Count} | {days:0.0 %} | {sums:0.0 %} | {widths[widths.Count / 2]:0.00} |"));
            }
        }

        return 0;
    }
}
