using System.Text.Json;
using CostSim.Answers;
using CostSim.Forecasts;
using CostSim.Scenarios;

namespace CostSim.Tests.Answers;

/// <summary>The gate on a scenario on disk.</summary>
public sealed class CheckTests : IDisposable
{
    private readonly SmallScenario scenario = new();

    public void Dispose() => scenario.Dispose();

    private string Baseline => Path.Combine(scenario.Out, "forecast.json");

    private Task<Cli.Answer> Check(params string[] more) =>
        Cli.Run(["check", scenario.Folder, "--against", Baseline, "--store", "off", .. more]);

    [Fact]
    public async Task An_unchanged_scenario_passes()
    {
        await scenario.Run();

        var answer = await Check();

        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        Assert.Contains("pass: no figure of any design rose", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prompt_three_times_as_long_fails_and_is_named_with_its_tokens()
    {
        var prompt = string.Concat(Enumerable.Repeat("Answer from the document alone and name the clause. ", 40));
        scenario.Write("prompts/system.md", prompt);
        await scenario.Run();
        scenario.Write("prompts/system.md", prompt + prompt + prompt);

        var answer = await Check();

        // 40 sentences of 10 tokens: the joined text has 400, three times 1,200, give or take the last space.
        Assert.Equal(3, answer.Exit);
        Assert.Contains("tokens: prompts/system.md 401 -> 1,201", answer.Output, StringComparison.Ordinal);
        Assert.Contains("changed: prompts/system.md", answer.Output, StringComparison.Ordinal);
    }

    // An answer of 300 to 500 tokens: median sqrt(300 x 500) = 387.3, sd of the log ln(5/3) / 3.29 = 0.155, mean 387.3 x e^0.012 = 392.
    [Theory]
    [InlineData("traffic.requests_per_day=1_300", "volume: 30,3")]
    [InlineData("reliability.retries=20%", "retries: 2 % -> 20 %")]
    [InlineData("designs.full.answer={ mean: 800, cv: 0.5 }", "output: 392 -> 800 tokens")]
    [InlineData("designs.full.model=openai/gpt-4-turbo", "price of context tokens")]
    [InlineData("designs.full.monthly=[{ name: vector database, usd: 500 }]", "other than requests: vector database")]
    public async Task Each_change_is_told_by_its_cause(string set, string told)
    {
        await scenario.Run();

        var answer = await Check("--design", "full", "--set", set);

        Assert.Equal(3, answer.Exit);
        Assert.Contains(told, answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_steps_of_the_bridge_sum_to_the_difference()
    {
        await scenario.Run();

        var answer = await Check("--format", "json", "--set", "traffic.requests_per_day=1_500", "--set",
            "designs.full.model=openai/gpt-4-turbo",
            "--set", "designs.full.answer={ mean: 900, cv: 0.5 }", "--set", "reliability.retries=10%");

        foreach (var design in JsonDocument.Parse(answer.Output).RootElement.GetProperty("designs").EnumerateArray())
        {
            var month = design.GetProperty("month");
            var difference = month.GetProperty("after").GetDouble() - month.GetProperty("before").GetDouble();
            Assert.Equal(difference, month.GetProperty("steps").EnumerateArray().Sum(s => s.GetProperty("amount").GetDouble()), 1e-6);
        }
    }

    [Fact]
    public async Task The_gate_of_the_scenario_decides_and_one_design_may_have_its_own()
    {
        await scenario.Run();
        string[] dearer = ["--set", "traffic.requests_per_day=1_200"];

        Assert.Equal(3, (await Check(dearer)).Exit);
        Assert.Equal(0, (await Check([.. dearer, "--set", "gate={ p50: 50%, p90: 50% }"])).Exit);
        Assert.Equal(3, (await Check([.. dearer, "--set", "gate={ p50: 50%, p90: 50%, designs: { rag: { p90: 5% } } }"])).Exit);
        Assert.Equal(0, (await Check([.. dearer, "--max-increase", "50%", "--set", "gate={ p90: 1% }"])).Exit);
    }

    [Fact]
    public async Task A_check_of_one_design_is_silent_about_the_others()
    {
        await scenario.Run();

        var answer = await Check("--design", "rag", "--set", "traffic={ requests_per_day: 1_010, growth_per_month: 1% to 5% }");

        Assert.DoesNotContain("absent", answer.Output, StringComparison.Ordinal);
        // A value that was set on the command line has no line of a file.
        Assert.Contains("\ntraffic.requests_per_day: 1,000 -> 1,010\n", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Lost_recall_fails_whatever_it_saves()
    {
        scenario.Write("scenario.yaml", SmallScenario.Text.Replace("k: 1", "k: 3", StringComparison.Ordinal));
        await scenario.Run();

        var answer = await Check("--set", "designs.rag.context.k=1", "--set", "designs.rag.context.chunker.size=6");

        Assert.Equal(3, answer.Exit);
        Assert.Contains("rag: recall", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_update_makes_the_new_state_the_baseline()
    {
        await scenario.Run();
        scenario.Write("prompts/system.md", string.Concat(Enumerable.Repeat("Name the clause. ", 100)));
        Assert.Equal(3, (await Check()).Exit);

        Assert.Equal(0, (await Check("--update")).Exit);
        Assert.Equal(0, (await Check()).Exit);
    }

    [Fact]
    public async Task A_comment_ends_with_its_marker_and_escapes_names()
    {
        scenario.Write("scenario.yaml", SmallScenario.Text.Replace("  rag: {", "  'r<b>ag': {", StringComparison.Ordinal));
        await scenario.Run();

        var answer = await Check("--format", "md");

        Assert.EndsWith("<!-- costsim-check -->\n", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("r<b>ag", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_design_that_no_limit_holds_for_fails_and_so_does_one_that_was_renamed()
    {
        await scenario.Run("--design", "full");
        var added = await Check();
        Assert.Equal(3, added.Exit);
        Assert.Contains("rag is new: the baseline does not have it, and no limit holds for it", added.Output.ReplaceLineEndings(" "),
            StringComparison.Ordinal);

        await scenario.Run();
        scenario.Write("scenario.yaml", SmallScenario.Text.Replace("  rag: {", "  search: {", StringComparison.Ordinal));
        var renamed = await Check("--format", "json");
        Assert.Equal(3, renamed.Exit);
        using var json = JsonDocument.Parse(renamed.Output);
        Assert.Contains(json.RootElement.GetProperty("designs").EnumerateArray(), d => d.GetProperty("name").GetString() == "rag"
            && d.GetProperty("verdict").GetString() == "fail");
    }

    [Fact]
    public async Task A_change_does_not_move_its_own_limits()
    {
        const string gate = "\ngate: { p50: 10%, p90: 10% }\n";
        scenario.Write("scenario.yaml", SmallScenario.Text + gate);
        await scenario.Run();
        scenario.Write("scenario.yaml",
            SmallScenario.Text.Replace("requests_per_day: 1_000", "requests_per_day: 1_200", StringComparison.Ordinal)
            + gate.Replace("10%", "50%", StringComparison.Ordinal));

        var answer = await Check("--format", "json");

        // A fifth more requests: over 10 %, and under the 50 % that the change gives itself.
        Assert.Equal(3, answer.Exit);
        using var json = JsonDocument.Parse(answer.Output);
        Assert.Equal(["gate.p50", "gate.p90"],
            json.RootElement.GetProperty("gate_changes").EnumerateArray().Select(g => g.GetProperty("path").GetString()));
        Assert.All(json.RootElement.GetProperty("designs").EnumerateArray(),
            d => Assert.Equal("fail", d.GetProperty("verdict").GetString()));
    }

    [Fact]
    public async Task A_cheaper_model_whose_answers_nobody_measured_is_inconclusive()
    {
        await scenario.Run();
        scenario.Write("scenario.yaml",
            SmallScenario.Text.Replace("full: { model: openai/gpt-4o,", "full: { model: openai/gpt-4o-mini,", StringComparison.Ordinal));

        var answer = await Check("--design", "full");

        Assert.Equal(4, answer.Exit);
        Assert.Contains("its answers were not measured", answer.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);

        scenario.Write("answers.csv", "question,design,correct\nq1,full,true\nq2,full,true\n");
        scenario.Write("scenario.yaml",
            SmallScenario.Text.Replace("full: { model: openai/gpt-4o,", "full: { model: openai/gpt-4o-mini,", StringComparison.Ordinal)
            + "\nevaluation: { results: answers.csv }\n");
        Assert.Equal(0, (await Check("--design", "full")).Exit);
    }

    [Fact]
    public async Task The_baseline_of_a_branch_holds_whatever_the_working_tree_says()
    {
        await scenario.Run();
        File.Copy(Baseline, Path.Combine(scenario.Folder, "baseline.json"));
        Git("init", "-q", "-b", "main");
        Git("add", "scenario.yaml", "baseline.json");
        Git("-c", "user.name=t", "-c", "user.email=t@example.com", "commit", "-qm", "baseline");
        var dearer = SmallScenario.Text.Replace("requests_per_day: 1_000", "requests_per_day: 2_000", StringComparison.Ordinal);
        scenario.Write("scenario.yaml", dearer);
        await scenario.Run();
        File.Copy(Baseline, Path.Combine(scenario.Folder, "baseline.json"), overwrite: true);
        string[] against = ["check", scenario.Folder, "--against", Path.Combine(scenario.Folder, "baseline.json"), "--store", "off"];

        Assert.Equal(0, (await Cli.Run(against)).Exit);
        Assert.Equal(3, (await Cli.Run([.. against, "--baseline-ref", "main"])).Exit);
        var missing = await Cli.Run([.. against, "--baseline-ref", "nowhere"]);
        Assert.Equal(1, missing.Exit);
        Assert.Contains("cannot be read from git", missing.Error, StringComparison.Ordinal);
    }

    private void Git(params string[] words)
    {
        using var git = System.Diagnostics.Process.Start(new System.Diagnostics.ProcessStartInfo("git", words)
        {
            WorkingDirectory =
            scenario.Folder
        })!;
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
    }

    [Fact]
    public async Task A_baseline_that_was_altered_is_refused()
    {
        await scenario.Run();
        File.WriteAllText(Baseline, File.ReadAllText(Baseline).Replace("\"small\"", "\"big\"", StringComparison.Ordinal));
        var altered = await Check();
        Assert.Equal(1, altered.Exit);
        Assert.Contains("was altered after the run wrote it", altered.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forecasts_drawn_apart_may_be_inconclusive()
    {
        await scenario.Run();
        var stored = ForecastFile.Read(Baseline).Forecast;
        var moved = stored with
        {
            Seed = 8,
            Designs =
            [.. stored.Designs.Select(d =>
            d with { Bill = d.Bill with { Month =
            d.Bill.Month with { Percentiles = d.Bill.Month.Percentiles.ToDictionary(p => p.Key, p => p.Value * 1.1) } } })]
        };
        var errors = stored.Designs.ToDictionary(d => d.Name, _ => (0.02, 0.02));

        var check = CostSim.Answers.Check.Of(stored, moved, Gate.None, 0.10, errors);

        Assert.Equal(CheckState.Inconclusive, check.State);
        // The same increase with shared luck is at its limit, and a limit is not passed by reaching it.
        Assert.NotEqual(CheckState.Inconclusive,
            CostSim.Answers.Check.Of(stored, moved with { Seed = stored.Seed }, Gate.None, 0.10, errors).State);
    }
}
