using CostSim.Actuals;
using CostSim.Logs;

namespace CostSim.Tests.Actuals;

public sealed class MonthFitterTests
{
    private static readonly DateOnly January = new(2026, 1, 1);

    [Fact]
    public void A_year_of_steady_growth_is_found_with_little_shrinking()
    {
        // Every month lies on the path: of the spread only the prior remains, (1/5 + 1/1185) × 2.26 over three. Against growth of
        // 0 ± 10 % a line through twelve months is believed to more than 99 %.
        var fit = MonthFitter.Fit(Months(12, m => 1_000 * Math.Pow(1.03, m)));

        Assert.Equal(0.03, fit.Growth!.Value.Value, 0.001);
        Assert.InRange(0.03, fit.Growth.Value.Low, fit.Growth.Value.High);
        // December's mean is that of its middle; the level is that of the day after its end, half a month on.
        Assert.Equal(1_000 * Math.Pow(1.03, 11.5), fit.Level.Value, 5.0);
        Assert.True(fit.Level.Low < fit.Level.Value * 0.97 && fit.Level.High > fit.Level.Value * 1.03);
        Assert.Null(fit.Spread);
        Assert.Null(fit.Weekdays);
        Assert.Equal(1, fit.InsideBand);
    }

    [Fact]
    public void Two_months_have_a_level_and_no_growth()
    {
        // 31 days of 100 and 28 of 159: (3,100 + 4,452) / 59 = 128.
        var fit = MonthFitter.Fit(Months(2, m => m == 0 ? 100 : 159));

        Assert.Null(fit.Growth);
        Assert.Equal(128, fit.Level.Value, 1e-9);
    }

    [Fact]
    public void Months_that_lie_far_from_their_path_leave_more_open()
    {
        var steady = MonthFitter.Fit(Months(12, _ => 1_000));
        var seasonal = MonthFitter.Fit(Months(12, m => m % 2 == 0 ? 600 : 1_400));

        Assert.True(Width(seasonal.Level) > 2 * Width(steady.Level));
        Assert.True(Width(seasonal.Growth!.Value) > 2 * Width(steady.Growth!.Value));
    }

    [Fact]
    public void A_part_of_a_month_weighs_by_its_days()
    {
        // 31 days of 100 and one of 420: (3,100 + 420) / 32 = 110.
        var fit = MonthFitter.Fit([new DayCount(January, 100, 31), new DayCount(January.AddMonths(1), 420, 1)]);

        Assert.Equal(110, fit.Level.Value, 1e-9);
    }

    private static double Width(Fitted value) => value.High - value.Low;

    private static List<DayCount> Months(int count, Func<int, double> perDay) =>
        [.. Enumerable.Range(0, count).Select(m => January.AddMonths(m)).Select((first, m) => new DayCount(first, perDay(m), DateTime.DaysInMonth(first.Year, first.Month)))];
}
