using System.Globalization;
using System.Text;

namespace CostSim.Tests.Simulated;

/// <summary>
/// Random scenarios against a simulator that shares nothing with the engine. The suite runs a few dozen at fixed seeds; the long run
/// (<c>COSTSIM_SCENARIOS=400</c>) writes the table that is kept with the benchmarks.
/// </summary>
public sealed class RandomScenarioTests
{
    private const int InTheSuite = 24;
    private const int Trials = 600;

    // Some 30 figures of a scenario: the largest of a thousand normal deviates is below 4.5 but for one run in a hundred.
    private const double MostZ = 5;

    [Fact]
    public void Months_totals_budget_and_choice_are_those_of_a_plain_simulation()
    {
        var count = int.TryParse(Environment.GetEnvironmentVariable("COSTSIM_SCENARIOS"), CultureInfo.InvariantCulture, out var asked) ? asked : InTheSuite;
        var (table, off) = (new StringBuilder("scenario,method,figures,worst_z,worst_figure,tool,plain\n"), new List<string>());
        for (var number = 0; number < count; number++)
        {
            var (result, figures) = Comparison.Of(RandomScenarios.Of(number), (ulong)number + 7, Trials);
            var method = result.Method;
            off.AddRange(ResultInvariants.Broken(result).Select(broken => $"scenario {number}: {broken}"));
            var worst = figures.MaxBy(f => Math.Abs(f.Z))!;
            table.Append(CultureInfo.InvariantCulture, $"{number},{method.Split(' ', ':')[0]},{figures.Count},{worst.Z:0.00},{worst.What},{worst.Tool:G6},{worst.Plain:G6}\n");
            off.AddRange(figures.Where(f => Math.Abs(f.Z) > MostZ).Select(f => string.Create(CultureInfo.InvariantCulture, $"scenario {number} ({method.Split(' ', ':')[0]}): {f.What} {f.Tool:G6}, plain {f.Plain:G6}, z {f.Z:0.0}")));
        }

        if (asked > 0)
            File.WriteAllText(Path.Combine(Shared.Repository, "tests", "CostSim.Benchmarks", "results", "random-scenarios.csv"), table.ToString());
        Assert.True(off.Count == 0, string.Join('\n', off));
    }
}
