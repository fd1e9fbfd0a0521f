using CostSim.Forecasts;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>A row per design and month: levels that a monitor should alarm at.</summary>
internal static class AlertsTable
{
    public static Table Of(Result result)
    {
        var columns = new Columns(result);
        var forecast = result.Record;
        return new Table("alerts", "What a monitor should alarm at",
            [columns.Design, Columns.Text("month"), Columns.Number("mean_requests_per_day"), columns.Money("cost_per_day_mean"),
                columns.Money("cost_per_day_p95_of_month"), columns.Money("cost_per_day_p99_of_month"), columns.Money("cost_per_request"),
                Columns.Number("tokens_per_request"),
                Columns.Number("requests_per_day_p95"), Columns.Number("requests_per_day_p99"), columns.Money("cost_per_day_p95"),
                columns.Money("cost_per_day_p99")],
            [.. result.Designs.Select(d =>
                (Design: d, Outlook: new DayOutlook(forecast, forecast.Designs.First(f => f.Name == d.Design.Name))))
                .SelectMany(d => result.Scenario.Calendar.Months.Select((m, i) => Row(d.Design, m, i, d.Outlook)))]);
    }

    // Thresholds of a day are those of the month's busiest one, which track takes too: a usual Monday must not alarm.
    private static Row Row(DesignResult design, CalendarMonth month, int index, DayOutlook outlook)
    {
        var (bill, requests) = (design.Spend.Bill.Months[index], design.Spend.MeanRequestsByMonth[index]);
        var busiest = outlook.DaysOf(index).MaxBy(outlook.Cost);
        var (dayRequests, dayCost) = (outlook.DayRequests(busiest), outlook.DayCost(busiest));
        return new Row(
        [
            design.Design.Name, month.Name, requests / month.Days, bill.Mean / month.Days, bill[95].Usd / month.Days,
            bill[99].Usd / month.Days,
            requests > 0 ? bill.Mean / requests : (double?)null, design.TokensPerRequest,
            dayRequests.At(0.95), dayRequests.At(0.99), dayCost.At(0.95), dayCost.At(0.99),
        ]);
    }
}
