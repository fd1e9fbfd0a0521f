using CostSim.Forecasts;

namespace CostSim.Actuals;

/// <summary>One group of a month: its use against its own forecast, or against its share of the whole one.</summary>
/// <param name="Values">The values of the tags that the log was divided by.</param>
/// <param name="Share">Share of the cost of all groups.</param>
internal sealed record TrackedGroup(IReadOnlyList<string> Values, DateOnly Month, double Requests, double Actual, double Share,
    VarianceBridge Bridge)
{
    /// <summary>True where the forecast is that of a portfolio's member with these tags; else it is shared out by requests.</summary>
    public bool HasOwnForecast { get; init; }

    /// <summary>The member's own budget a month; null without.</summary>
    public double? Budget { get; init; }

    public string Name => string.Join(" / ", Values);

    public static IReadOnlyList<TrackedGroup> Of(DayOutlook outlook, ActualLog log, IReadOnlyList<RequestPlan> plans,
        IReadOnlyList<LoggedDay> days)
    {
        var groups = log.Groups.All.SelectMany(g => g.Months, (g, month) => (g.Values, Month: month.Key, Use: month.Value)).ToList();
        var tracked = new List<TrackedGroup>();
        foreach (var month in groups.GroupBy(g => g.Month).OrderBy(m => m.Key))
        {
            var index = outlook.MonthOf(month.Key < outlook.Forecast.Start ? outlook.Forecast.Start : month.Key);
            var logged = days.Where(d => outlook.MonthOf(d.Date) == index).ToList();
            // A bill by month has no days: the whole month is meant.
            if (logged.Count == 0)
                logged = [.. outlook.DaysOf(index).Select(d => new LoggedDay(d, new ActualDay(), 1))];
            var all = month.Sum(g => Weight(log, g.Use));
            var own = month.Select(g =>
                Group(outlook, log, plans[index], index, logged, g, all > 0 ? Weight(log, g.Use) / all : 1.0 / month.Count())).ToList();
            var cost = own.Sum(g => g.Actual);
            tracked.AddRange(own.Select(g => g with { Share = cost > 0 ? g.Actual / cost : 0 }));
        }

        return tracked;
    }

    private static TrackedGroup Group(DayOutlook outlook, ActualLog log, RequestPlan plan, int index, List<LoggedDay> days,
        (IReadOnlyList<string> Values, DateOnly Month, ActualDay Use) group, double share)
    {
        var member = outlook.Forecast.PartsOf(outlook.Design).FirstOrDefault(d => d.Member.Length > 0 && Matches(d, log.By, group.Values));
        var (own, of) = member is null ? (outlook, share) : (new DayOutlook(outlook.Forecast, member), 1);
        var (cost, requests) = (days.Sum(d => own.Cost(d.Date) * d.Part) * of, days.Sum(d => own.Requests(d.Date) * d.Part) * of);
        var planned = member is null ? plan : RequestPlan.Of(member, outlook.Forecast, index);
        var bridge = VarianceBridge.Of(planned, outlook.Forecast, cost, requests, group.Use, log.HasBill, log.Fx, log.Untaxed);
        return new TrackedGroup(group.Values, group.Month, group.Use.Requests, bridge.Actual, 0, bridge)
        {
            HasOwnForecast = member is not null,
            Budget = member?.BudgetPerMonth
        };
    }

    // By the member's name, or by its own labels.
    private static bool Matches(ForecastDesign design, IReadOnlyList<string> by, IReadOnlyList<string> values) =>
        by.Zip(values).All(t => t.First == "member" ? design.Member == t.Second : design.Tags?.GetValueOrDefault(t.First) == t.Second);

    private static double Weight(ActualLog log, ActualDay use) => log.HasRequests ? use.Requests : log.HasTokens ? use.Tokens : use.Billed;
}
