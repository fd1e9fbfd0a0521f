using CostSim.Engine;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>Runs of the golden set, each case priced like a mean request of the design at the time.</summary>
internal static class EvaluationRuns
{
    public const string Component = "evaluation runs";

    public static IEnumerable<FixedLine> Lines(Scenario scenario, IReadOnlyList<ClassCost> classes, string account)
    {
        if (scenario.Evaluation is not { } evaluation)
            return [];
        var casesPerDay = evaluation.Cases * evaluation.RunsPerWeek / 7 / classes.Count;
        var months = scenario.Calendar.Months;
        var volumes = scenario.Workloads.Select(w => VolumeProfile.Of(w.Traffic, scenario.Calendar)).ToList();
        return classes.SelectMany((c, number) => c.Segments.SelectMany((segment, i) =>
        {
            var until = i + 1 < c.Segments.Count ? c.Segments[i + 1].FromDay : scenario.Calendar.Days;
            var days = months.Select(m => (double)Math.Max(0, Math.Min(m.EndDay, until) - Math.Max(m.FirstDay, segment.FromDay))).ToList();
            return MeanCost.Of(segment.Requests, volumes[number]).Select(part =>
                new FixedLine(Component, Payer.Bill, [.. days.Select(d => d * casesPerDay * part.Usd)], part.Factor) { Ledger = account });
        }));
    }
}
