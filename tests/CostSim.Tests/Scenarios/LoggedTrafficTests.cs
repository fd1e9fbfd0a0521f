using System.Globalization;
using System.Text.Json;

namespace CostSim.Tests.Scenarios;

/// <summary>A scenario that uses the days of a log again.</summary>
public sealed class LoggedTrafficTests
{
    // A request costs 1,000 x $2.50 + 100 x $10 a million: $0.0035. February 2027 has four whole weeks, and begins on a Monday.
    private const string Text =
        """
        scenario: logged
        start: 2027-02-01
        months: 1
        requests: { input: 1000, output: 100 }
        prices: { inline: { input_usd_per_mtok: 2.5, output_usd_per_mtok: 10 } }
        traffic: { log: requests.csv }
        designs: { base: {} }
        """;

    private const double PerRequest = 0.0035;

    // A Monday and the days after it.
    private static string Days(params double[] requests) =>
        "date,requests\n" + string.Concat(requests.Select((r, i) => string.Create(CultureInfo.InvariantCulture, $"{new DateOnly(2026, 10, 5).AddDays(i):yyyy-MM-dd},{r}\n")));

    private static async Task<(double Mean, double Sd)> Total(string log, string traffic = "{ log: requests.csv }")
    {
        using var scenario = new SmallScenario(Text.Replace("{ log: requests.csv }", traffic, StringComparison.Ordinal));
        scenario.Write("requests.csv", log);
        var answer = await scenario.Run();
        Assert.True(answer.Exit == 0, answer.Error);
        var total = JsonDocument.Parse(scenario.Result("forecast.json")).RootElement.GetProperty("designs")[0].GetProperty("total");
        return (total.GetProperty("mean").GetDouble(), total.GetProperty("sd").GetDouble());
    }

    [Fact]
    public async Task Days_are_replayed_in_their_order()
    {
        // 700 a week, four times.
        var (mean, sd) = await Total(Days(100, 110, 120, 130, 140, 60, 40), "{ log: requests.csv, as: replayed }");

        Assert.Equal(4 * 700 * PerRequest, mean, 9);
        Assert.Equal(0, sd, 9);
    }

    [Fact]
    public async Task Whole_days_of_a_weekday_are_taken_by_chance()
    {
        // Each weekday was a or 3a: 2a in the mean, a beside it. Over 28 days with 100 a week for a: 4 x 200 in the mean, and 4 Σ a² of variance.
        double[] a = [20, 20, 20, 20, 10, 5, 5];
        var (mean, sd) = await Total(Days([.. a, .. a.Select(x => 3 * x)]));

        Assert.Equal(4 * 2 * 100 * PerRequest, mean, 9);
        Assert.Equal(Math.Sqrt(4 * a.Sum(x => x * x)) * PerRequest, sd, 9);
    }

    [Fact]
    public async Task A_log_of_requests_counts_its_whole_days_in_local_time()
    {
        // 23:30 in UTC is the next morning in Kuala Lumpur: the first and the last day are cut, two whole days have 2 and 4 requests.
        var times = new[] { "2026-10-05T23:30:00Z", "2026-10-06T10:00:00Z", "2026-10-07T00:30:00Z", "2026-10-07T03:00:00Z", "2026-10-07T09:00:00Z", "2026-10-07T15:00:00Z" };
        var log = "time,input_tokens,output_tokens\n" + string.Concat(times.Select(t => $"{t},1000,100\n"));
        var (mean, _) = await Total(log, "{ log: requests.csv, as: replayed, timezone: +08:00 }");

        // The log has less than a week: its days come again and again, 14 times each.
        Assert.Equal(14 * 6 * PerRequest, mean, 9);
    }

    [Theory]
    [InlineData("{ log: nowhere.csv }", "'nowhere.csv' is not a file in")]
    [InlineData("{ log: requests.csv, as: mirrored }", "as: 'mirrored' is not known; known are resampled, replayed")]
    [InlineData("{ requests_per_day: 100, as: replayed }", "as: says how a log is used again; name it")]
    [InlineData("{ log: requests.csv, weekdays: [1, 1, 1, 1, 1, 1, 1] }", "weekdays: cannot be combined with log")]
    [InlineData("{ log: [requests.csv] }", "log: must be the file of a log")]
    [InlineData("{ log: gap.csv }", "has no request from 2026-10-06 to 2026-10-14; days are used again one after the other")]
    [InlineData("{ log: months.csv }", "says sums of months, not of days")]
    [InlineData("{ log: none.csv }", "holds no whole day with requests")]
    public async Task What_cannot_be_used_again_is_refused(string traffic, string says)
    {
        using var scenario = new SmallScenario(Text.Replace("{ log: requests.csv }", traffic, StringComparison.Ordinal));
        scenario.Write("requests.csv", Days(100, 110));
        scenario.Write("gap.csv", "date,requests\n2026-10-05,10\n2026-10-15,10\n");
        scenario.Write("months.csv", "time,until,requests\n2026-09-01,2026-10-01,3000\n2026-10-01,2026-11-01,3100\n");
        scenario.Write("none.csv", Days(0, 0));

        var answer = await scenario.Run();

        Assert.Equal(1, answer.Exit);
        Assert.Contains(says, answer.Error, StringComparison.Ordinal);
    }
}
