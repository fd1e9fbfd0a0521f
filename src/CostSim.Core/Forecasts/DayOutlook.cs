using CostSim.Randomness;
using CostSim.Volumes;

namespace CostSim.Forecasts;

/// <summary>
/// What a forecast says of single days and of stretches of them: the month's mean shared out by weekday, and around it what is
/// unknown in all days alike plus the spread of the days' own. Monitors and <c>track</c> take their thresholds from here.
/// </summary>
internal sealed class DayOutlook(Forecast forecast, ForecastDesign design)
{
    // Costs of single requests spread about as much as their mean.
    private const double RequestSpread = 1;

    private readonly double[] weekdays = WeekdaysOf(design);

    public Forecast Forecast { get; } = forecast;

    public ForecastDesign Design { get; } = design;

    /// <summary>Relative variance of a day's level around its mean: 1/k.</summary>
    public double DaySpread { get; } = design.Classes.Sum(c => Weight(design, c) * Weight(design, c) * c.DaySpread);

    public double DayToDay { get; } = design.Classes.Sum(c => Weight(design, c) * c.DayToDay);

    public bool Holds(DateOnly day) => day >= Forecast.Start && day < Forecast.End;

    public int MonthOf(DateOnly day) => ((day.Year - Forecast.Start.Year) * 12) + day.Month - Forecast.Start.Month;

    public IEnumerable<DateOnly> DaysOf(int month) => Enumerable.Range(0, Forecast.Months[month].Days).Select(Forecast.Months[month].From.AddDays);

    public double Requests(DateOnly day) => Design.Requests[MonthOf(day)] * Share(day);

    public double Cost(DateOnly day) => Design.Bill.Months[MonthOf(day)].Mean * Share(day);

    /// <summary>Relative variance of a month's cost that all its days have in common.</summary>
    public double Common(int month)
    {
        var (cost, days) = (Design.Bill.Months[month], Forecast.Months[month].Days);
        return cost.Mean <= 0 ? 0 : Math.Max(0, (cost.Sd * cost.Sd / (cost.Mean * cost.Mean)) - (DaySpread * Hanging(days) / days));
    }

    /// <summary>The law of a day's cost.</summary>
    public LevelLaw DayCost(DateOnly day) => Law(Cost(day), day);

    /// <summary>The law of a day's requests.</summary>
    public LevelLaw DayRequests(DateOnly day) => Law(Requests(day), day);

    /// <summary>The law of the cost of consecutive days.</summary>
    public LevelLaw CostOf(IReadOnlyList<DateOnly> days)
    {
        var mean = days.Sum(Cost);
        if (mean <= 0)
            return new LevelLaw(0, 0);
        var squares = days.Sum(d => Cost(d) * Cost(d)) / (mean * mean);
        var common = days.Sum(d => Cost(d) * Common(MonthOf(d))) / mean;
        return new LevelLaw(mean, Math.Sqrt(common + (DaySpread * squares * Hanging(days.Count)) + ((1 + RequestSpread) / Math.Max(1, days.Sum(Requests)))));
    }

    /// <summary>Variance of a sum of so many days that hang together, over that of independent ones.</summary>
    public double Hanging(int days) => 1 + (2 * Enumerable.Range(1, Math.Max(0, days - 1)).Sum(j => (1 - ((double)j / days)) * Elementary.Pow(DayToDay, j)));

    private LevelLaw Law(double mean, DateOnly day) => mean <= 0
        ? new LevelLaw(0, 0)
        : new LevelLaw(mean, Math.Sqrt(Common(MonthOf(day)) + DaySpread + ((1 + RequestSpread) / Math.Max(1, Requests(day)))));

    private double Share(DateOnly day) => FactorOf(day) is var factor && DaysOf(MonthOf(day)).Sum(FactorOf) is > 0 and var all ? factor / all : 1.0 / Forecast.Months[MonthOf(day)].Days;

    private double FactorOf(DateOnly day) => weekdays[Calendar.WeekdayOf(day)];

    private static double Weight(ForecastDesign design, ForecastClass one) => design.Classes.Sum(c => c.Requests) is > 0 and var all ? one.Requests / all : 1.0 / design.Classes.Count;

    private static double[] WeekdaysOf(ForecastDesign design) =>
        [.. Enumerable.Range(0, 7).Select(day => design.Classes.Sum(c => Weight(design, c) * c.Weekdays[day]))];
}

/// <summary>A lognormal level by mean and coefficient of variation; 0 and 0 where nothing is expected.</summary>
internal readonly record struct LevelLaw(double Mean, double Cv)
{
    /// <summary>The value that a share of outcomes does not pass.</summary>
    public double At(double probability) => Mean <= 0 || Cv <= 0 ? Mean : LognormalQuantity.OfMean(Mean, Cv).At(NormalQuantile.Of(probability));

    /// <summary>The probability of no more than a value.</summary>
    public double Below(double value) => Mean <= 0 || Cv <= 0 ? (value >= Mean ? 1 : 0) : LognormalQuantity.OfMean(Mean, Cv).Probability(value);
}
