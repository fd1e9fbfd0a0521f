using System.Globalization;
using System.Text;
using System.Text.Json;

namespace CostSim.Tests.Actuals;

/// <summary>What a month ends at, worked out by hand from the log and the prices.</summary>
public sealed class MoneyCasesTests
{
    [Fact]
    public async Task A_fee_a_request_scales_with_the_requests_of_the_log()
    {
        // 3,000 requests a day for 30 days: 99 M tokens at $1 a million are $99, 90,000 fees of $5 a thousand $450.
        using var run = await Cases.Run("money/fee.yaml");

        var track = await Cases.Track(Cases.Path("money/fee.csv"), run.Out);

        Assert.Equal(549, track.GetProperty("actual").GetDouble(), 1e-6);
        Assert.Equal("volume", track.GetProperty("drivers").EnumerateArray().Single().GetProperty("driver").GetString());
    }

    [Fact]
    public async Task A_last_day_of_which_the_log_holds_a_part_is_compared_with_that_part()
    {
        // 2,400 requests a day of $0.0035 are $8.40: $252 in April. The log ends at 06:00 of the 20th, as forecast until then.
        using var run = await Cases.Run("money/part.yaml");

        var track = await Cases.Track(Cases.Path("money/part.csv"), run.Out);

        Assert.Equal("on track", track.GetProperty("verdict").GetString());
        Assert.Equal(252, track.GetProperty("landings")[0].GetProperty("p50").GetDouble(), 0.5);
        Assert.Equal(0.25, track.GetProperty("periods").EnumerateArray().Last(p =>
            p.GetProperty("period").GetString() == "day").GetProperty("part_of_day").GetDouble(), 1e-9);
    }

    [Fact]
    public async Task A_log_of_requests_alone_has_no_cost_and_none_is_invented()
    {
        using var run = await Cases.Run("money/part.yaml");
        var log = run.Write("counts.csv", "date,requests\n" + string.Concat(Enumerable.Range(1, 20).Select(d => $"2027-04-{d:00},2400\n")));

        var track = await Cases.Track(log, run.Out);
        var text = await Cli.Run("track", log, "--against", run.Out, "-q");

        Assert.Equal(JsonValueKind.Null, track.GetProperty("actual").ValueKind);
        Assert.Equal(JsonValueKind.Null, track.GetProperty("unexplained_share").ValueKind);
        Assert.Empty(track.GetProperty("landings").EnumerateArray());
        Assert.Equal("on track", track.GetProperty("verdict").GetString());
        Assert.Contains("neither tokens nor cost", text.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("lands at", text.Output, StringComparison.Ordinal);
    }

    [Theory, InlineData(3), InlineData(4), InlineData(5)]
    public async Task Days_of_a_service_that_sleeps_at_random_lie_in_their_bands(int seed)
    {
        // Asleep 35 % of the days, else 1,000 requests with k = 8; fitted on 28 days, 28 more of the same: 2 % outside a 98 % band is 0.6.
        using var run = new TemporaryRun();
        var random = new Random(seed);
        var (first, second) = (Sleepy(random, new DateOnly(2026, 9, 1)), Sleepy(random, new DateOnly(2026, 9, 29)));
        var scenario = System.IO.Path.Combine(System.IO.Path.GetDirectoryName(run.Out)!, "sleepy.yaml");
        var fit = await Cli.Run("fit", run.Write("fit.csv", first), "-o", scenario, "-q");
        Assert.True(fit.Exit == 0, fit.Error);
        using var forecast = await Cases.Run(scenario, "--set", "simulation.trials=1024");

        var track = await Cases.Track(run.Write("new.csv", second), forecast.Out);

        var days = track.GetProperty("periods").EnumerateArray().Where(p => p.GetProperty("period").GetString() == "day").ToList();
        Assert.InRange(days.Count(d => d.GetProperty("actual").GetDouble() is var cost
            && (cost < d.GetProperty("p1").GetDouble() || cost > d.GetProperty("p99").GetDouble())), 0, 2);
    }

    private static string Sleepy(Random random, DateOnly start)
    {
        var text = new StringBuilder("date,model,requests,input_tokens,output_tokens\n");
        for (var day = 0; day < 28; day++)
        {
            // The sum of eight exponentials is a gamma of shape 8.
            var level = Enumerable.Range(0, 8).Sum(_ => -Math.Log(1 - random.NextDouble())) / 8;
            var requests = random.NextDouble() < 0.35 ? 0 : Math.Max(1, (int)Math.Round(1000 * level));
            text.Append(CultureInfo.InvariantCulture,
                $"{start.AddDays(day):yyyy-MM-dd},openai/gpt-4o,{requests},{requests * 1000},{requests * 100}\n");
        }

        return text.ToString();
    }
}
