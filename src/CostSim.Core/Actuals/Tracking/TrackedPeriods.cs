using CostSim.Forecasts;
using CostSim.Scenarios;

namespace CostSim.Actuals;

/// <summary>Days, weeks and months of a log, each against the law that the forecast has for it.</summary>
internal sealed class TrackedPeriods(DayOutlook outlook, ActualLog log, IReadOnlyList<RequestPlan> plans)
{
    private const int DaysOfWeek = 7;

    public IEnumerable<TrackedPeriod> Of(IReadOnlyList<LoggedDay> days)
    {
        foreach (var day in days)
            yield return Day(day);
        foreach (var week in days.GroupBy(d => d.Date.AddDays(-Calendar.WeekdayOf(d.Date))))
            yield return Several("week", [.. week], week.Count() == DaysOfWeek);
        foreach (var month in days.GroupBy(d => outlook.MonthOf(d.Date)))
            yield return Several("month", [.. month], month.Count() == outlook.Forecast.Months[month.Key].Days);
    }

    /// <summary>A month of which the log holds no days.</summary>
    public TrackedPeriod OfMonth(DateOnly from, ActualDay total) =>
        Several("month", [.. outlook.DaysOf(outlook.MonthOf(from)).Select((d, i) =>
            new LoggedDay(d, i == 0 ? total : new ActualDay(), 1))], isWhole: true);

    public static ActualDay Sum(IEnumerable<ActualDay> days)
    {
        var sum = new ActualDay();
        foreach (var day in days)
            sum.Add(day);
        return sum;
    }

    private TrackedPeriod Day(LoggedDay day)
    {
        var law = outlook.DayCost(day.Date, day.Part);
        return Period("day", [day], day.Actual, (law.Mean, law.At)) with
        {
            IsPartial = day.Part < 1,
            Part = day.Part,
            Bands = new DayBands(DayBand.Of(law), DayBand.Of(outlook.DayRequests(day.Date, day.Part)),
                DayBand.Of(outlook.DayTokens(day.Date, day.Part))),
        };
    }

    private TrackedPeriod Several(string kind, IReadOnlyList<LoggedDay> days, bool isWhole)
    {
        var law = outlook.CostOf([.. days.Select(d => d.Date)], PartOf(days));
        return Period(kind, days, Sum(days.Select(d => d.Actual)), (law.Mean, law.At)) with
        {
            Law = law,
            IsPartial = !isWhole
            || days.Any(d => d.Part < 1)
        };
    }

    private static Func<DateOnly, double> PartOf(IReadOnlyList<LoggedDay> days)
    {
        var parts = days.Where(d => d.Part < 1).ToDictionary(d => d.Date, d => d.Part);
        return day => parts.GetValueOrDefault(day, 1);
    }

    private TrackedPeriod Period(string kind, IReadOnlyList<LoggedDay> days, ActualDay actual, (double Mean, Func<double, double> At) law)
    {
        var requests = days.Sum(d => outlook.Requests(d.Date) * d.Part);
        var bridge = VarianceBridge.Of(plans[outlook.MonthOf(days[0].Date)], outlook.Forecast, law.Mean, requests, actual, log.HasBill,
            log.Fx, log.Untaxed);
        return new TrackedPeriod(kind, days[0].Date, days.Count, bridge.Actual, law.Mean, law.At(0.01), law.At(0.1), law.At(0.9),
            law.At(0.99), bridge)
        {
            Requests = actual.Requests,
            ForecastRequests = requests,
            Tokens = actual.Tokens,
            ForecastTokens = requests * outlook.Design.TokensPerRequest,
        };
    }
}
