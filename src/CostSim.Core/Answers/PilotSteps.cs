using CostSim.Billing;
using CostSim.Randomness;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>A step on the way from the pilot's arithmetic to the cost of production: what comes on top, at the means.</summary>
/// <param name="Name">What is added.</param>
/// <param name="PerDay">In the run's currency, at the level of the first day.</param>
internal sealed record PilotStep(string Name, double PerDay)
{
    /// <summary>People quote a month as 30 days.</summary>
    public const int Days = 30;

    public double Per30Days => PerDay * Days;
}

/// <summary>The steps from the input of a pilot to everything that production costs, in one design.</summary>
internal static class PilotSteps
{
    private const double DaysPerMonth = 365.0 / 12;

    /// <summary>Input at the pilot's volume: what the pilot's invoice shows first.</summary>
    public static PilotStep Pilot(Result result) => new("pilot input", Input(result) * result.Scenario.PilotRequestsPerDay!.Value);

    /// <summary>What production adds, the input at its volume first. They sum to the mean cost of a day at the first day's level.</summary>
    public static IReadOnlyList<PilotStep> Production(Result result)
    {
        var design = result.Recommended;
        var steps = new List<PilotStep>();
        foreach (var (cost, workload) in design.Cost.Classes.Zip(result.Scenario.Workloads))
        {
            var volume = workload.Traffic.Level.Expected();
            var parts = MeanCost.Of(cost.Segments[0].Requests, VolumeProfile.At(volume)).GroupBy(p => p.Component)
                .Select(c => (Name: c.Key, Mean: c.Sum(p => p.Usd * p.Factor.Expected()))).ToList();
            steps.AddRange(parts.OrderBy(p => !IsInput(p.Name))
                .Select(p => new PilotStep(IsInput(p.Name) ? "input" : p.Name, volume * p.Mean)));
            var repeats = cost.Attempts.Shares.Select((share, i) => i * share.Expected()).Sum();
            steps.Add(new PilotStep(cost.Attempts.Component, volume * repeats * parts.Sum(p => p.Mean)));
            steps.AddRange(cost.Incidents.Select(i => new PilotStep(i.Component, volume * i.WhenFound.Expected() * i.Usd.Expected())));
        }

        var months = result.Scenario.Calendar.Days / DaysPerMonth;
        steps.AddRange(design.Cost.Lines.Select(l =>
            new PilotStep(l.Component, l.UsdByMonth.Sum() * l.Factor.Expected() / months / DaysPerMonth)));
        return [.. steps.GroupBy(s => s.Name).Select(same => new PilotStep(same.Key, same.Sum(s => s.PerDay))).Where(s => s.PerDay > 0)];
    }

    private static double Input(Result result) =>
        MeanCost.Of(result.Recommended.Cost.Classes[0].Segments[0].Requests, VolumeProfile.At(result.Scenario.PilotRequestsPerDay!.Value))
            .Where(p => IsInput(p.Component)).Sum(p => p.Usd * p.Factor.Expected());

    private static bool IsInput(string component) => component is "fresh input" or "cached input" or "cache write" or "cache write 1h";
}
