using CostSim.Forecasts;
using CostSim.Randomness;

namespace CostSim.Actuals;

/// <summary>What a month or the horizon will have cost: what is billed so far, and what remains at the pace of the log.</summary>
internal sealed record Landing(string Period, double Forecast, double SoFar, double P10, double P50, double P90)
{
    /// <summary>The period that is all of the forecast.</summary>
    public const string Horizon = "whole horizon";

    /// <summary>The forecast's own P90 of the period.</summary>
    public double? ForecastP90 { get; init; }

    /// <summary>True where no day remains.</summary>
    public bool IsClosed { get; init; }

    public double? Budget { get; init; }

    public double? OverBudget { get; init; }

    /// <summary>The day on which the budget is passed at the middle of what is expected; null where it is not.</summary>
    public DateOnly? PassedOn { get; init; }
}

/// <summary>
/// The pace of the bill against the forecast: log-normal, the forecast's own doubt updated by the days seen, each weighed by how
/// much of the month its weekday is, never by days elapsed. After a drift only the days since count.
/// </summary>
internal sealed class Pace
{
    private readonly DayOutlook outlook;
    private readonly double mean, variance, prior, lastPart;
    private readonly DateOnly last;
    private readonly Func<DateOnly, double> part;

    /// <param name="part">The share of a day that the log holds; null where all days are whole.</param>
    /// <param name="leftOut">Single days that say nothing of the days to come.</param>
    public Pace(DayOutlook outlook, IReadOnlyList<(DateOnly Day, double Actual)> days, DateOnly? since, Func<DateOnly, double>? part = null,
        IReadOnlySet<DateOnly>? leftOut = null)
    {
        this.outlook = outlook;
        this.part = part ?? (_ => 1);
        last = days[^1].Day;
        lastPart = this.part(last);
        prior = Elementary.Log(1 + outlook.Common(outlook.MonthOf(last)));
        var used = days.Where(d => (since is null || d.Day >= since) && leftOut?.Contains(d.Day) != true).ToList();
        var (actual, expected) = (used.Sum(d => d.Actual), used.Sum(d => outlook.Cost(d.Day) * this.part(d.Day)));
        if (!(actual > 0) || !(expected > 0))
        {
            variance = prior;
            return;
        }

        var seen = Elementary.Log(actual / expected);
        var law = outlook.CostOf([.. used.Select(d => d.Day)], this.part);
        // The spread of days that is not common to all of them is the error of what was seen.
        var error = Math.Max(1e-9, Elementary.Log(1 + (law.Cv * law.Cv)) - prior);
        // A drift is a change that the forecast did not think of: its doubt says nothing of the size.
        var weight = since is null ? prior / (prior + error) : 1;
        (mean, variance) = (weight * seen, since is null ? prior * error / (prior + error) : error);
    }

    /// <summary>Actual over forecast of the days to come, in the middle.</summary>
    public double Factor => Elementary.Exp(mean);

    public Landing Of(string period, IReadOnlyList<DateOnly> days, double soFar, double? budget, double? forecastP90)
    {
        var rest = days.Where(d => Remaining(d) > 0).ToList();
        var law = RestOf(rest);
        var landing = new Landing(period, days.Sum(outlook.Cost), soFar, soFar + law.At(0.1), soFar + law.At(0.5),
            soFar + law.At(0.9))
        { ForecastP90 = forecastP90, IsClosed = rest.Count == 0 };
        return budget is not { } limit ? landing
            : landing with
            {
                Budget = limit,
                OverBudget = soFar > limit ? 1 : 1 - law.Below(limit - soFar),
                PassedOn = PassedOn(days, soFar, limit)
            };
    }

    // Of the last day, what the log does not hold yet.
    private double Remaining(DateOnly day) => day > last ? 1 : day == last ? 1 - lastPart : 0;

    /// <summary>The law of the bill of the days that remain.</summary>
    private LevelLaw RestOf(List<DateOnly> rest)
    {
        if (rest.Count == 0)
            return new LevelLaw(0, 0);
        var expected = outlook.CostOf(rest, Remaining);
        var own = Math.Max(0,
            Elementary.Log(1 + (expected.Cv * expected.Cv)) - (expected.Mean > 0
            ? Elementary.Log(1 + (rest.Sum(d => outlook.Cost(d) * Remaining(d) * outlook.Common(outlook.MonthOf(d))) / expected.Mean))
            : 0));
        // Later months are less known than this one: growth and prices add to the doubt.
        var later = rest.Max(d => Elementary.Log(1 + outlook.Common(outlook.MonthOf(d)))) - prior;
        var spread = variance + own + (Math.Max(0, later) / 2);
        return new LevelLaw(expected.Mean * Elementary.Exp(mean + (variance / 2)), Math.Sqrt(Elementary.Exp(spread) - 1));
    }

    private DateOnly? PassedOn(IReadOnlyList<DateOnly> days, double soFar, double limit)
    {
        var sum = soFar;
        if (sum > limit)
            return last;
        foreach (var day in days.Where(d => Remaining(d) > 0))
        {
            sum += outlook.Cost(day) * Remaining(day) * Factor;
            if (sum > limit)
                return day;
        }

        return null;
    }
}
