using CostSim.Capacity;
using CostSim.Outcomes;
using CostSim.Reports;
using CostSim.Scenarios;
using CostSim.Settings;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim capacity [scenario]</c>: what limits do to a scenario's busiest month, and what a service level needs.</summary>
internal static class CapacityScenario
{
    // A verdict that other luck turns around is none.
    private const int OtherLuck = 4;

    public static int Run(Scenario scenario, string? target, string format, string? output, int threads, TextWriter standard, TextWriter error)
    {
        scenario = Targeted(scenario, target);
        if (!scenario.Service.IsLimited && scenario.Service.Target.Count == 0)
            throw new InputException(Location.Of(scenario.Name), "limits: the scenario states none; write 'limits: openai/tier-3' or 'limits: { rpm: 5_000, tpm: 800_000 }', or ask with --target \"429s <= 0.1%, p95 <= 4s\" what a service level needs");
        var requests = new Stages(threads).Requests(scenario);
        var found = ScenarioCapacity.Of(scenario, requests, scenario.Service.Target.Count > 0, threads);
        using (var file = new OutputFile(output, standard))
        {
            file.Writer.Write(Written(scenario, found, format));
            file.MoveIntoPlace();
        }

        return scenario.Service.Target.Count == 0 || !scenario.Service.IsLimited ? App.Fine : Verdict(scenario, requests, found, error, threads);
    }

    private static Scenario Targeted(Scenario scenario, string? target)
    {
        if (target is null)
            return scenario;
        var reading = new Reading();
        var place = Location.Of("--target");
        var map = new SettingsMap(new MapNode(place, [new Entry("target", place, new ScalarNode(place, target))]), "", reading);
        var read = ServiceTargets.Read(map, "target", target);
        reading.Errors.ThrowIfAny();
        return scenario with { Service = scenario.Service with { Target = read } };
    }

    private static string Written(Scenario scenario, ScenarioCapacity found, string format)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var table = CapacityTable.Of(scenario, found);
        switch (format)
        {
            case "csv":
                CsvReport.Write(table, text);
                break;
            case "jsonl":
                text.Write(JsonLines.Of(table));
                break;
            case "json":
                text.Write($"[{string.Join(",\n", JsonLines.Of(table).Split('\n', StringSplitOptions.RemoveEmptyEntries))}]\n");
                break;
            default:
                foreach (var line in CapacityAnswer.Lines(scenario, found))
                    text.WriteLine(line);
                break;
        }

        return text.ToString();
    }

    // Whether the first policy holds the target at P90 of the volume, for every design; with other seeds the same, or nobody knows.
    private static int Verdict(Scenario scenario, IReadOnlyList<IReadOnlyList<Billing.WorkloadRequests>> requests, ScenarioCapacity found, TextWriter error, int threads)
    {
        var met = found.Designs.Select(d => CapacityPlan.Holds(scenario.Service.Target, d.Outcomes.First(o => o.Percentile == 0.9).Outcome)).ToList();
        for (var i = 1; i <= OtherLuck; i++)
        {
            var other = scenario with { Seed = scenario.Seed + ((ulong)i * 1_000_003) };
            var plan = new CapacityPlan(other, other.Service, requests, threads);
            for (var d = 0; d < met.Count; d++)
            {
                if (CapacityPlan.Holds(scenario.Service.Target, plan.First(d).Outcome) == met[d])
                    continue;
                error.WriteLine($"{found.Designs[d].Design.Name}: the target is on the edge at P90; other luck turns the verdict around");
                return App.Inconclusive;
            }
        }

        for (var d = 0; d < met.Count; d++)
            error.WriteLine($"{found.Designs[d].Design.Name}: the target {(met[d] ? "holds" : "is missed")} at P90 of the busiest month's volume");
        return met.All(m => m) ? App.Fine : App.LimitPassed;
    }
}
