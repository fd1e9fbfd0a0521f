using System.Globalization;
using System.Text;
using System.Text.Json;
using CostSim.Randomness;

namespace CostSim.Tests.Commands;

public sealed class FitCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("costsim-fit-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task What_is_fitted_runs_as_written()
    {
        var log = Log("log.csv", days: 28, skewed: false);
        var scenario = Path.Combine(folder, "fitted.yaml");

        var fit = await Cli.Run("fit", log, "-o", scenario);
        var run = await Cli.Run("run", scenario, "--trials", "256", "--format", "json", "-o", "-");

        Assert.True(fit.Exit == 0, fit.Error);
        Assert.True(run.Exit == 0, run.Error);
        // Requests a day near 100, 1,000 tokens in and 200 out at $2.50 and $10 of gpt-4o: $0.0045 each, with 5 % paid twice.
        using var json = JsonDocument.Parse(run.Output);
        Assert.Equal(0.0045 * 1.05, json.RootElement.GetProperty("designs")[0].GetProperty("per_request").GetProperty("cost").GetDouble(), 0.0004);
        Assert.True(File.Exists(Path.Combine(folder, "fitted-days.svg")));
        Assert.All(fit.Output.Split('\n'), line => Assert.True(line.Length <= 80, line));
    }

    [Fact]
    public async Task Lengths_that_no_lognormal_fits_are_resampled_from_a_file()
    {
        var log = Log("log.csv", days: 8, skewed: true);
        var scenario = Path.Combine(folder, "fitted.yaml");

        await Cli.Run("fit", log, "-o", scenario);
        var run = await Cli.Run("run", scenario, "--trials", "256", "--format", "json", "-o", "-");

        Assert.Contains("file: fitted-lengths.csv, column: input_tokens, factor: ", File.ReadAllText(scenario), StringComparison.Ordinal);
        Assert.True(run.Exit == 0, run.Error);
        using var json = JsonDocument.Parse(run.Output);
        // Half of the prompts have 100 tokens and half 4,000: 2,050 in the mean.
        Assert.Equal(2_050, json.RootElement.GetProperty("designs")[0].GetProperty("per_request").GetProperty("input_tokens").GetDouble(), 60.0);
    }

    [Fact]
    public async Task Json_has_every_value_with_its_interval()
    {
        var fit = await Cli.Run("fit", Log("log.csv", days: 28, skewed: false), "--format", "json");

        using var json = JsonDocument.Parse(fit.Output);
        var level = json.RootElement.GetProperty("traffic").GetProperty("requests_per_day");
        Assert.InRange(100, level.GetProperty("p5").GetDouble(), level.GetProperty("p95").GetDouble());
        Assert.Equal("lognormal", json.RootElement.GetProperty("lengths").GetProperty("input").GetProperty("family").GetString());
    }

    [Fact]
    public async Task A_bill_has_no_requests_to_fit()
    {
        var path = Path.Combine(folder, "invoice.csv");
        File.WriteAllText(path, "date,amount,currency\n2026-01-01,12,USD\n2026-01-02,13,USD\n");

        var fit = await Cli.Run("fit", path);

        Assert.Equal(1, fit.Exit);
        Assert.Contains("counts no requests", fit.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_field_that_is_none_is_wrong_usage_and_the_near_one_is_named()
    {
        var fit = await Cli.Run("fit", Log("log.csv", days: 2, skewed: false), "--map", "tim=timestamp");

        Assert.Equal(2, fit.Exit);
        Assert.Contains("did you mean 'time'?", fit.Error, StringComparison.Ordinal);
    }

    // Whole days of about 100 requests; one in twenty fails after it was paid.
    private string Log(string name, int days, bool skewed)
    {
        var random = new RandomStreams(11).For(0, 0);
        var text = new StringBuilder("request_id,timestamp,model,input_tokens,output_tokens,status\n");
        var id = 0;
        for (var day = 0; day < days; day++)
        {
            var count = random.NegativeBinomial(100, 30);
            for (var i = 0; i < count; i++)
            {
                var input = skewed ? (random.Uniform() < 0.5 ? 100 : 4_000) : Math.Exp(Math.Log(1_000) - 0.08 + (0.4 * random.Normal()));
                var output = Math.Exp(Math.Log(200) - 0.125 + (0.5 * random.Normal()));
                var at = new DateTimeOffset(2026, 9, 7, 0, 0, 0, TimeSpan.Zero).AddDays(day).AddSeconds(Math.Floor(86_400.0 * (i + 0.5) / count));
                text.Append(CultureInfo.InvariantCulture, $"r{id++},{at:yyyy-MM-ddTHH:mm:ssZ},gpt-4o,{input:0},{output:0},{(random.Uniform() < 0.0476 ? 500 : 200)}\n");
            }
        }

        var path = Path.Combine(folder, name);
        File.WriteAllText(path, text.ToString());
        return path;
    }
}
