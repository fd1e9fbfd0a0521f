using System.Text.Json;

namespace CostSim.Tests.Scenarios;

/// <summary>Designs and classes are named after models, whose names hold dots.</summary>
public sealed class DottedNamesTests
{
    // The second design says its own answer, so that both state the same uncertain mean.
    private static string Named(string design) => SmallScenario.Text
        .Replace("full:", $"{design}:", StringComparison.Ordinal).Replace("like: full,", "like: " + design + ", answer: { mean: 300 to 500, cv: 0.5 },", StringComparison.Ordinal);

    [Fact]
    public async Task A_dot_in_a_designs_name_moves_no_number()
    {
        using var plain = new SmallScenario(Named("gpt-four"));
        using var dotted = new SmallScenario(Named("gpt-4.1"));
        await plain.Run();
        await dotted.Run();

        // Two designs share what is not known of an answer, whatever they are called.
        foreach (var table in new[] { "drivers.csv", "compare.csv", "designs.csv", "assumptions.csv" })
            Assert.Equal(plain.Result(table), dotted.Result(table).Replace("gpt-4.1", "gpt-four", StringComparison.Ordinal));
        Assert.DoesNotContain("\"1.answer", dotted.Result("forecast.json"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_class_may_have_a_dot_in_its_name()
    {
        static string Of(string name) => $$"""
            scenario: classes
            start: 2027-01-01
            months: 2
            prices: { as_of: 2026-11-01 }
            designs: { base: { model: openai/gpt-4o } }
            requests: { input: 1_000, output: 200 }
            traffic: { requests_per_day: 100 }
            classes: { {{name}}: { traffic: { requests_per_day: 100 to 300 } }, other: { traffic: { requests_per_day: 100 to 300 } } }
            simulation: { trials: 256 }
            """;
        using var plain = new SmallScenario(Of("v-2"));
        using var dotted = new SmallScenario(Of("v.2"));
        await plain.Run();
        await dotted.Run();

        Assert.Equal(plain.Result("drivers.csv"), dotted.Result("drivers.csv").Replace("v.2", "v-2", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_command_line_reaches_below_such_a_name()
    {
        using var scenario = new SmallScenario(Named("gpt-4.1"));

        Assert.Equal(0, (await scenario.Run("--set", "designs.gpt-4.1.answer=400")).Exit);
        var values = JsonDocument.Parse(scenario.Result("forecast.json")).RootElement.GetProperty("record").GetProperty("values").EnumerateArray();
        Assert.Equal("400", values.First(v => v.GetProperty("path").GetString() == "designs.gpt-4.1.answer").GetProperty("value").GetString());

        var wrong = await scenario.Run("--set", "designs.gpt-4.2.answer=400");
        Assert.Equal(1, wrong.Exit);
        Assert.Contains("is not a design; did you mean 'gpt-4.1'?", wrong.Error, StringComparison.Ordinal);
    }
}
