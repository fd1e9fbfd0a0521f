using CostSim.Logs;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Actuals;

/// <summary>
/// The mean of every day: a log level and slope by least squares, and weekday factors shrunk towards 1 as far as their own noise asks.
/// </summary>
internal sealed record MeanPath
{
    private const int Rounds = 12;

    private readonly DateOnly origin;
    private readonly double logLevel, slope, weight, middle, squares;

    private MeanPath(DateOnly origin, double logLevel, double slope, double weight, double middle, double squares) =>
        (this.origin, this.logLevel, this.slope, this.weight, this.middle, this.squares) =
            (origin, logLevel, slope, weight, middle, squares);

    public IReadOnlyList<double>? Weekdays { get; private init; }

    public bool HasGrowth { get; private init; }

    /// <summary>Parameters that the days were used up for.</summary>
    public double Parameters { get; private init; }

    /// <summary>The path through the days; <paramref name="weight"/> is how far the slope is believed, 0 to 1.</summary>
    public static MeanPath Of(IReadOnlyList<DayCount> busy, bool weekdays, bool growth, double weight = 1, IReadOnlySet<int>? closed = null)
    {
        var (origin, factors, used) = (busy[0].Date, Enumerable.Repeat(1.0, 7).ToArray(), 0.0);
        var path = Line(busy, origin, factors, growth, weight);
        for (var round = 0; round < Rounds && weekdays; round++)
        {
            (factors, used) = Factors(busy, path, closed ?? new HashSet<int>());
            path = Line(busy, origin, factors, growth, weight);
        }

        return path with { Weekdays = weekdays ? factors : null, HasGrowth = growth, Parameters = 1 + (growth ? 1 : 0) + used };
    }

    public double MeanOf(DayCount day) => LevelAt(day.Middle) * (Weekdays?[Calendar.WeekdayOf(day.Date)] ?? 1);

    /// <summary>The mean of an average day on a date.</summary>
    public double MeanLevelOn(DateOnly day) => LevelAt(day.DayNumber);

    /// <summary>Variance of the log level at the day after the log, as a share of one day's variance.</summary>
    public double ShareOfDayAtEnd(int days) => (1.0 / days) + (HasGrowth ? weight * middle * middle / squares : 0);

    /// <summary>How far the slope is believed against a prior of so much a month around no growth, where a day has this variance.</summary>
    public double WeightOfSlope(double prior, double dayVariance) => prior * prior / ((prior * prior) + VarianceOfGrowth(dayVariance));

    /// <summary>Growth per month with its posterior.</summary>
    public Fitted Growth(double dayVariance)
    {
        var (growth, sd) = (Elementary.Exp(slope * Calendar.DaysPerMonth) - 1,
            Math.Sqrt(VarianceOfGrowth(dayVariance) * weight) * Elementary.Exp(slope * Calendar.DaysPerMonth));
        return new Fitted(growth, growth - (LognormalQuantity.Z95 * sd), growth + (LognormalQuantity.Z95 * sd));
    }

    private double LevelAt(double dayNumber) => Elementary.Exp(logLevel + (slope * (dayNumber - origin.DayNumber)));

    private double VarianceOfGrowth(double dayVariance) => dayVariance / squares * Calendar.DaysPerMonth * Calendar.DaysPerMonth;

    private static MeanPath Line(IReadOnlyList<DayCount> busy, DateOnly origin, double[] factors, bool growth, double weight)
    {
        // Days that are known together weigh as many, at their middle.
        var at = busy.Select(d => d.Middle - origin.DayNumber).ToArray();
        var (weights, all) = (busy.Select(d => (double)d.Days).ToArray(), (double)busy.Sum(d => d.Days));
        var logs = busy.Select(d => Elementary.Log(d.Requests / factors[Calendar.WeekdayOf(d.Date)])).ToArray();
        var (meanAt, meanLog) = (at.Zip(weights).Sum(p => p.First * p.Second) / all, logs.Zip(weights).Sum(p => p.First * p.Second) / all);
        var squares = at.Zip(weights).Sum(p => p.Second * (p.First - meanAt) * (p.First - meanAt));
        var slope = growth && squares > 0
            ? weight * at.Zip(logs, weights).Sum(p => p.Third * (p.First - meanAt) * (p.Second - meanLog)) / squares : 0;
        // The level is that of the counts, not of their logs: their mean is what a bill sees.
        var level = busy.Select((d, i) =>
            d.Requests / factors[Calendar.WeekdayOf(d.Date)] / Elementary.Exp(slope * at[i]) * weights[i]).Sum() / all;
        return new MeanPath(origin, Elementary.Log(level), slope, weight, busy[^1].Next.DayNumber - origin.DayNumber - meanAt, squares);
    }

    // Each factor is the weekday's mean ratio, weighed against 1 by the spread between weekdays and the noise of its own mean.
    // A weekday that is always closed has none.
    private static (double[] Factors, double Used) Factors(IReadOnlyList<DayCount> busy, MeanPath line, IReadOnlySet<int> closed)
    {
        var ratios = busy.GroupBy(d => Calendar.WeekdayOf(d.Date)).ToDictionary(g => g.Key,
            g => g.Select(d => d.Requests / line.MeanLevelOn(d.Date)).ToList());
        var within = ratios.Values.Sum(r => r.Sum(x => (x - r.Average()) * (x - r.Average()))) / Math.Max(1, busy.Count - ratios.Count);
        // A week alone shows no spread within a weekday: the usual one is used instead.
        var noise = busy.Count > ratios.Count ? within : 0.2;
        var between = ratios.Count > 1
            ? ratios.Values.Average(r => (r.Average() - 1) * (r.Average() - 1)) - ratios.Values.Average(r => noise / r.Count) : 0;
        var factors = Enumerable.Range(0, 7).Select(day => ratios.TryGetValue(day, out var r) && between > 0
            ? 1 + ((r.Average() - 1) * between / (between + (noise / r.Count)))
            : 1).ToArray();
        var used = between > 0 ? ratios.Values.Sum(r => between / (between + (noise / r.Count))) - 1 : 0;
        foreach (var day in closed)
            factors[day] = 0;
        var mean = factors.Average();
        return ([.. factors.Select(f => Math.Max(0, f / mean))], Math.Max(0, used));
    }
}
