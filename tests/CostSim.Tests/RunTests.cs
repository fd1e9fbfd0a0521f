using System.Globalization;
using System.Text.Json;
using System.Xml.Linq;

namespace CostSim.Tests;

public sealed class RunTests
{
    [Fact]
    public async Task A_run_writes_every_table_the_charts_the_report_and_the_forecast()
    {
        using var scenario = new SmallScenario();

        var answer = await scenario.Run();

        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        foreach (var table in CostSim.Answers.OutcomeTables.All)
            Assert.NotEqual(0, scenario.Result($"{table.Name}.csv").Length);
        Assert.All(Directory.GetFiles(Path.Combine(scenario.Out, "charts"), "*.svg"), chart =>
            Assert.Contains(XDocument.Load(chart).Descendants(), e => e.Name.LocalName == "title"));
        Assert.Contains("default-src", scenario.Result("report.html"), StringComparison.Ordinal);
        Assert.Equal(1, JsonDocument.Parse(scenario.Result("forecast.json")).RootElement.GetProperty("format").GetInt32());
    }

    [Fact]
    public async Task The_answer_fits_a_terminal()
    {
        using var scenario = new SmallScenario();

        var lines = (await scenario.Run()).Output.TrimEnd().Split('\n');

        Assert.True(lines.Length < 25, $"{lines.Length} lines");
        // The path of the report is the reader's own and may be long.
        Assert.All(lines.Where(l => !l.StartsWith("Report: ", StringComparison.Ordinal)), line => Assert.InRange(line.Length, 0, 80));
    }

    [Fact]
    public async Task Mean_input_cost_is_the_sum_that_a_pocket_calculator_gives()
    {
        // One document of the two a request, no spread, no growth, no retries: 1,000 requests a day for 31 days at $2.50 per million.
        using var scenario = new SmallScenario(SmallScenario.Text
            .Replace("growth_per_month: 1% to 5%", "counts: fixed", StringComparison.Ordinal)
            .Replace("retries: 2%, ", "", StringComparison.Ordinal)
            .Replace("answer: { mean: 300 to 500, cv: 0.5 }", "answer: 400", StringComparison.Ordinal));

        await scenario.Run("--format", "json");

        var full = JsonDocument.Parse(scenario.Result("forecast.json")).RootElement.GetProperty("designs")[0];
        var input = full.GetProperty("per_request").GetProperty("input_tokens").GetDouble();
        var january = full.GetProperty("months")[0];
        var expected = 31 * 1_000 * (input * 2.5 + 400 * 10) / 1e6;
        Assert.Equal(expected, january.GetProperty("mean").GetDouble(), expected * 1e-9);
        Assert.Equal(expected, january.GetProperty("p50").GetDouble(), expected * 1e-3);
    }

    [Fact]
    public async Task Tokens_of_a_request_at_their_prices_are_its_cost_where_a_mean_is_not_known()
    {
        // Means between 100 and 1,000: lognormal, median sqrt(100 x 1,000) = 316.2, sd of the log ln 10 / 3.29 = 0.6999, so 316.2 x e^0.2449 = 404.0 in the mean.
        using var scenario = new SmallScenario("""
            scenario: typed
            start: 2027-01-01
            months: 1
            designs: { base: {} }
            requests: { input: { mean: 100 to 1_000, cv: 0.5 }, output: { mean: 100 to 1_000, cv: 0.5 } }
            prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
            traffic: { requests_per_day: 1_000, counts: fixed }
            simulation: { trials: 4096 }
            """);

        await scenario.Run();

        var names = scenario.Result("designs.csv").Split('\n')[0].Split(',');
        var row = scenario.Result("designs.csv").Split('\n')[1].Split(',');
        double Of(string column) => double.Parse(row[Array.IndexOf(names, column)], CultureInfo.InvariantCulture);
        Assert.Equal(404.0, Of("input_tokens"), 0.1);
        Assert.Equal(404.0, Of("output_tokens"), 0.1);
        var cost = (Of("input_tokens") * 2.5 + Of("output_tokens") * 10) / 1e6;
        Assert.Equal(cost, Of("request_usd"), 2e-3 * cost);
    }

    [Fact]
    public async Task What_the_command_line_asks_for_is_said()
    {
        using var scenario = new SmallScenario();

        var answer = await scenario.Run("--percentile", "97.5", "--exceed", "50");

        // 1,000 requests a day with 300 tokens of answer at $10 a million are $3 a day and $84 in February: hardly a month stays below $50.
        Assert.Matches(@"\nP97\.5 a month: (full|rag) \$[0-9]+, (full|rag) \$[0-9]+\.\n", answer.Output);
        Assert.Matches(@"\nChance of more than \$50 a month: (full|rag) (100|>99\.[0-9]) %, (full|rag) (100|>99\.[0-9]) %\.\n", answer.Output);
        Assert.DoesNotContain("P97.5", (await scenario.Run()).Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Prices_that_are_to_change_are_not_said_to_stay()
    {
        using var kept = new SmallScenario();
        using var changed = new SmallScenario(SmallScenario.Text.Replace("as_of: 2026-11-01", "as_of: 2026-11-01, change: [{ per_year: -30% to 0%, step: 1 month }]", StringComparison.Ordinal));
        await kept.Run();
        await changed.Run();

        Assert.Contains("kept for the whole horizon", kept.Result("report.html"), StringComparison.Ordinal);
        Assert.DoesNotContain("kept for the whole horizon", changed.Result("report.html"), StringComparison.Ordinal);
        Assert.Contains("then changed as the scenario expects", changed.Result("report.html"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_requests_the_break_even_chart_has_no_volume_of_today()
    {
        using var scenario = new SmallScenario();

        await scenario.Run();
        Assert.Contains(">here 1,0", scenario.Result("charts/break-even.svg"), StringComparison.Ordinal);

        await scenario.Run("--set", "traffic.requests_per_day=0");
        Assert.DoesNotContain(">here", scenario.Result("charts/break-even.svg"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_design_without_documents_is_no_rival_where_recall_is_asked_for()
    {
        // Cheapest by far, since it sends no document; but nobody knows what it would answer.
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("  rag:", "  bare: { like: full, context: { kind: history, turns: 1 } }\n  rag:", StringComparison.Ordinal));

        var answer = await scenario.Run();

        Assert.DoesNotContain("bare comes nearest", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Cheapest is bare", answer.Output, StringComparison.Ordinal);
        Assert.True(File.Exists(Path.Combine(scenario.Out, "charts", "frontier.svg")));
        // Whole documents hold all of the evidence by construction, one chunk less on some question.
        var pair = scenario.Result("compare.csv").Split('\n').Single(r => r.StartsWith("full,rag,", StringComparison.Ordinal));
        Assert.EndsWith("full retrieves more", pair, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_same_scenario_gives_the_same_bytes_on_any_number_of_threads()
    {
        using var scenario = new SmallScenario();
        var runs = new List<string>();
        foreach (var threads in new[] { "1", "2", "7" })
        {
            await scenario.Run("--threads", threads);
            runs.Add(string.Concat(Directory.GetFiles(scenario.Out, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).Select(File.ReadAllText)));
        }

        Assert.Equal(runs[0], runs[1]);
        Assert.Equal(runs[0], runs[2]);
    }

    [Fact]
    public async Task No_file_holds_the_text_of_documents_prompts_or_questions()
    {
        using var scenario = new SmallScenario();

        await scenario.Run();

        var all = string.Concat(Directory.GetFiles(scenario.Out, "*", SearchOption.AllDirectories).Select(File.ReadAllText));
        Assert.DoesNotContain("2,400 ringgit", all, StringComparison.Ordinal);
        Assert.DoesNotContain("name the clause", all, StringComparison.Ordinal);
        Assert.DoesNotContain("How much do we pay", all, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_questions_the_answer_says_cheapest_and_what_is_missing()
    {
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("questions: questions.jsonl\n", "", StringComparison.Ordinal).Replace("quality: { at_least: 0.5 }\n", "", StringComparison.Ordinal));

        var answer = await scenario.Run();

        Assert.Contains("Cheapest is ", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("Build ", answer.Output, StringComparison.Ordinal);
        Assert.Contains("quality is not measured", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Components_add_up_to_the_mean_of_the_bill()
    {
        using var scenario = new SmallScenario();

        await scenario.Run();

        foreach (var design in JsonDocument.Parse(scenario.Result("forecast.json")).RootElement.GetProperty("designs").EnumerateArray())
        {
            var bill = design.GetProperty("components").EnumerateArray().Where(c => c.GetProperty("kind").GetString() == "bill").Sum(c => c.GetProperty("mean").GetDouble());
            var total = design.GetProperty("total").GetProperty("mean").GetDouble();
            Assert.Equal(total, bill, total * 1e-6);
        }
    }

    [Fact]
    public async Task Values_set_on_the_command_line_win_over_the_file()
    {
        using var scenario = new SmallScenario();
        await scenario.Run("--set", "traffic.growth_per_month=0", "--set", "traffic.requests_per_day=10", "--design", "full");

        var forecast = JsonDocument.Parse(scenario.Result("forecast.json")).RootElement;
        var designs = scenario.Result("designs.csv").Split('\n');

        Assert.Equal(1, forecast.GetProperty("designs").GetArrayLength());
        // January and February 2027 have 59 days.
        Assert.Equal(590, double.Parse(designs[1].Split(',')[designs[0].Split(',').ToList().IndexOf("mean_requests")], System.Globalization.CultureInfo.InvariantCulture), 6);
    }
}
