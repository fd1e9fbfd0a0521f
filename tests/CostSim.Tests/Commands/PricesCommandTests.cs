namespace CostSim.Tests.Commands;

public sealed class PricesCommandTests
{
    private static readonly string Oracle = Path.Combine(Shared.Repository, "tests", "CostSim.Tests", "Oracles", "pricing", "cases.csv");

    [Fact]
    public async Task Quoting_writes_the_rows_with_every_cost_and_the_records_used()
    {
        var answer = await Cli.Run("prices", "quote", Oracle, "--format", "csv");

        Assert.Equal((0, ""), (answer.Exit, answer.Error));
        var lines = answer.Output.Split('\n');
        Assert.EndsWith("cost_cache_storage,total_usd,price_record", lines[0], StringComparison.Ordinal);
        // PS001: 1,000 tokens in at $5 and 500 out at $15 per million.
        Assert.EndsWith(",0.005,0,0,0,0,0,0,0.0075,0,0,0,0,0,0,0,0,0,0.0125,openai:gpt-4o-2024-05-13:2024-05-13:standard", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_change_of_prices_is_told_as_what_it_makes_of_a_forecast()
    {
        // Answers of 1,000 tokens: gpt-4o fell from $15 to $10 a million on 2024-10-02, and its input from $5 to $2.50.
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("answer: { mean: 300 to 500, cv: 0.5 }", "answer: 1_000", StringComparison.Ordinal));

        var text = await Cli.Run("prices", "diff", "2024-06-01", "2026-11-01", "--scenario", scenario.Folder);
        var rows = (await Cli.Run("prices", "diff", "2024-06-01", "2026-11-01", "--scenario", scenario.Folder, "--format", "csv")).Output.Split('\n');

        Assert.Equal((0, ""), (text.Exit, text.Error));
        Assert.Contains("What it means for small, a month:", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("claude", text.Output, StringComparison.Ordinal);
        var full = rows.Single(r => r.StartsWith("full,", StringComparison.Ordinal)).Split(',');
        var (before, after) = (double.Parse(full[1], System.Globalization.CultureInfo.InvariantCulture), double.Parse(full[2], System.Globalization.CultureInfo.InvariantCulture));
        // Nearly all is output: two thirds of it, and half of a little input.
        Assert.InRange(after / before, 0.65, 2.0 / 3);
    }

    [Fact]
    public async Task Names_of_models_are_whole_in_a_list()
    {
        var answer = await Cli.Run("prices", "list");

        Assert.Contains("claude-sonnet-4-5-20250929", answer.Output, StringComparison.Ordinal);
        Assert.DoesNotContain(answer.Output.Split('\n'), l => l.StartsWith("claude", StringComparison.Ordinal) && l.Split("  ")[0].Contains('…', StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("text")]
    [InlineData("json")]
    [InlineData("jsonl")]
    public async Task Quotes_come_in_other_formats_too(string format)
    {
        var answer = await Cli.Run("prices", "quote", Oracle, "--format", format);

        Assert.Equal(0, answer.Exit);
        Assert.Contains(format == "text" ? "60 rows cost $24.7685" : "\"total_usd\":0.0125", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_keep_to_80_columns()
    {
        foreach (var args in new string[][] { ["list"], ["show", "deepseek/deepseek-chat"], ["show", "openai/gpt-realtime"], ["quote", Oracle] })
        {
            var answer = await Cli.Run(["prices", .. args]);
            Assert.Equal(0, answer.Exit);
            Assert.DoesNotContain(answer.Output.Split('\n'), l => l.Length > 80 && !l.Contains("http", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task A_list_is_filtered_by_words_tier_and_day()
    {
        var answer = await Cli.Run("prices", "list", "openai", "gpt-5.4", "--tier", "batch", "--as-of", "2026-04-01", "--format", "csv");

        Assert.Equal(["openai:gpt-5.4:2026-03-05:batch", "openai:gpt-5.4:2026-03-05:batch:ctx272000"], answer.Output.Split('\n')[1..^1].Where(l => l.Contains("gpt-5.4:", StringComparison.Ordinal)).Select(l => l.Split(',')[0]));
    }

    [Fact]
    public async Task A_history_shows_each_price_and_draws_its_steps()
    {
        var answer = await Cli.Run("prices", "show", "openai/o3", "--as-of", "2026-01-01");

        Assert.Contains("standard       10     2.5      40  2025-04-16  2025-06-10  superseded", answer.Output, StringComparison.Ordinal);
        Assert.Contains("10 |###", answer.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("show", "openai/gpt4o")]
    [InlineData("quote", "absent.csv")]
    [InlineData("list", "--prices", "absent-folder")]
    public async Task What_cannot_be_answered_ends_with_1_and_a_reason(params string[] args)
    {
        var answer = await Cli.Run(["prices", .. args]);

        Assert.Equal(1, answer.Exit);
        Assert.Contains("error: ", answer.Error, StringComparison.Ordinal);
        Assert.Equal("", answer.Output);
    }

    [Fact]
    public async Task A_wrong_date_ends_with_2() => Assert.Equal(2, (await Cli.Run("prices", "list", "--as-of", "tomorrow")).Exit);

    [Fact]
    public async Task Verifying_ends_with_0_where_all_is_accepted_and_with_3_where_something_is_new()
    {
        Assert.Equal(0, (await Cli.Run("prices", "verify")).Exit);

        var answer = await Cli.Run("prices", "verify", "--as-of", "2027-06-01");
        Assert.Equal(3, answer.Exit);
        Assert.Contains("not-checked: a price in force that nobody compared", answer.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_days_are_compared_amount_by_amount()
    {
        var answer = await Cli.Run("prices", "diff", "2025-06-09", "2025-06-10");

        Assert.Contains("openai/o3", answer.Output, StringComparison.Ordinal);
        Assert.Contains("-80 %", answer.Output, StringComparison.Ordinal);
        Assert.Equal(1, (await Cli.Run("prices", "diff", "2025-06-09", "pricing")).Exit);
    }

    [SharedFact]
    public async Task An_import_reports_and_writes_nothing_unless_told_where()
    {
        var answer = await Cli.Run("prices", "import", "litellm", Shared.Path("pricing-facts/litellm-sample.json"), "--as-of", "2026-08-01");

        Assert.Equal(0, answer.Exit);
        Assert.StartsWith("quarantined (", answer.Output, StringComparison.Ordinal);
        Assert.Contains("Nothing was written", answer.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(2, (await Cli.Run("prices", "import", "litellm", "t.json")).Exit);
        var nowhere = await Cli.Run("prices", "import", "litellm", "https://", "--as-of", "2026-08-01");
        Assert.Equal((1, "error: https://: is not an address; write one such as https://example.org/prices.json\n"), (nowhere.Exit, nowhere.Error));
    }
}
