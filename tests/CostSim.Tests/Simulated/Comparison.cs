using CostSim.Engine;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Tests.Simulated;

/// <summary>One figure by the tool and by the plain simulator, and how far apart they are in standard errors of both.</summary>
internal sealed record ComparedFigure(string What, double Tool, double Plain, double Error)
{
    public double Z => Tool == Plain ? 0 : (Tool - Plain) / Math.Max(Error, 1e-300);
}

/// <summary>Runs a scenario through the tool and through the plain simulator.</summary>
internal static class Comparison
{
    private static readonly double[] Percents = [1, 5, 50, 90, 99];

    public static (SpendResult Result, IReadOnlyList<ComparedFigure> Figures) Of(PlainScenario scenario, ulong seed, int trials)
    {
        var result = Tool(scenario).Spend;
        var (bill, all) = new PlainSimulator(scenario, seed).Run(trials);
        var figures = new List<ComparedFigure>();
        for (var d = 0; d < bill.Length; d++)
        {
            View($"d{d} bill", result.Designs[d].Bill, bill[d]);
            View($"d{d} with people", result.Designs[d].WithPeople, all[d]);
            var whole = Enumerable.Range(0, bill[d].Length).Where(m => result.Calendar.Months.All(x => x.IsPartial) || !result.Calendar.Months[m].IsPartial).ToList();
            Share($"d{d} over budget", result.Designs[d].Budget!.AnyMonth.Probability, result.Designs[d].Budget!.AnyMonth.Interval, i => whole.Any(m => bill[d][m][i] > scenario.Budget));
        }

        if (bill.Length > 1)
            Share("cheaper", result.Pairs[0].Cheaper, result.Pairs[0].CheaperInterval, i => all[0].Sum(m => m[i]) < all[1].Sum(m => m[i]) * (1 - 1e-9));
        return (result, figures);

        void View(string what, SpendView view, double[][] months)
        {
            Law($"{what} total", view.Total, [.. Enumerable.Range(0, trials).Select(i => months.Sum(m => m[i]))], figures);
            Law($"{what} first month", view.Months[0], months[0], figures);
            if (months.Length > 1)
                Law($"{what} last month", view.Months[^1], months[^1], figures);
        }

        void Share(string what, double tool, Bounds interval, Func<int, bool> hit)
        {
            var share = Enumerable.Range(0, trials).Count(hit) / (double)trials;
            // One trial more or less is never a finding.
            var error = Math.Sqrt((Math.Max(share * (1 - share), 1.0 / trials) / trials) + Square(interval.HalfWidth / 2));
            figures.Add(new ComparedFigure(what, tool, share, error));
        }
    }

    public static Result Tool(PlainScenario scenario)
    {
        var folder = Directory.CreateTempSubdirectory("costsim-random-").FullName;
        try
        {
            File.WriteAllText(Path.Combine(folder, "scenario.yaml"), scenario.Text);
            return Simulation.Run(
                ScenarioFile.Load(folder, new LoadOptions()),
                new SpendOptions { Seed = 42, Trials = 8_192, Threads = 2, CurvePoints = 0, Percentiles = [new(1)], BudgetUsdPerMonth = scenario.Budget });
        }
        finally
        {
            Directory.Delete(folder, true);
        }
    }

    private static void Law(string what, CostDistribution tool, double[] trials, List<ComparedFigure> to)
    {
        var sorted = trials.Order().ToArray();
        var n = sorted.Length;
        var mean = sorted.Average();
        var central = sorted.Select(x => x - mean).ToArray();
        var variance = central.Average(x => x * x);
        to.Add(new($"{what} mean", tool.Mean, mean, Math.Sqrt(variance / n) + (1e-9 * Math.Abs(mean))));
        foreach (var percent in Percents)
        {
            var p = percent / 100;
            var reach = 2 * Math.Sqrt(n * p * (1 - p));
            double At(double rank) => sorted[Math.Clamp((int)Math.Ceiling(rank) - 1, 0, n - 1)];
            var own = (At((n * p) + reach) - At((n * p) - reach)) / 4;
            var shown = tool[percent];
            // The interval of the moments is a bound on their error; half a percent is what the choice of method allows.
            to.Add(new($"{what} P{percent}", shown.Usd, At(n * p), Math.Sqrt(Square(own) + Square(shown.Interval.HalfWidth / 2) + Square(0.0015 * shown.Usd)) + 1e-9));
        }
    }

    private static double Square(double x) => x * x;
}
