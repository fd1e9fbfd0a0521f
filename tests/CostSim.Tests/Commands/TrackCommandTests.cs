using System.Text.Json;

namespace CostSim.Tests.Commands;

public sealed class TrackCommandTests : IDisposable
{
    private const string Scenario =
        """
        scenario: tracked
        start: 2026-10-01
        months: 3
        traffic: { requests_per_day: 90 to 110, counts: { negative_binomial: 50 } }
        requests: { input: { mean: 900 to 1100, cv: 0.3 }, output: { mean: 180 to 220, cv: 0.3 } }
        prices: { as_of: 2026-10-01 }
        designs: { base: { model: openai/gpt-4o } }
        simulation: { trials: 256 }
        """;

    private readonly string folder = Directory.CreateTempSubdirectory("costsim-track-").FullName;

    private string Forecast => Path.Combine(folder, "out");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_log_as_forecast_is_on_track()
    {
        await Run();

        var track = await Cli.Run("track", Log(days: 40, tokens: _ => 1_000), "--against", Forecast);

        Assert.True(track.Exit == 0, track.Output + track.Error);
        Assert.Contains("On track.", track.Output, StringComparison.Ordinal);
        Assert.All(track.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task A_prompt_that_doubles_is_an_alert_that_names_its_driver_and_its_day()
    {
        await Run();

        var track = await Cli.Run("track", Log(days: 40, tokens: day => day >= 30 ? 2_000 : 1_000), "--against", Forecast, "--format", "json");

        Assert.Equal(3, track.Exit);
        using var json = JsonDocument.Parse(track.Output);
        var drift = json.RootElement.GetProperty("drifts").EnumerateArray().First(d => d.GetProperty("series").GetString() == "tokens per request");
        Assert.Equal("2026-10-31", drift.GetProperty("since").GetString());
        Assert.Contains(json.RootElement.GetProperty("alerts").EnumerateArray(), a => a.GetString()!.Contains("most of it: input tokens/req", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_invoice_by_month_will_do_in_another_currency()
    {
        await Run();
        var path = Write("invoice.csv", "month,amount,currency\n2026-10,54.0,MYR\n");

        var refused = await Cli.Run("track", path, "--against", Forecast);
        var track = await Cli.Run("track", path, "--against", Forecast, "--fx", "MYR=4", "--format", "json");

        Assert.Contains("invoice.csv:2: error: is in MYR, the forecast in USD; give the rate with --fx MYR=4.10", refused.Error, StringComparison.Ordinal);
        // 31 days × 100 × ($0.0025 + $0.002) = $13.95 forecast; 54 ringgit at 4 are $13.50.
        Assert.Equal(0, track.Exit);
        using var json = JsonDocument.Parse(track.Output);
        Assert.Equal(13.5, json.RootElement.GetProperty("actual").GetDouble(), 1e-9);
        Assert.Equal(13.95, json.RootElement.GetProperty("forecast").GetDouble(), 0.2);
    }

    [Fact]
    public async Task A_model_without_price_or_cost_is_inconclusive()
    {
        await Run();

        var track = await Cli.Run("track", Log(days: 12, tokens: _ => 1_000, model: "homegrown-7b"), "--against", Forecast);

        Assert.Equal(4, track.Exit);
        Assert.Contains("no price for homegrown-7b", track.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Days_outside_the_horizon_are_left_out_and_a_log_without_overlap_is_refused()
    {
        await Run();

        var partly = await Cli.Run("track", Log(days: 40, tokens: _ => 1_000, from: new DateOnly(2026, 9, 11)), "--against", Forecast);
        var none = await Cli.Run("track", Log(days: 5, tokens: _ => 1_000, from: new DateOnly(2026, 1, 1)), "--against", Forecast);

        Assert.Contains("20 days of the log lie outside", partly.Output, StringComparison.Ordinal);
        Assert.Equal(1, none.Exit);
        Assert.Contains("does not overlap the forecast", none.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_backtest_scores_coverage_loss_and_bias()
    {
        await Run();

        var scores = await Cli.Run("track", Log(days: 62, tokens: _ => 1_000), "--against", Forecast, "--backtest", "--format", "csv");

        Assert.Equal(0, scores.Exit);
        var day = scores.Output.Split('\n').First(l => l.StartsWith("tracked,day,", StringComparison.Ordinal)).Split(',');
        Assert.Equal("62", day[2]);
        // Every day is exactly as forecast: all inside, next to no bias.
        Assert.Equal("1", day[3]);
    }

    [SharedFact]
    public async Task A_bill_that_tokens_cannot_explain_says_so()
    {
        Write("scenario.yaml", Scenario.Replace("start: 2026-10-01", "start: 2025-01-11", StringComparison.Ordinal).Replace("as_of: 2026-10-01", "as_of: 2025-01-11", StringComparison.Ordinal));
        await Cli.Run("run", Path.Combine(folder, "scenario.yaml"), "-o", Forecast);

        var track = await Cli.Run("track", Shared.Path("usage-samples/openai-usage-completions-31d.json"), Shared.Path("usage-samples/openai-costs-31d.json"), "--against", Forecast);

        // The sample's README: four days hold $240.46 = 84 % of $284.94.
        Assert.Equal(3, track.Exit);
        Assert.Contains("4 days hold 84 % of the bill", track.Output.Replace('\n', ' '), StringComparison.Ordinal);
        Assert.Contains("2025-01-22", track.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_page_has_the_charts()
    {
        await Run();
        var page = Path.Combine(folder, "track.html");

        await Cli.Run("track", Log(days: 40, tokens: _ => 1_000), "--against", Forecast, "-o", page);

        var html = File.ReadAllText(page);
        Assert.Contains("Cost a day: actual and forecast", html, StringComparison.Ordinal);
        Assert.Contains("<svg", html, StringComparison.Ordinal);
        Assert.Contains(">Month of</th>", html, StringComparison.Ordinal);
        Assert.Contains(">Of the forecast</th>", html, StringComparison.Ordinal);
    }

    private async Task Run()
    {
        var run = await Cli.Run("run", Write("scenario.yaml", Scenario), "-o", Forecast);
        Assert.True(run.Exit == 0, run.Error);
    }

    // Days of 98 to 102 requests with their tokens and what they cost at $2.50 and $10 a million.
    private string Log(int days, Func<int, long> tokens, string model = "gpt-4o", DateOnly? from = null)
    {
        var rows = Enumerable.Range(0, days).Select(day =>
        {
            var requests = 98 + (day * 3 % 5);
            return FormattableString.Invariant($"{(from ?? new DateOnly(2026, 10, 1)).AddDays(day):yyyy-MM-dd},{model},{requests},{requests * (tokens(day) + (day * 7 % 11))},{requests * 200}\n");
        });
        return Write("log.csv", "date,model,requests,input_tokens,output_tokens\n" + string.Concat(rows));
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text);
        return path;
    }
}
