using System.Text.Json;
using System.Text.Json.Nodes;
using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Scenarios;
using CostSim.Scenarios.Keys;
using CostSim.Tests.Files;

namespace CostSim.Tests.Scenarios;

public sealed class ScenarioSchemaTests
{
    private static readonly JsonObject Schema = ScenarioSchema.Build();

    public static TheoryData<string> Shipped => [.. Directory.GetFiles(Path.Combine(Shared.Repository, "scenarios"), "*.yaml", SearchOption.AllDirectories)];

    public static TheoryData<string> Keys => [.. ScenarioKeys.All.Select(k => k.Path)];

    [Theory, MemberData(nameof(Shipped))]
    public void Every_shipped_scenario_fits_the_schema(string path) => Assert.Empty(Problems(File.ReadAllText(path)));

    [Fact]
    public void The_starter_fits_the_schema() => Assert.Empty(Problems(Starter.Sample().Single(f => f.Path == "scenario.yaml").Text));

    [Theory, MemberData(nameof(Keys))]
    public void The_example_of_every_key_fits_the_schema(string path)
    {
        var key = ScenarioKeys.All.Single(k => k.Path == path);
        var written = path.Replace("fx.*", "fx.MYR", StringComparison.Ordinal).Replace("*", "x", StringComparison.Ordinal).Replace("[]", "[0]", StringComparison.Ordinal);
        var root = Yaml.ReadMap("x", new StringReader("designs: { x: { like: y } }"));
        foreach (var list in ScenarioKeys.All.Where(k => k.Form == KeyForm.List && path.StartsWith(k.Path + "[]", StringComparison.Ordinal)))
            root = SettingsPath.Parse(list.Path.Replace("fx.*", "fx.MYR", StringComparison.Ordinal).Replace("*", "x", StringComparison.Ordinal)).Set(root, new ListNode(default, [new MapNode(default, [])]));

        Assert.Empty(JsonSchemaCheck.Problems(Schema, Schema, JsonSchemaCheck.Json(SettingsPath.Parse(written).Set(root, Yaml.Read("x", new StringReader(key.Example))))));
    }

    [Theory]
    [InlineData("moths: 2", ".moths: is not known")]
    [InlineData("months: twelve", ".months: fits none")]
    [InlineData("traffic: { requests_per_dya: 5 }", ".traffic.requests_per_dya: is not known")]
    [InlineData("budget: { of: everything }", ".budget.of: everything is none of")]
    [InlineData("start: soon", ".start: 'soon' does not match")]
    public void What_the_reader_refuses_the_editor_marks(string wrong, string problem) =>
        Assert.Contains(Problems(wrong + "\ndesigns: { x: { model: openai/gpt-4o } }"), p => p.StartsWith(problem, StringComparison.Ordinal));

    [Fact]
    public async Task A_forecast_fits_its_schema_and_has_every_member_that_it_names()
    {
        using var scenario = new SmallScenario();
        await scenario.Run();
        var forecast = JsonNode.Parse(scenario.Result("forecast.json"))!;
        var schema = ForecastSchema.Build();

        Assert.Empty(JsonSchemaCheck.Problems(schema, schema, forecast));
        Assert.Equal([], ForecastSchema.Paths.Where(p => !Has(forecast, p)));
    }

    [Theory]
    [InlineData("scenario")]
    [InlineData("prices")]
    [InlineData("forecast")]
    public async Task Every_schema_is_printed_as_json(string which)
    {
        var answer = await Cli.Run("schema", which);

        Assert.Equal(0, answer.Exit);
        using var json = JsonDocument.Parse(answer.Output);
        Assert.Equal("https://json-schema.org/draft/2020-12/schema", json.RootElement.GetProperty("$schema").GetString());
    }

    [Fact]
    public void The_reference_in_docs_is_the_one_that_the_tables_make()
    {
        var path = Path.Combine(Shared.Repository, "docs", "scenario-reference.md");
        using var made = new StringWriter { NewLine = "\n" };
        ScenarioReference.Write(made);
        if (Environment.GetEnvironmentVariable("UPDATE_README") == "1")
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            File.WriteAllText(path, made.ToString());
        }

        Assert.Equal(made.ToString(), File.ReadAllText(path));
    }

    private static List<string> Problems(string yaml) => [.. JsonSchemaCheck.Problems(Schema, Schema, JsonSchemaCheck.Json(Yaml.ReadMap("x", new StringReader(yaml))))];

    private static bool Has(JsonNode node, string path)
    {
        foreach (var step in path.Split('.'))
        {
            var name = step.Replace("[]", "", StringComparison.Ordinal);
            if (node is not JsonObject map || !map.ContainsKey(name))
                return false;
            if (map[name] is not { } next)
                return true;
            if (step.EndsWith("[]", StringComparison.Ordinal))
            {
                // An empty list has the member, but no items to look into.
                if (next.AsArray().Count == 0)
                    return true;
                next = next[0]!;
            }

            node = next;
        }

        return true;
    }
}
