using CostSim.Answers;
using CostSim.Scenarios;

namespace CostSim.Tests.Reports;

public sealed class PriceHistoryTests
{
    private const string Requests = "requests: { input: 1_000, output: 100 }\ntraffic: { requests_per_day: 10 }\n";

    // OpenAI halved the input price of gpt-4o on 2 October 2024, from $5, and took the output price from $15 to $10.
    [Theory]
    [InlineData("2026-11-01", "gpt-4o input 2024-05-13 5, gpt-4o input 2024-10-02 2.5, gpt-4o output 2024-05-13 15, gpt-4o output 2024-10-02 10")]
    [InlineData("2024-07-01", null)]
    public void The_prices_of_a_runs_models_are_drawn_up_to_the_day_that_is_used(string asOf, string? rows) =>
        Assert.Equal(rows, Rows($"{Requests}prices: {{ as_of: {asOf} }}\ndesigns: {{ base: {{ model: openai/gpt-4o }} }}\n"));

    [Fact]
    public void Typed_prices_have_no_history() =>
        Assert.Null(Rows($"{Requests}prices: {{ inline: {{ input_usd_per_mtok: 2, output_usd_per_mtok: 8 }} }}\ndesigns: {{ base: {{}} }}\n"));

    private static string? Rows(string text) => PriceHistory.Of(ScenarioFile.Parse(text))?.Values is { } table
        ? string.Join(", ", table.Rows.Select(r => string.Join(' ', r.Cells.Select(c => c.Value is DateOnly day ? $"{day:yyyy-MM-dd}" : Convert.ToString(c.Value, System.Globalization.CultureInfo.InvariantCulture)))))
        : null;
}
