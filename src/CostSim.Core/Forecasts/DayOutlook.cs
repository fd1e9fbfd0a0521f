using CostSim.Randomness;
using CostSim.Scenarios;

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
    private readonly Dictionary<(double Mean, double Common, double Spread, double Chance), DayLaw> laws = [];

    public Forecast Forecast { get; } = forecast;

    public ForecastDesign Design { get; } = design;

    /// <summary>Relative variance of the level of a day with traffic around its mean: 1/k.</summary>
    public double DaySpread { get; } = design.Classes.Sum(c => Weight(design, c) * Weight(design, c) * c.DaySpread);

    /// <summary>How uncertain that variance is, as a coefficient of variation.</summary>
    public double DaySpreadCv { get; } = design.Classes.Max(c => c.DaySpreadCv);

    /// <summary>Probability of a day without any traffic.</summary>
    public double ZeroDays { get; } = design.Classes.Aggregate(1.0, (all, c) => all * c.ZeroDays);

    public double DayToDay { get; } = design.Classes.Sum(c => Weight(design, c) * c.DayToDay);

    /// <summary>Relative variance of a day's mean tokens per request.</summary>
    public double TokenSpread { get; } = design.Classes.Sum(c => Weight(design, c) * c.TokenSpread);

    // What a day without traffic adds to the relative variance of all days.
    private double ZeroVariance => ZeroDays / (1 - ZeroDays);

    public bool Holds(DateOnly day) => day >= Forecast.Start && day < Forecast.End;

    public int MonthOf(DateOnly day) => ((day.Year - Forecast.Start.Year) * 12) + day.Month - Forecast.Start.Month;

    public IEnumerable<DateOnly> DaysOf(int month) =>
        Enumerable.Range(0, Forecast.Months[month].Days).Select(Forecast.Months[month].From.AddDays);

    public double Requests(DateOnly day) => Design.Requests[MonthOf(day)] * Share(day);

    public double Cost(DateOnly day) => Design.Bill.Months[MonthOf(day)].Mean * Share(day);

    public double Tokens(DateOnly day) => Requests(day) * Design.TokensPerRequest;

    /// <summary>Relative variance of a month's cost that all its days have in common.</summary>
    public double Common(int month)
    {
        var cost = Design.Bill.Months[month];
        if (cost.Mean <= 0)
            return 0;
        var (sum, squares, days) = (0.0, 0.0, 0);
        foreach (var factor in DaysOf(month).Select(FactorOf))
            (sum, squares, days) = (sum + factor, squares + (factor * factor), days + 1);
        var own = sum > 0 ? squares / (sum * sum) : 1.0 / days;
        return Math.Max(0, (cost.Sd * cost.Sd / (cost.Mean * cost.Mean))
            - (own * ((DaySpread * AutocorrelationFactor(days) / (1 - ZeroDays)) + ZeroVariance)));
    }

    /// <summary>The law of a day's cost, or of the part of it that a log holds.</summary>
    public DayLaw DayCost(DateOnly day, double part = 1) => Law(Cost(day) * part, day, part, TokenSpread, 1 + RequestSpread);

    /// <summary>The law of a day's requests.</summary>
    public DayLaw DayRequests(DateOnly day, double part = 1) => Law(Requests(day) * part, day, part, 0, 1);

    /// <summary>The law of a day's tokens.</summary>
    public DayLaw DayTokens(DateOnly day, double part = 1) => Law(Tokens(day) * part, day, part, TokenSpread, 1 + RequestSpread);

    /// <summary>
    /// The law of the cost of consecutive days; <paramref name="part"/> says how much of a day counts, where it is not all of it.
    /// </summary>
    public LevelLaw CostOf(IReadOnlyList<DateOnly> days, Func<DateOnly, double>? part = null)
    {
        var costs = days.Select(d => (Month: MonthOf(d), Cost: Cost(d) * (part?.Invoke(d) ?? 1))).ToList();
        var mean = costs.Sum(c => c.Cost);
        if (mean <= 0)
            return new LevelLaw(0, 0);
        var squares = costs.Sum(c => c.Cost * c.Cost) / (mean * mean);
        var commons = costs.Select(c => c.Month).Distinct().ToDictionary(m => m, Common);
        var common = costs.Sum(c => c.Cost * commons[c.Month]) / mean;
        var own = (((DaySpread / (1 - ZeroDays)) + TokenSpread) * AutocorrelationFactor(days.Count)) + ZeroVariance;
        var requests = days.Sum(d => Requests(d) * (part?.Invoke(d) ?? 1));
        return new LevelLaw(mean, Math.Sqrt(common + (squares * own) + ((1 + RequestSpread) / Math.Max(1, requests))));
    }

    /// <summary>Variance of a sum of autocorrelated days over that of independent ones.</summary>
    public double AutocorrelationFactor(int days) =>
        1 + (2 * Enumerable.Range(1, Math.Max(0, days - 1)).Sum(j => (1 - ((double)j / days)) * Elementary.Pow(DayToDay, j)));

    // Days of one month and weekday have one law.
    private DayLaw Law(double mean, DateOnly day, double part, double tokens, double perRequest)
    {
        var key = (Mean: Math.Max(0, mean), Common: Common(MonthOf(day)), Spread: DaySpread + tokens,
            Chance: perRequest / Math.Max(1, Requests(day) * part));
        if (!laws.TryGetValue(key, out var law))
            laws[key] = law = new DayLaw(key.Mean, ZeroDays, key.Common, key.Spread, DaySpreadCv, key.Chance);
        return law;
    }

    private double Share(DateOnly day) =>
        FactorOf(day) is var factor && DaysOf(MonthOf(day)).Sum(FactorOf) is > 0 and var all ? factor / all
        : 1.0 / Forecast.Months[MonthOf(day)].Days;

    private double FactorOf(DateOnly day) => weekdays[Calendar.WeekdayOf(day)];

    private static double Weight(ForecastDesign design, ForecastClass one) =>
        design.Classes.Sum(c => c.Requests) is > 0 and var all ? one.Requests / all : 1.0 / design.Classes.Count;

    private static double[] WeekdaysOf(ForecastDesign design) =>
        [.. Enumerable.Range(0, 7).Select(day => design.Classes.Sum(c => Weight(design, c) * c.Weekdays[day]))];
}
