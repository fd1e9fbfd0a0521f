namespace CostSim.Tests;

/// <summary>What a person can get wrong in a scenario: each an error with its place and what to do, and the old results stay.</summary>
public sealed class BadInputTests
{
    [Theory]
    [InlineData("months: 2", "moths: 2", "scenario.yaml:3:1: error: unknown key 'moths'; did you mean 'months'?")]
    [InlineData("openai/gpt-4o,", "openai/gpt-4oo,", "scenario.yaml:8:18: error: model: 'openai/gpt-4oo' is not in the price book")]
    [InlineData("as_of: 2026-11-01", "as_of: 1999-01-01", "error: model: openai/gpt-4o has no price on 1999-01-01: its first known price starts on 2024-05-13")]
    [InlineData("size: 40 }", "size: 40, overlap: 60 }", "error: overlap: must be smaller than size (40 tokens), but is 60 tokens")]
    [InlineData("requests_per_day: 1_000", "requests_per_day: -5", "error: requests_per_day: must not be negative, but is -5")]
    [InlineData("retries: 2%", "retries: 140%", "error: retries: must lie between 0 and 100 %, but is 140 %")]
    [InlineData("kind: top-chunks", "kind: top-chunk", "error: kind: unknown context 'top-chunk'; did you mean 'top-chunks'?")]
    [InlineData("like: full", "like: fall", "error: like: 'fall' is not a design; did you mean 'full'?")]
    [InlineData("documents: [documents]", "documents: [nowhere]", "scenario.yaml:4:13: error: nowhere: ")]
    [InlineData("questions: questions.jsonl", "questions: nowhere.jsonl", "error: 'nowhere.jsonl' is not a file in ")]
    [InlineData("prompts/system.md", "prompts/none.md", "error: 'prompts/none.md' is not a file in ")]
    [InlineData("quality: { at_least: 0.5 }", "requests_per_day: 500", "error: unknown key 'requests_per_day'; it belongs under traffic")]
    [InlineData("quality: { at_least: 0.5 }", "usd_per_wrong_answer: 2", "error: unknown key 'usd_per_wrong_answer'; it belongs under reliability")]
    [InlineData("retries: 2%", "retries: 2%, budget: 5", "error: unknown key 'budget' in reliability; known are")]
    [InlineData("quality: { at_least: 0.5 }", "notes: agreed in May", "error: notes: must be keys and values, but is 'agreed in May'")]
    [InlineData("quality: { at_least: 0.5 }", "tags: [A1]", "error: tags: must be keys and values, but is a list")]
    [InlineData("quality: { at_least: 0.5 }", "gate: { p50: 10 }", "error: p50: is 1,000 % as a share; write it with its percent sign, as in 10%")]
    [InlineData("quality: { at_least: 0.5 }", "gate: { designs: { rag: { p90: 2 } } }", "error: p90: is 200 % as a share; write it with its percent sign, as in 2%")]
    [InlineData("requests_per_day: 1_000", "requests_per_day: 1e300", "error: requests_per_day: must be at most 1,000,000,000,000 requests a day")]
    [InlineData("seed: 7", "seed: 1.5", "error: seed: must be a whole number such as 42, but is 1.5")]
    [InlineData("seed: 7", "seed: 18446744073709551616", "error: seed: must be at most 18,446,744,073,709,551,615, but is 18,446,744,073,709,551,616")]
    [InlineData("usd_per_month: 300", "myr_per_month: 300", "error: myr_per_month: MYR has no exchange rate")]
    public async Task A_mistake_is_named_with_its_place_and_remedy(string right, string wrong, string error)
    {
        Assert.Contains(right, SmallScenario.Text, StringComparison.Ordinal);
        using var scenario = new SmallScenario(SmallScenario.Text.Replace(right, wrong, StringComparison.Ordinal));

        var answer = await scenario.Run();

        Assert.Equal((1, ""), (answer.Exit, answer.Output));
        Assert.Contains(error, answer.Error, StringComparison.Ordinal);
        Assert.False(Directory.Exists(scenario.Out));
    }

    [Theory]
    [InlineData("--currency EUR", "--currency EUR: error: currency: EUR has no exchange rate")]
    [InlineData("--trials 0", "--trials 0: error: trials: must be at least 1, but is 0")]
    [InlineData("--as-of 2026-13-01", "--as-of 2026-13-01: error: as_of: must be a date such as 2027-01-31")]
    public async Task A_mistake_on_the_command_line_names_the_option_that_was_typed(string options, string error)
    {
        using var scenario = new SmallScenario();

        var answer = await scenario.Run(options.Split(' '));

        Assert.Equal(1, answer.Exit);
        Assert.StartsWith(error, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task All_mistakes_are_shown_in_one_go()
    {
        using var scenario = new SmallScenario(SmallScenario.Text
            .Replace("requests_per_day: 1_000", "requests_per_day: -5", StringComparison.Ordinal)
            .Replace("retries: 2%", "retries: 140%", StringComparison.Ordinal)
            .Replace("months: 2", "moths: 2", StringComparison.Ordinal));

        Assert.Equal(3, (await scenario.Run()).Error.TrimEnd().Split('\n').Length);
    }

    [Fact]
    public async Task A_question_whose_excerpt_is_not_in_its_document_gets_the_nearest_passage()
    {
        using var scenario = new SmallScenario();
        scenario.Write("questions.jsonl", """{"id": "q1", "question": "How much?", "document": "lease.md", "references": ["The rent is 2,500 ringgit a month"]}""");

        var error = (await scenario.Run()).Error;

        Assert.Contains("questions.jsonl:1", error, StringComparison.Ordinal);
        Assert.Contains("The rent is 2,400 ringgit a month", error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("documents/broken.txt", "\0\u0001\u0002", "broken.txt: error: is not text, but binary")]
    [InlineData("documents/empty.md", "", "empty.md: error: is empty; fill it, or leave it out")]
    public async Task A_broken_document_is_named_or_left_out_as_the_scenario_says(string name, string content, string error)
    {
        using var scenario = new SmallScenario();
        scenario.Write(name, content);

        Assert.Contains(error, (await scenario.Run()).Error, StringComparison.Ordinal);

        var skipped = await scenario.Run("--set", "documents={ paths: [documents], on_error: skip }");
        Assert.Equal(0, skipped.Exit);
        Assert.Contains("left out: ", (await scenario.Run("--set", "documents={ paths: [documents], on_error: skip }", "-v")).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_broken_scenario_leaves_the_old_results_whole()
    {
        using var scenario = new SmallScenario();
        await scenario.Run();
        var before = scenario.Result("forecast.json");

        await scenario.Run("--set", "traffic.requests_per_day=-1");

        Assert.Equal(before, scenario.Result("forecast.json"));
    }

    [Theory]
    [InlineData("rnu scenarios/contract-qa", "error: costsim rnu: unknown command; did you mean 'run'?\n")]
    [InlineData("prices shw", "error: costsim prices shw: unknown command; did you mean 'show'?\n")]
    [InlineData("prices", "error: 'costsim prices' needs one of list, show, quote, diff, verify, import\n")]
    [InlineData("run --sed 3", "error: --sed: not an option of 'run'; did you mean '--seed'?\n")]
    [InlineData("run -x", "error: -x: not an option of 'run'\n")]
    [InlineData("run a b", "error: 'b' is one argument too many\n")]
    [InlineData("run --format jsn", "error: --format jsn: is none of text, json, jsonl, csv, md, html, focus, xlsx; did you mean 'json'?\n")]
    [InlineData("run --trials many", "error: --trials many: must be a whole number such as 42\n")]
    [InlineData("run --seed 1 --seed 2", "error: --seed 2: is given more than once\n")]
    [InlineData("run -o", "error: --output: needs a value\n")]
    [InlineData("merge shards", "error: --output: is missing\n'costsim merge --help' shows options and examples.\n")]
    [InlineData("run --threads two", "error: --threads two: must be a whole number such as 42\n")]
    [InlineData("run --threads 0", "error: --threads 0: must be 1 or more\n")]
    [InlineData("run --sample x --vary a=1..2", "error: --sample x: must be a whole number such as 42\n")]
    [InlineData("capacity --customers x", "error: --customers x: must be a whole number such as 42\n")]
    [InlineData("run --seed -1", "error: --seed -1: must be a whole number from 0 on, such as 42\n")]
    [InlineData("run --trials 99999999999", "error: --trials 99999999999: must be a whole number of at most 2,147,483,647\n")]
    [InlineData("check --against x --max-increase 10", "error: --max-increase 10: is 1,000 % as a share; write it with its percent sign, as in 10%\n")]
    [InlineData("check --against x --max-increase ten", "error: --max-increase ten: must be a share such as 10%, but is 'ten'\n")]
    [InlineData("run --percentile 120", "must be a number between 0 and 100")]
    [InlineData("run --percentile 9,5", "--percentile 9,5: must be a number between 0 and 100")]
    [InlineData("run --set months", "write it as PATH=VALUE")]
    public async Task Wrong_usage_exits_with_2_and_says_what_is_near(string line, string says)
    {
        var answer = await Cli.Run(line.Split(' '));

        Assert.Equal(2, answer.Exit);
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_month_too_large_to_be_played_is_refused()
    {
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("requests_per_day: 1_000", "requests_per_day: 100_000_000", StringComparison.Ordinal) + "\nlimits: { rpm: 5_000 }\n");

        var answer = await scenario.Run();

        Assert.Equal(1, answer.Exit);
        Assert.Contains("is too large to be played, of which 4,000,000 are the most", answer.Error, StringComparison.Ordinal);
    }
}
