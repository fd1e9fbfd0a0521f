using CostSim.Cli;
using CostSim.Files;
using CostSim.Settings;

namespace CostSim.Tests.Commands;

public sealed class WatchingTests
{
    [Fact]
    public void A_change_is_told_in_one_line_a_broken_file_in_its_errors_and_watching_goes_on()
    {
        using var scenario = new SmallScenario();
        var (output, error) = (new StringWriter(), new StringWriter());
        var looks = new Queue<string>(["1", "1", "2", "3", "4"]);
        var answers = new Queue<Func<Result>>([() => Of(scenario, "2_000"), () => throw new InputException(Location.Of("scenario.yaml"), "is broken"), () => Of(scenario, "1_000")]);
        var left = 4;

        new Watching(() => new Dictionary<string, string> { ["scenario.yaml"] = looks.Dequeue() }, () => left-- > 0)
            .Go(Of(scenario, "1_000"), () => answers.Dequeue()(), output, error);

        var lines = output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        Assert.Equal(2, lines.Length);
        // No fixed lines in this scenario: twice the requests are twice the bill.
        Assert.Matches(@"^scenario\.yaml: (rag|full) \$[0-9.,]+ -> \$[0-9.,]+ a month \(\+[0-9.]+ %\), P90 \$[0-9.,]+ -> \$[0-9.,]+$", lines[0]);
        Assert.Contains("(+100.0 %)", lines[0], StringComparison.Ordinal);
        Assert.Contains("(-50.0 %)", lines[1], StringComparison.Ordinal);
        Assert.Equal("Watching 1 file; Ctrl-C ends.\nscenario.yaml: error: is broken", error.ToString().Trim().ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Files_beside_the_scenario_are_seen_and_results_are_not()
    {
        using var scenario = new SmallScenario();
        using var stop = new CancellationTokenSource();
        var (output, error) = (new StringWriter(), new StringWriter());
        var first = Of(scenario, "1_000");
        var watching = Task.Run(() => Watching.Files(scenario.Folder, first, scenario.Out, stop.Token).Go(first, () => Of(scenario, "3_000"), output, error));
        Directory.CreateDirectory(scenario.Out);
        await Task.Delay(200);
        await File.WriteAllTextAsync(Path.Combine(scenario.Out, "designs.csv"), "results");
        await Task.Delay(500);
        Assert.Equal("", output.ToString());

        scenario.Write("documents/lease.md", "# Lease\n\nThe rent is 2,400 ringgit a month.\n");
        for (var waited = 0; waited < 50 && output.ToString().Length == 0; waited++)
            await Task.Delay(100);
        await stop.CancelAsync();
        await watching;

        Assert.StartsWith($"documents{Path.DirectorySeparatorChar}lease.md: ", output.ToString(), StringComparison.Ordinal);
    }

    private static Result Of(SmallScenario scenario, string requests)
    {
        var read = ScenarioFile.Load(scenario.Folder, new LoadOptions { Overrides = [new Override("traffic.requests_per_day", requests), new Override("questions", "questions.jsonl")], Designs = ["full"] });
        return Simulation.Run(read, new CostSim.Distributions.SpendOptions { Seed = 1, Trials = 64, Threads = 1 });
    }
}
