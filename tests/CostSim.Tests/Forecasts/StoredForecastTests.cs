using System.Text.Json.Nodes;
using CostSim.Files;
using CostSim.Forecasts;

namespace CostSim.Tests.Forecasts;

public sealed class StoredForecastTests
{
    public static TheoryData<string> Scenarios =>
        [.. Directory.GetDirectories(Path.Combine(Shared.Repository, "scenarios")).Where(d =>
        File.Exists(Path.Combine(d, "scenario.yaml"))).Select(d => Path.GetFileName(d)!)];

    [Theory, MemberData(nameof(Scenarios))]
    public async Task A_report_of_a_stored_run_is_what_the_run_wrote_byte_for_byte(string scenario)
    {
        var folder = Directory.CreateTempSubdirectory("costsim-stored-").FullName;
        var (first, again) = (Path.Combine(folder, "first"), Path.Combine(folder, "again"));
        var run = await Cli.Run("run", Path.Combine(Shared.Repository, "scenarios", scenario), "--trials", "64", "-o", first, "--store",
            "off");
        var report = await Cli.Run("report", Path.Combine(first, "forecast.json"), "-o", again);

        Assert.Equal((0, 0), (run.Exit, report.Exit));
        Assert.Equal(Files(first), Files(again));
        Assert.All(Files(first),
            name => Assert.Equal(File.ReadAllBytes(Path.Combine(first, name)), File.ReadAllBytes(Path.Combine(again, name))));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task The_record_repeats_the_mean_cost_of_a_request_where_nothing_changes_over_the_horizon()
    {
        // Two documents of one question each: system, context and question at $2.50, 400 tokens of answer at $10 a million, 2 % paid twice.
        using var scenario = new SmallScenario(SmallScenario.Text.Replace("growth_per_month: 1% to 5%", "counts: fixed",
            StringComparison.Ordinal).Replace("mean: 300 to 500, cv: 0.5", "mean: 400, cv: 0.5", StringComparison.Ordinal));
        await scenario.Run();

        var design = ForecastFile.Read(scenario.Out).Forecast.Designs[0];
        var (input, requests) = (design.Parts.Where(p => p.Part != "output").Sum(p => p.Tokens), design.Classes[0]);

        Assert.Equal(1.02 * ((input * 2.5) + 4_000) / 1e6, design.CostPerRequest, 1e-8);
        Assert.Equal(design.CostPerRequest, requests.Uses.Sum(u => u.Usd) * (1 + requests.Repeats), 1e-8);
        Assert.Contains(design.Parts, p => p.File == "prompts/system.md");
        Assert.Equal((31.0, 28.0), (requests.DaysByMonth[0], requests.DaysByMonth[1]));
    }

    [Theory]
    [InlineData("\"scenario\": \"small\"", "\"scenario\": \"smaller\"")]
    [InlineData("\"seed\": 7", "\"seed\": 8")]
    public async Task An_altered_file_is_noticed(string was, string becomes)
    {
        using var scenario = new SmallScenario();
        await scenario.Run();
        var text = scenario.Result("forecast.json");
        scenario.Write("out/forecast.json", text.Replace(was, becomes, StringComparison.Ordinal));

        Assert.NotEqual(text, scenario.Result("forecast.json"));
        Assert.Contains("was altered", Refusal(scenario.Out), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_layout_of_the_same_content_keeps_its_seal()
    {
        using var scenario = new SmallScenario();
        await scenario.Run();
        scenario.Write("out/forecast.json", scenario.Result("forecast.json").Replace("\n  ", " ", StringComparison.Ordinal));

        Assert.Equal("small", ForecastFile.Read(scenario.Out).Forecast.Scenario);
    }

    [Fact]
    public async Task A_file_that_is_no_forecast_is_refused_with_the_reason()
    {
        using var scenario = new SmallScenario();
        await scenario.Run();
        var whole = JsonNode.Parse(scenario.Result("forecast.json"))!.AsObject();

        scenario.Write("text.json", "forecast");
        scenario.Write("other.json", "{ \"name\": 1 }");
        scenario.Write("future.json", "{ \"format\": 99 }");
        whole.Remove("seal");
        scenario.Write("cut.json", whole.ToJsonString());

        Assert.Contains("is not valid JSON; name the forecast.json that 'costsim run' wrote",
            Refusal(Path.Combine(scenario.Folder, "text.json")), StringComparison.Ordinal);
        Assert.Contains("it has no 'format'", Refusal(Path.Combine(scenario.Folder, "other.json")), StringComparison.Ordinal);
        Assert.Contains("has format 99, but this version reads format 1", Refusal(Path.Combine(scenario.Folder, "future.json")),
            StringComparison.Ordinal);
        Assert.Contains("has no seal", Refusal(Path.Combine(scenario.Folder, "cut.json")), StringComparison.Ordinal);
        Assert.Contains("does not exist", Refusal(Path.Combine(scenario.Folder, "none.json")), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_stored_run_is_printed_in_every_format()
    {
        using var scenario = new SmallScenario();
        var run = await scenario.Run("--format", "csv", "--table", "months");

        Assert.Equal(run.Output, (await Cli.Run("report", scenario.Out, "--format", "csv", "--table", "months")).Output);
        Assert.StartsWith("# small", (await Cli.Run("report", scenario.Out, "--format", "md")).Output, StringComparison.Ordinal);
        Assert.Equal(scenario.Result("report.html"), (await Cli.Run("report", scenario.Out, "--format", "html")).Output);
        Assert.StartsWith("small: 2 months from 2027-01-01", (await Cli.Run("report", scenario.Out)).Output, StringComparison.Ordinal);
    }

    private static string Refusal(string path) => Assert.Throws<InputException>(() => ForecastFile.Read(path)).Errors[0].ToString();

    private static List<string> Files(string folder) =>
        [.. Directory.GetFiles(folder, "*",
        SearchOption.AllDirectories).Select(f => Path.GetRelativePath(folder, f)).Order(StringComparer.Ordinal)];
}
