using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>A row per design and calendar month, with the interval of each percentile.</summary>
internal static class MonthsTable
{
    public static Table Of(Result result)
    {
        var columns = new Columns(result);
        var bounds = columns.Percentiles.SelectMany(p => new[] { columns.Money($"{p.Key}_low"), columns.Money($"{p.Key}_high") });
        return new Table("months", "Each month of each design",
            [columns.Design, Columns.Text("month"), Columns.Text("partial"), .. columns.Distribution(""), Columns.Share("p_over_budget"),
                .. bounds, .. columns.Distribution("with_people_"), Columns.Number("mean_requests"),
                .. HasPrepaid(result) ? columns.Distribution("amortised_") : []],
            [.. result.Designs.SelectMany(d => result.Scenario.Calendar.Months.Select((_, m) => Row(result, d, m, columns)))]);
    }

    private static Row Row(Result result, DesignResult design, int index, Columns columns)
    {
        var (month, bill) = (result.Scenario.Calendar.Months[index], design.Spend.Bill.Months[index]);
        return new Row(
        [
            design.Design.Name, month.Name, month.IsPartial ? "partial" : "", .. columns.Cells(bill),
            design.Spend.Budget?.Months[index].Probability,
            .. columns.Percentiles.SelectMany(p => new Cell[] { bill[p.Percent].Interval.Low, bill[p.Percent].Interval.High }),
            .. columns.Cells(design.Spend.WithPeople.Months[index]), design.Spend.MeanRequestsByMonth[index],
            .. design.Spend.Amortised is { } amortised ? columns.Cells(amortised.Months[index]) : HasPrepaid(result)
                ? columns.Distribution("").Select(_ => (Cell)(string?)null)
                : [],
        ]);
    }

    // Only a contract that is paid in advance has months that are invoiced at one time and used at another.
    private static bool HasPrepaid(Result result) => result.Designs.Any(d => d.Spend.Amortised is not null);
}
