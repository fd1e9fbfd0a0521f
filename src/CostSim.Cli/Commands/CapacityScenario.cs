using CostSim.Answers;
using CostSim.Capacity;
using CostSim.Files;
using CostSim.Reports;
using CostSim.Scenarios;

namespace CostSim.Cli.Commands;

/// <summary><c>costsim capacity [scenario]</c>: what limits do to a scenario's busiest month, and what a service level needs.</summary>
internal static class CapacityScenario
{
    public static int Run(Scenario scenario, string? target, string format, string? output, int threads,
        TextWriter standard, TextWriter error)
    {
        scenario = Targeted(scenario, target);
        if (!scenario.Service.IsLimited && scenario.Service.Target.Count == 0)
            throw new InputException(Location.Of(scenario.Name),
                "limits: the scenario states none; write 'limits: openai/tier-3' or 'limits: { rpm: 5_000, tpm: 800_000 }', or ask with "
                + "--target \"429s <= 0.1%, p95 <= 4s\" what a service level needs");
        var requests = new Stages(threads).Requests(scenario);
        var found = ScenarioCapacity.Of(scenario, requests, scenario.Service.Target.Count > 0, threads);
        using (var file = new OutputFile(output, standard))
        {
            file.Writer.Write(Written(scenario, found, format));
            file.MoveIntoPlace();
        }

        return scenario.Service.Target.Count == 0 || !scenario.Service.IsLimited
            ? App.Fine
            : Verdict(TargetVerdict.Of(scenario, requests, found, threads), error);
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

    private static int Verdict(IReadOnlyList<TargetVerdict> verdicts, TextWriter error)
    {
        foreach (var verdict in verdicts)
        {
            error.WriteLine($"{verdict.Design}: the target " + verdict.Holds switch
            {
                true => "holds at P90 of the busiest month's volume",
                false => "is missed at P90 of the busiest month's volume",
                null => "is on the edge at P90 of the busiest month's volume: other random numbers change the verdict",
            });
        }

        return verdicts.Any(v => v.Holds == false) ? App.LimitPassed : verdicts.Any(v => v.Holds is null) ? App.Inconclusive : App.Fine;
    }
}
