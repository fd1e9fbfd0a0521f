using CostSim.Cli;
using CostSim.Files;
using CostSim.Results;
using CostSim.Scenarios;

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
        Assert.Matches(@"^scenario\.yaml: build -> nearest: full \$[0-9.,]+ -> \$[0-9.,]+ a month \(\+[0-9.]+ %\), P90 \$[0-9.,]+ -> \$[0-9.,]+, any month over \$300: [0-9.<]+ % -> [0-9.<]+ %", lines[0]);
        Assert.Contains("(+100.0 %)", lines[0], StringComparison.Ordinal);
        Assert.Contains("(-50.0 %)", lines[1], StringComparison.Ordinal);
        // $124 a month for 1,000 requests a day: 9,000 of them are beyond $300 whatever else happens.
        Assert.EndsWith("-> 100 %, the budget is not kept any more", Told(scenario, "1_000", "9_000"), StringComparison.Ordinal);
        Assert.EndsWith(", the budget is kept now", Told(scenario, "9_000", "1_000"), StringComparison.Ordinal);
        Assert.Equal("Watching 1 file; Ctrl-C ends.\nscenario.yaml: error: is broken", error.ToString().Trim().ReplaceLineEndings("\n"));
    }

    private static string Told(SmallScenario scenario, string before, string after) =>
        CostSim.Answers.Sentences.Change(Of(scenario, before), Of(scenario, after));

    [Fact]
    public void A_file_that_is_just_being_saved_does_not_end_the_watch()
    {
        using var scenario = new SmallScenario();
        var (output, error) = (new StringWriter(), new StringWriter());
        var looks = new Queue<string>(["1", "2", "3"]);
        var answers = new Queue<Func<Result>>([() => throw new IOException("questions.jsonl is used by another process"), () => Of(scenario, "2_000")]);
        var left = 2;

        new Watching(() => new Dictionary<string, string> { ["scenario.yaml"] = looks.Dequeue() }, () => left-- > 0)
            .Go(Of(scenario, "1_000"), () => answers.Dequeue()(), output, error);

        Assert.EndsWith("error: questions.jsonl is used by another process", error.ToString().Trim(), StringComparison.Ordinal);
        Assert.Contains("(+100.0 %)", output.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Files_beside_the_scenario_are_seen_and_results_are_not()
    {
        using var scenario = new SmallScenario();
        var look = Watching.Look(scenario.Folder, Of(scenario, "1_000"), scenario.Out);
        var before = look();

        Directory.CreateDirectory(scenario.Out);
        File.WriteAllText(Path.Combine(scenario.Out, "designs.csv"), "results");
        Assert.Equal(before, look());

        scenario.Write("documents/lease.md", "# Lease\n\nThe rent is 2,400 ringgit a month, and a half.\n");
        var after = look();
        Assert.Equal([Path.Combine("documents", "lease.md")], after.Keys.Where(f => after[f] != before.GetValueOrDefault(f)));
    }

    private static Result Of(SmallScenario scenario, string requests)
    {
        var read = ScenarioFile.Load(scenario.Folder, new LoadOptions { Overrides = [new Override("traffic.requests_per_day", requests), new Override("questions", "questions.jsonl")], Designs = ["full"] });
        return Simulation.Run(read, CostSim.Cli.Commands.RunCommand.Plain(read, threads: 1) with { Seed = 1, Trials = 64 });
    }
}
