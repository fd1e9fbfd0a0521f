using CostSim.Files;

namespace CostSim.Tests.Scenarios;

/// <summary>Rates that would end what they change are refused where they stand, in growth and in prices alike.</summary>
public sealed class RatesTests
{
    // The law of 'a to b' is normal: from -30% to 0% its deviation is 15 / 1.645 = 9.1 points, and six of them from -15 % reach -70 %;
    // from -60% to 20% they are 146 points below -20 %.
    [Theory]
    [InlineData("growth_per_month: -60% to 20%", "per_year: -30% to 0%", "growth_per_month: comes within 6 standard deviations of -100 %")]
    [InlineData("growth_per_month: 2%", "per_year: -60% to 20%", "per_year: comes within 6 standard deviations of -100 %")]
    [InlineData("growth_per_month: 2%", "per_year: -100%", "per_year: comes within 6 standard deviations of -100 %")]
    public void A_rate_that_comes_near_minus_100_percent_is_refused(string growth, string price, string error) =>
        Assert.Contains(error, Assert.Throws<InputException>(() => Read(growth, price)).Message, StringComparison.Ordinal);

    [Fact]
    public void Narrow_and_bounded_rates_are_read() =>
        Assert.Equal(2, Read("growth_per_month: 2%", "per_year: { uniform: [-90%, 0%] }").Prices.Changes.Concat(Read("growth_per_month: 2%", "per_year: -30% to 0%").Prices.Changes).Count());

    private static CostSim.Scenarios.Scenario Read(string growth, string price) => new Sample($$"""
        months: 12
        requests: { input: 1000, output: 100 }
        traffic: { requests_per_day: 100, {{growth}} }
        prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 }, change: [{ {{price}}, step: 6 months }] }
        designs: { one: {} }
        """).Read();
}
