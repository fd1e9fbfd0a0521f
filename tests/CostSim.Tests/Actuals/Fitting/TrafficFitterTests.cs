using CostSim.Actuals;
using CostSim.Logs;
using CostSim.Randomness;

namespace CostSim.Tests.Actuals;

public sealed class TrafficFitterTests
{
    private static readonly DateOnly Monday = new(2026, 1, 5);

    [Fact]
    public void Five_days_are_shrunk_halfway_to_the_usual_size()
    {
        // Days 50, 150, 50, 150, 100: squares 4 × 0.25 over 4 degrees = 0.25, less 1/100 of chance: 1/k = 0.24.
        // Halfway to 1/5: (5 × 0.24 + 5 × 0.2) / 10 = 0.22.
        var fit = TrafficFitter.Fit(Days(50, 150, 50, 150, 100));

        Assert.Equal(1 / 0.24, fit.Spread!.OwnSize, 1e-9);
        Assert.Equal(1 / 0.22, fit.Spread!.Size.Value, 1e-9);
        Assert.Null(fit.Growth);
        Assert.Null(fit.Weekdays);
        Assert.Equal(100, fit.Level.Value, 1e-9);
    }

    [Fact]
    public void Days_that_hang_together_say_less_of_the_level()
    {
        // Independent days: 1. Two days at 0.4: 1 + 2 × (1/2) × 0.4 = 1.4.
        Assert.Equal(1, TrafficFitter.Hanging(5, 0));
        Assert.Equal(1.4, TrafficFitter.Hanging(2, 0.4), 1e-12);
    }

    [Fact]
    public void Weekdays_growth_and_size_are_found_again()
    {
        // Twenty weeks drawn with a weekend factor, 4 % a month and k = 20: each truth lies in its own interval.
        var random = new RandomStreams(5).For(0, 0);
        double[] weekdays = [1.2, 1.2, 1.2, 1.2, 1.2, 0.6, 0.4];
        var days = Enumerable.Range(0, 140).Select(t => new DayCount(Monday.AddDays(t),
            random.NegativeBinomial(1_000 * weekdays[t % 7] * Math.Pow(1.04, t / 30.4167), 20))).ToList();

        var fit = TrafficFitter.Fit(days);

        Assert.InRange(0.04, fit.Growth!.Value.Low, fit.Growth.Value.High);
        Assert.InRange(20, fit.Spread!.Size.Low, fit.Spread!.Size.High);
        Assert.InRange(1_000 * Math.Pow(1.04, 140 / 30.4167), fit.Level.Low, fit.Level.High);
        Assert.All(Enumerable.Range(0, 7), d => Assert.Equal(weekdays[d], fit.Weekdays![d], 0.08));
        Assert.InRange(fit.InsideBand, 0.82, 0.98);
        Assert.False(fit.Spread!.IsPoisson);
    }

    [Fact]
    public void Days_that_spread_no_wider_than_chance_are_Poisson()
    {
        var random = new RandomStreams(6).For(0, 0);

        var fit = TrafficFitter.Fit([.. Enumerable.Range(0, 60).Select(t => new DayCount(Monday.AddDays(t), random.Poisson(30)))]);

        Assert.True(fit.Spread!.IsPoisson);
        Assert.InRange(fit.Spread!.Dispersion, 0.6, 1.4);
    }

    [Fact]
    public void Days_without_a_request_are_a_share_of_their_own()
    {
        var fit = TrafficFitter.Fit(Days(100, 0, 110, 95, 0, 105, 90, 100, 98, 102));

        Assert.Equal(0.2, fit.ZeroDays!.Value.Value, 1e-12);
        Assert.Equal(100, fit.Level.Value, 1.0);
    }

    private static List<DayCount> Days(params double[] requests) => [.. requests.Select((r, t) => new DayCount(Monday.AddDays(t), r))];
}
