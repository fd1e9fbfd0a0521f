using System.Globalization;
using CostSim.Randomness;
using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>The arithmetic from the pilot to production, to the cent, a row for each thing that comes on top.</summary>
internal static class PilotTable
{
    /// <summary>Null where the scenario names no pilot.</summary>
    public static Table? Of(Result result)
    {
        if (result.Scenario.PilotRequestsPerDay is not { } pilot)
            return null;
        var steps = PilotSteps.Production(result);
        var level = result.Scenario.Workloads.Sum(w => w.Traffic.Level.Expected());
        var money = Unit.Money(result.Scenario.Money.Currency);
        return new Table("pilot", "From pilot to production, at the means and the first day's level",
            [new("step", "from pilot to production", Unit.Text), new($"per_day_{Suffix(result)}", "a day", money),
                new($"per_30_days_{Suffix(result)}", "30 days", money)],
            [
                Row(PilotSteps.Pilot(result) with { Name = Requests("input", pilot) }),
                .. steps.Select((s, i) => Row(i == 0 ? s with { Name = Requests(s.Name, level) } : s with { Name = $"+ {s.Name}" })),
                Row(new PilotStep("production in all", steps.Sum(s => s.PerDay)), strong: true),
            ]);
    }

    private static Row Row(PilotStep step, bool strong = false) => new([step.Name, Cents(step.PerDay), Cents(step.Per30Days)], strong);

    private static string Requests(string name, double count) =>
        string.Create(CultureInfo.InvariantCulture, $"{name}, {count:#,0} requests a day");

    // Two decimals, whole amounts too: the reader adds these rows up.
    private static decimal Cents(double amount) => Math.Round((decimal)amount, 2) + 0.00m;

    private static string Suffix(Result result) => result.Scenario.Money.Currency.ToLowerInvariant();
}
