using System.Text.Json;

namespace CostSim.Tests.Billing;

/// <summary>Announced prices through `run`, on traffic that never varies.</summary>
public sealed class PricesInTimeTests
{
    // gemini-3.6-flash: $0.75 and $3.75 a million until 2026-12-31, $1.50 and $7.50 announced for 2027-01-01.
    private const string Scenario = """
        scenario: announced
        start: 2026-12-01
        months: 2
        requests: { input: 10_000, output: 1_000 }
        traffic: { requests_per_day: 1_000, counts: fixed }
        prices: { as_of: 2026-12-01, follow: true }
        designs: { base: { model: google/gemini-3.6-flash } }
        simulation: { trials: 256 }
        """;

    private static async Task<(double December, double January, string Warnings)> Months(string prices)
    {
        using var folder = new SmallScenario(Scenario.Replace("follow: true", prices, StringComparison.Ordinal));
        var answer = await folder.Run("--format", "json");
        var months = JsonDocument.Parse(folder.Result("forecast.json")).RootElement.GetProperty("designs")[0].GetProperty("months");
        return (months[0].GetProperty("mean").GetDouble(), months[1].GetProperty("mean").GetDouble(), answer.Error);
    }

    [Fact]
    public async Task Announced_prices_count_from_their_day_on_unless_they_are_switched_off()
    {
        // 31 x 1,000 x (10,000 x 0.75 + 1,000 x 3.75) / 1M = 348.75; January at twice that.
        var (december, january, _) = await Months("follow: true");
        Assert.Equal(348.75, december, 1e-6);
        Assert.Equal(697.5, january, 1e-6);

        var (same, kept, _) = await Months("follow: true, announced: false");
        Assert.Equal(348.75, same, 1e-6);
        Assert.Equal(348.75, kept, 1e-6);
    }

    [Theory]
    [InlineData("follow: true", 1, 2, 2, 1)]
    [InlineData("follow: false", 1, 1, 0.5, 0.5)]
    public async Task Yearly_steps_count_from_the_last_known_record_where_prices_follow(string prices, double december, double january, double june, double july)
    {
        // -75 % a year in steps of 6 months: times 0.5. From December that is June; from the record of January it is July.
        using var folder = new SmallScenario(Scenario.Replace("months: 2", "months: 8", StringComparison.Ordinal)
            .Replace("follow: true", prices + ", change: [{ per_year: -75%, step: 6 months }]", StringComparison.Ordinal));
        await folder.Run("--format", "json");
        var months = JsonDocument.Parse(folder.Result("forecast.json")).RootElement.GetProperty("designs")[0].GetProperty("months");
        double[] means = [.. months.EnumerateArray().Select(m => m.GetProperty("mean").GetDouble())];

        // 1,000 requests a day at $11.25 a thousand: 31 days in December, January and July, 30 in June.
        Assert.Equal([31 * december, 31 * january, 30 * june, 31 * july], new[] { means[0], means[1], means[6], means[7] }.Select(m => Math.Round(m / 11.25, 6)));
    }

    [Fact]
    public async Task A_change_inside_the_horizon_is_a_warning_with_the_records_name_where_a_date_is_pinned()
    {
        var (_, january, warnings) = await Months("follow: false");

        Assert.Equal(348.75, january, 1e-6);
        Assert.Contains("google:gemini-3.6-flash:2027-01-01:standard", warnings, StringComparison.Ordinal);
    }
}
