using CostSim.Files;
using CostSim.Scenarios;

namespace CostSim.Tests.Scenarios;

/// <summary>Numbers as people write them elsewhere, and values beyond reason: refused with what was probably meant.</summary>
public sealed class WrittenNumbersTests
{
    [Theory]
    [InlineData("requests_per_day: 1,000", "write 1_000: digits are grouped by _")]
    [InlineData("requests_per_day: 1.000.000", "write 1_000_000: digits are grouped by _")]
    [InlineData("requests_per_day: 2.000", "write 2_000, or 2: which of the two is meant cannot be told")]
    [InlineData("requests_per_day: 1.500", "write 1_500, or 1.5: which of the two is meant cannot be told")]
    [InlineData("requests_per_day: 10k", "write 10_000")]
    [InlineData("requests_per_day: 1,000 to 2,000", "write 1_000: digits are grouped by _")]
    [InlineData("requests_per_day: 800\n  growth_per_month: 0,5%", "write 0.5%: decimals follow a point")]
    [InlineData("requests_per_day: 800\n  growth_per_month: 3", "is 300 % a month, 16,777,216 times the traffic at the end of the horizon; did you mean 3%?")]
    [InlineData("requests_per_day: 800\n  growth_per_month: 1 to 5", "did you mean 1% to 5%?")]
    [InlineData("request_per_day: 800", "unknown key 'request_per_day' in traffic; did you mean 'requests_per_day'?")]
    public void A_number_of_traffic_that_cannot_be_meant_so_says_what_was_probably_meant(string traffic, string remedy) =>
        Assert.Contains(remedy, Refused($"traffic:\n  {traffic}\n"), StringComparison.Ordinal);

    [Fact]
    public void A_comma_in_braces_is_explained() =>
        Assert.Contains("a comma ends a value between { and }; group digits by _, as in 1_000", Refused("traffic: { requests_per_day: 1,000 }\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("quality: { at_least: 90 }", "at_least: must lie between 0 and 100 %, but is 9000 %; did you mean 90%?")]
    [InlineData("reliability: { retries: 3 }", "retries: must lie between 0 and 100 %, but is 300 %; did you mean 3%?")]
    [InlineData("months: 1.000", "months: must be a whole number such as 5 or 10_000, but is '1.000'; write 1_000, or 1")]
    public void A_share_without_its_sign_is_recognised(string line, string remedy) =>
        Assert.Contains(remedy, Refused($"traffic: {{ requests_per_day: 800 }}\n{line}\n"), StringComparison.Ordinal);

    [Theory]
    [InlineData("requests_per_day: 0.125")]
    [InlineData("requests_per_day: 12.5")]
    [InlineData("requests_per_day: 800\n  adoption: 1.125")]
    [InlineData("requests_per_day: 800\n  growth_per_month: 100%")]
    public void A_number_that_can_be_meant_is_read(string traffic) => Assert.NotNull(Read($"traffic:\n  {traffic}\n"));

    private static CostSim.Scenarios.Scenario Read(string more) => ScenarioFile.Parse(
        "start: 2027-01-01\nrequests: { input: 1_000, output: 100 }\nprices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }\ndesigns: { a: {} }\n" + more);

    private static string Refused(string more) => Assert.Throws<InputException>(() => Read(more)).Message;
}
