using System.Globalization;
using CostSim.Engine;
using CostSim.Reports;
using CostSim.Reports.Drawing;
using CostSim.Tests.Engine;

namespace CostSim.Benchmarks;

/// <summary>Every figure of the reference beside ours; how often intervals hold the truth; and the day-level histogram under problem b's exact density.</summary>
internal static class SpendEvidence
{
    private const int Trials = 16_384;

    /// <summary>A row for each reference figure: ours, the error, and what is allowed (its tolerance with our own bound, or the pass rule of independent trials).</summary>
    public static int Oracles()
    {
        Console.WriteLine("| problem | quantity | reference | ours | error | allowed |\n|---|---|---|---|---|---|");
        var (within, all) = (0, 0);
        foreach (var (problem, model) in new (string, SpendModel)[] { ("a1", Problems.A1()), ("a2", Problems.A2()), ("a3", Problems.A3()), ("a4", Problems.A4()), ("b", Problems.B()), ("c", Problems.C()) })
        {
            var result = Spend.Simulate(model, Reference.Options(problem, SpendMethod.Chosen, Trials) with { Decisions = false });
            foreach (var row in Reference.Of(problem))
            {
                if (row.In(result) is not { } ours)
                    continue;
                var allowed = problem == "c" ? row.Allowed(Trials) : row.Tolerance + row.Bound(result) + (problem[0] == 'a' ? 1e-6 * Math.Abs(row.Value) : 0);
                all++;
                within += Math.Abs(ours - row.Value) <= allowed ? 1 : 0;
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {problem} | {row.Quantity} | {row.Value:G10} | {ours:G10} | {ours - row.Value:0.0E+0} | {allowed:0.0E+0} |"));
            }
        }

        Console.WriteLine($"\n{within} of {all} within what is allowed.");
        return within == all ? 0 : 1;
    }

    /// <summary>Coverage of the 95 % intervals of problem c over seeds, against the reference.</summary>
    public static int Intervals(int seeds)
    {
        var model = Problems.C();
        Console.WriteLine("| trials | quantity | intervals that hold the reference | mean half-width |\n|---|---|---|---|");
        foreach (var trials in new[] { 4_096, 16_384 })
        {
            var results = Enumerable.Range(1, seeds).Select(seed => Spend.Simulate(model, Reference.Options("c", SpendMethod.Chosen, trials) with
            {
                Seed = (ulong)seed,
                Decisions = false,
                Components = false,
                Classes = false,
            })).ToList();
            foreach (var row in Reference.Of("c").Where(r => r.Quantity.Contains("/P", StringComparison.Ordinal)))
            {
                var held = results.Count(r => Math.Abs(row.In(r)!.Value - row.Value) <= row.Bound(r) + row.Tolerance);
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {trials:#,0} | {row.Quantity} | {held} of {seeds} | {results.Average(r => row.Bound(r) / row.Value) * 100:0.00} % |"));
            }
        }

        return 0;
    }

    /// <summary>Draws the picture.</summary>
    public static int Picture(string path)
    {
        const int bins = 60;
        var model = Problems.B();
        var options = new SpendOptions { Trials = 40_960, Threads = 2, Seed = 7 };
        var days = Paths.Totals(model, options, new SobolPlan(options.Seed, options.Trials, [.. Enumerable.Range(0, model.Inputs.Count)]), Samples.Of(model), CancellationToken.None);
        var year = TrialTotals.Total(days.Bill(0));
        var exact = Spend.Simulate(model, new SpendOptions { CurvePoints = 201 }).Designs[0].Bill.Total;
        var (low, high) = (exact.Curve[0].Usd, exact.Curve[^1].Usd);
        var width = (high - low) / bins;
        var bars = Enumerable.Range(0, bins).Select(i => (From: low + (i * width), Count: year.Count(x => x >= low + (i * width) && x < low + ((i + 1) * width))))
            .Select(b => new Bar(b.From, b.From + width, 0, b.Count / (double)year.Length));
        var chart = new Chart
        {
            Name = "problem-b",
            Title = "A year of problem b",
            Subtitle = $"Bars: {year.Length:#,0} years with every day drawn. Line: the exact law from 256 nodes, in the same bins.",
            Description = "The exact density lies over the histogram of simulated years.",
            X = new Axis("US dollars a year", Unit.Money()),
            Y = new Axis("share of years in a bin", Unit.Share) { From = 0 },
            Marks =
            [
                new Bars("days drawn", Ink.Muted, [.. bars]) { Naming = Naming.Legend },
                new Line("exact law", Ink.Of(0), [.. exact.Curve.Select(p => new Spot(p.Usd, p.Density * width))]) { Naming = Naming.Legend },
            ],
        };
        File.WriteAllText(path, new SvgChart().Render(chart, ChartFrame.File));
        return 0;
    }
}
