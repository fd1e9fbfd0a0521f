using CostSim.Reports;
using CostSim.Volumes;

namespace CostSim.Outcomes;

/// <summary>A row per design and month: levels that a monitor should alarm at.</summary>
internal static class AlertsTable
{
    public static Table Of(Result result)
    {
        var columns = new Columns(result);
        return new Table("alerts", "What a monitor should alarm at",
            [columns.Design, Columns.Text("month"), Columns.Number("mean_requests_per_day"), columns.Money("cost_per_day_mean"), columns.Money("cost_per_day_p95_of_month"), columns.Money("cost_per_day_p99_of_month"), columns.Money("cost_per_request"), Columns.Number("tokens_per_request")],
            [.. result.Designs.SelectMany(d => result.Scenario.Calendar.Months.Select((m, i) => Row(d, m, i)))]);
    }

    private static Row Row(DesignResult design, CalendarMonth month, int index)
    {
        var (bill, requests) = (design.Spend.Bill.Months[index], design.Spend.MeanRequestsByMonth[index]);
        return new Row(
        [
            design.Design.Name, month.Name, requests / month.Days, bill.Mean / month.Days, bill[95].Usd / month.Days, bill[99].Usd / month.Days,
            requests > 0 ? bill.Mean / requests : (double?)null, design.TokensPerRequest,
        ]);
    }
}
