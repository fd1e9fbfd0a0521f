using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace CostSim.Tests.Answers;

/// <summary>Repeats the arithmetic that <c>explain</c> prints, as somebody with a pocket calculator would.</summary>
public sealed partial class ExplainTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-explain-").FullName;

    public static TheoryData<string> Scenarios => [.. Directory.GetDirectories(Path.Combine(Shared.Repository, "scenarios")).Select(d => Path.GetFileName(d)!)];

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory, MemberData(nameof(Scenarios))]
    public async Task Its_arithmetic_leads_to_the_simulated_mean(string scenario)
    {
        var text = await Explain(await Forecast(scenario));
        var steps = text.Split("in USD\n").Skip(1).Select(s => s.Split("\n\n")[0]).ToList();
        Assert.True(steps.Count >= 3, "a request, a day and a month");
        foreach (var step in steps)
        {
            // A line is "label: product" up to its "= result", perhaps over several lines of text.
            var results = new List<decimal>();
            foreach (Match line in Product().Matches(step.Split("sum ")[0]))
            {
                results.Add(Number(line.Groups["result"].Value));
                var product = line.Groups["product"].Value.Replace("\n", " ", StringComparison.Ordinal);
                if (product.Contains(" x ", StringComparison.Ordinal))
                    Assert.Contains(results[^1], new[] { 2, 8 }.Select(d => Math.Round(Repeated(product), d, MidpointRounding.AwayFromZero)));   // cents, or parts of one
            }

            Assert.NotEmpty(results);
            Assert.Equal(Named(step, "sum"), results.Sum());
            if (step.Contains("simulated mean", StringComparison.Ordinal))
                Assert.Equal(Named(step, "simulated mean"), Named(step, "sum") + Named(step, "remainder"));
        }

        // The month is the simulation's own, and what is left of it is small and named.
        Assert.True(Math.Abs(Named(steps[^1], "remainder")) < 0.03m * Named(steps[^1], "simulated mean"), "the arithmetic gives the month to 3 %");
        Assert.Matches("remainder: [a-z]", steps[^1]);
    }

    [Fact]
    public async Task The_pilot_is_the_hand_calculation()
    {
        var text = await Explain(await Forecast("pilot-to-production"));

        // 11,500 x $2.50 / 1e6 = $0.02875; the month of January 2027 has 31 days of 10,000 requests.
        Assert.Contains("fresh input: 11,500 tokens x 2.5 / 1,000,000 USD", text, StringComparison.Ordinal);
        Assert.Contains("0.02875\n", text, StringComparison.Ordinal);
        Assert.Contains("10,000 requests a day x 31 days", text, StringComparison.Ordinal);
        Assert.Matches(@"context: 10,000 tokens; typed, scenario\.yaml:\d+", text);
    }

    [Fact]
    public async Task The_documents_are_measured_and_the_prices_are_records()
    {
        var text = await Explain(await Forecast("contract-qa", "--set", "designs.full-context.cache=none"), "--design", "full-context");

        // No cache: every token of the prompt is fresh. January has 21 weekdays, 5 Saturdays and 5 Sundays: 21 + 5 x 0.4 + 5 x 0.3 = 24.5 days.
        Assert.DoesNotContain("cached input", text, StringComparison.Ordinal);
        Assert.Contains("24.5 days of a whole weekday", text, StringComparison.Ordinal);

        // (1,172 + 3,036.06 + 19.28 + 11 of the chat frame) x $2.50 / 1e6 = $0.01059584; 413.1558 x $10 / 1e6 = $0.00413156; of both 1.888518 % again: $0.00027813; in all $0.01500553.
        Assert.Contains("fresh input: 4,238.3372 tokens x 2.5 / 1,000,000 USD", text, StringComparison.Ordinal);
        Assert.Contains("0.01059584\n", text, StringComparison.Ordinal);
        Assert.Contains("retries: 0.0147274 an attempt x 0.01888518 paid again", text, StringComparison.Ordinal);
        Assert.Contains("0.00027813\n", text, StringComparison.Ordinal);
        Assert.Matches("sum +0\\.01500553\n", text);

        Assert.Contains("for the weekdays of its hours in UTC", text.ReplaceLineEndings(" ").Replace("     ", " ", StringComparison.Ordinal), StringComparison.Ordinal);
        Assert.Contains("question: 19.28 tokens; measured, scenario.yaml:", text, StringComparison.Ordinal);
        Assert.Contains("system: 1,172 tokens; measured, prompts/system.md", text, StringComparison.Ordinal);
        Assert.Matches("price of output: \\$10 for 1M tokens; price record,\\s+openai:gpt-4o", text);
    }

    [Fact]
    public async Task A_prompt_of_a_stated_size_and_a_question_that_nobody_wrote_are_not_measured()
    {
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("system: prompts/system.md", "system: 800", StringComparison.Ordinal).Replace("questions: questions.jsonl\n", "", StringComparison.Ordinal).Replace("quality: { at_least: 0.5 }\n", "", StringComparison.Ordinal));
        await scenario.Run();

        var answer = await Cli.Run("explain", scenario.Out, "--design", "full");

        Assert.Matches("system: 800 tokens; typed, scenario.yaml:[0-9]+\n", answer.Output);
        Assert.Contains("question: 40 tokens; default\n", answer.Output, StringComparison.Ordinal);
        Assert.Matches("context: [0-9.]+ tokens; measured, scenario.yaml:", answer.Output);
    }

    [Fact]
    public async Task A_bridge_from_an_older_forecast_sums_to_the_difference()
    {
        using var scenario = new SmallScenario();
        var old = Path.Combine(folder, "old");
        Assert.Equal(0, (await Cli.Run("run", scenario.Folder, "-o", old, "--store", "off")).Exit);
        scenario.Write("prompts/system.md", string.Join(' ', Enumerable.Repeat("Answer from the document alone and name the clause.", 3)));
        scenario.Write("scenario.yaml", SmallScenario.Text.Replace("1_000", "1_500", StringComparison.Ordinal));
        Assert.Equal(0, (await Cli.Run("run", scenario.Folder, "-o", scenario.Out, "--store", "off")).Exit);

        var text = await Explain(scenario.Out, "--against", old, "--design", "full");
        Assert.Matches(@"tokens: prompts/system\.md \d+ -> \d+", text);
        using var json = JsonDocument.Parse(await Explain(scenario.Out, "--against", old, "--design", "full", "--format", "json"));
        var steps = json.RootElement.GetProperty("steps").EnumerateArray().Sum(s => s.GetProperty("amount").GetDouble());
        Assert.Equal(json.RootElement.GetProperty("after").GetDouble(), json.RootElement.GetProperty("before").GetDouble() + steps, 9);
        Assert.Contains(json.RootElement.GetProperty("steps").EnumerateArray(), s => s.GetProperty("cause").GetString() == "volume");
    }

    [Fact]
    public async Task A_design_that_is_not_there_is_an_error_with_the_names_that_are()
    {
        using var scenario = new SmallScenario();
        Assert.Equal(0, (await scenario.Run()).Exit);
        var answer = await Cli.Run("explain", scenario.Out, "--design", "ful");

        Assert.Equal(1, answer.Exit);
        Assert.Contains("'ful'", answer.Error, StringComparison.Ordinal);
        Assert.Contains("full", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Exchange_and_tax_are_factors_of_their_own()
    {
        var scenario = Path.Combine(folder, "taxed.yaml");
        File.WriteAllText(scenario, File.ReadAllText(Path.Combine(Shared.Repository, "scenarios", "pilot-to-production", "scenario.yaml")) + """

            fx: { EUR: [{ from: 2026-11-01, per_usd: 0.9, source: "desk" }] }
            tax: [{ name: service tax, rate: 8%, from: 2024-03-01 }]
            """);
        var output = Path.Combine(folder, "taxed");
        Assert.Equal(0, (await Cli.Run("run", scenario, "-o", output, "--trials", "256", "-q", "--currency", "EUR")).Exit);

        var text = await Explain(output);

        // 11,500 x $2.50 / 1e6 x 0.9 = EUR 0.025875; with the answers and retries EUR 0.03034146 before tax, 8 % of which are EUR 0.00242732.
        Assert.Contains("fresh input: 11,500 tokens x 2.5 / 1,000,000 USD x 0.9 EUR a USD", text, StringComparison.Ordinal);
        Assert.Contains("0.025875\n", text, StringComparison.Ordinal);
        Assert.Contains("tax: 0.03034146 before tax x 0.08 tax", text, StringComparison.Ordinal);
        Assert.Contains("0.00242732\n", text, StringComparison.Ordinal);
        Assert.Matches(@"exchange: .*0\.9, desk", text);
        Assert.DoesNotContain("tax on other costs", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_record_that_was_altered_is_refused()
    {
        using var scenario = new SmallScenario();
        Assert.Equal(0, (await scenario.Run()).Exit);
        var file = Path.Combine(scenario.Out, "forecast.json");
        File.WriteAllText(file, new Regex("\"level\": ?1000").Replace(File.ReadAllText(file), "\"level\": 900", 1));
        var answer = await Cli.Run("explain", scenario.Out);

        Assert.Equal(1, answer.Exit);
        Assert.Contains("was altered after the run wrote it", answer.Error, StringComparison.Ordinal);
        Assert.Contains("run the scenario again", answer.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_hits_of_a_cache_are_arithmetic_from_arrivals_sessions_and_time_to_live()
    {
        var text = (await Explain(await Forecast("contract-qa"), "--design", "full-context")).ReplaceLineEndings("\n");

        // Friday 2027-01-01 has 9,592.407592 requests in UTC, over 18 documents in sessions of 3: 177.637178 sessions a day about one. Each
        // keeps it for 300 s and two gaps of 120 (1 - e^-2.5) = 110.1498 s each: 520.2996 s. In that time 1.069729 others come, none with
        // (1 + 1.069729 / 5)^-6 = 0.312467.
        Assert.Contains("9,592.407592 requests a day x 0.055556", text, StringComparison.Ordinal);
        Assert.Matches(@"= +177\.637178 a day\n", text);
        Assert.Matches(@"= +520\.2996 s\n", text);
        Assert.Matches(@"= +1\.069729 sessions\n", text);
        Assert.Contains("days spreading with k = 5", text, StringComparison.Ordinal);
        Assert.Matches(@"= +0\.312467\n", text);
        // Two of three requests follow another by less than 300 s with 1 - e^-2.5 = 0.917915: 1 - 2/3 x 0.917915 = 0.388057 do not hit by it.
        Assert.Matches(@"= +0\.388057\n", text);
        // 1 - 0.312467 x 0.388057.
        Assert.Matches(@"= +0\.878745\n", text);
    }

    private async Task<string> Forecast(string scenario, params string[] more)
    {
        var output = Path.Combine(folder, scenario);
        var answer = await Cli.Run(["run", Path.Combine(Shared.Repository, "scenarios", scenario), "-o", output, "--trials", "256", "-q", .. more]);
        Assert.Equal(0, answer.Exit);
        return output;
    }

    private static async Task<string> Explain(params string[] args)
    {
        var answer = await Cli.Run(["explain", .. args]);
        Assert.Equal("", answer.Error);
        Assert.Equal(0, answer.Exit);
        return answer.Output.ReplaceLineEndings("\n");
    }

    // "11,500 tokens x 2.5 / 1,000,000 USD": the first number of each factor, divided by what stands behind a stroke.
    private static decimal Repeated(string product) =>
        product.Split(" x ").Select(factor => Factor().Match(factor.Trim())).Aggregate(1m, (sum, f) =>
            sum * Number(f.Groups["value"].Value) / (f.Groups["per"].Success ? Number(f.Groups["per"].Value) : 1));

    private static decimal Named(string step, string name) => Number(Regex.Match(step, $@"^ +{name} +(?<n>-?[0-9,.]+)$", RegexOptions.Multiline).Groups["n"].Value);

    private static decimal Number(string text) => decimal.Parse(text, NumberStyles.Number, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"(?<label>[^:\n]+): (?<product>[^=]+?)\n +=\s+(?<result>-?[0-9,.]+)")]
    private static partial Regex Product();

    [GeneratedRegex(@"^(?<value>-?[0-9][0-9,.]*)(?: / (?<per>[0-9,]+))?")]
    private static partial Regex Factor();
}
