using CostSim.Actuals;
using CostSim.Logs;
using CostSim.Randomness;

namespace CostSim.Tests.Actuals;

/// <summary>Levels that are not one mean of all days: launches, closed days, runaways.</summary>
public sealed class LevelCasesTests
{
    private static readonly DateOnly Tuesday = new(2026, 9, 1);

    [Theory]
    [InlineData(28, 28)]
    [InlineData(28, 10)]
    [InlineData(40, 7)]
    public void A_launch_is_found_and_the_level_is_that_since(int before, int after)
    {
        var random = new RandomStreams((ulong)(before + after)).For(0, 0);

        var fit = TrafficFitter.Fit([.. Enumerable.Range(0, before + after).Select(t => new DayCount(Tuesday.AddDays(t), random.NegativeBinomial(t < before ? 50 : 400, 60)))]);

        Assert.Equal(Tuesday.AddDays(before), fit.Step!.Value.Since);
        Assert.Equal(50, fit.Step.Value.Before, 6.0);
        Assert.InRange(fit.Level.Value, 340, 460);
        Assert.True(fit.Level.Low < 400 && fit.Level.High > 400);
    }

    [Fact]
    public async Task A_launch_is_told_with_its_date()
    {
        // 50 a day for 28 days, then 400 for 28.
        var fit = await Cli.Run("fit", Cases.Path("forecast/launch_step.csv.gz"), "-q");

        Assert.Contains("# 400 on an average day at the end of the log, the level since 2026-09-29 (50 before)", fit.Output, StringComparison.Ordinal);
        Assert.Contains("the level changed on 2026-09-29, from 50 requests a day", fit.Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("forecast/closed_weekends.csv.gz")]
    [InlineData("forecast/weekend_zero_rows.csv")]
    public async Task A_weekday_that_is_always_closed_is_a_factor_of_0_and_no_chance(string log)
    {
        // 200 on each of five days: 142.9 on an average day of seven.
        var fit = await Cli.Run("fit", Cases.Path(log), "-q");

        Assert.Contains("weekdays: [1.40, 1.40, 1.40, 1.40, 1.40, 0.00, 0.00]", fit.Output, StringComparison.Ordinal);
        Assert.Contains("# 142.9 on an average day", fit.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("zero_days", fit.Output, StringComparison.Ordinal);
    }

    [Fact]
    public void Days_that_are_empty_at_random_close_no_weekday()
    {
        var random = new RandomStreams(11).For(0, 0);

        var fit = TrafficFitter.Fit([.. Enumerable.Range(0, 28).Select(t => new DayCount(Tuesday.AddDays(t), random.Uniform() < 0.3 ? 0 : random.Poisson(500)))]);

        Assert.NotNull(fit.ZeroDays);
        Assert.All(fit.Weekdays!, w => Assert.True(w > 0.5));
    }

    [Fact]
    public void A_single_runaway_day_is_named_and_left_out_unless_it_is_kept()
    {
        var random = new RandomStreams(12).For(0, 0);
        List<DayCount> days = [.. Enumerable.Range(0, 28).Select(t => new DayCount(Tuesday.AddDays(t), t == 17 ? 9_000 : random.NegativeBinomial(300, 40)))];

        var (fit, kept) = (TrafficFitter.Fit(days), TrafficFitter.Fit(days, keepOutliers: true));

        Assert.Equal([days[17]], fit.Runaways);
        Assert.InRange(fit.Level.Value, 270, 330);
        Assert.True(fit.Spread!.Size.Value > 15);
        Assert.Empty(kept.Runaways);
        Assert.True(kept.Spread!.Size.Value < 2);
    }

    [Fact]
    public void Steady_growth_is_growth_and_no_step()
    {
        var random = new RandomStreams(13).For(0, 0);

        var fit = TrafficFitter.Fit([.. Enumerable.Range(0, 90).Select(t => new DayCount(Tuesday.AddDays(t), random.NegativeBinomial(300 * Math.Pow(1.15, t / 30.4), 50)))]);

        Assert.Null(fit.Step);
        Assert.InRange(fit.Growth!.Value.Value, 0.08, 0.2);
    }
}
