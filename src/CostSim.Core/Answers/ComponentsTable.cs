using CostSim.Reports;
using CostSim.Results;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>A row per design and component of its cost over the horizon; the means add up to the total.</summary>
internal static class ComponentsTable
{
    public static Table Of(Result result)
    {
        var columns = new Columns(result);
        return new Table("components", "What the cost is made of",
            [columns.Design, Columns.Text("component"), Columns.Text("kind"), columns.Money("mean"), columns.Money("mean_per_month"),
                Columns.Share("share"), columns.Money("at_p90"), Columns.Share("share_with_people")],
            [.. result.Designs.SelectMany(d => Rows(result, d))]);
    }

    private static IEnumerable<Row> Rows(Result result, DesignResult design)
    {
        var bill = design.Spend.Bill.Total.Mean;
        var all = design.Spend.WithPeople.Total.Mean;
        var months = result.Scenario.Calendar.Months.Sum(m => m.Part);
        return design.Spend.Components.Select(c => new Row(
        [
            design.Design.Name, c.Component, c.Payer is Payer.Bill ? "bill" : "people", c.Mean, c.Mean / months,
            c.Payer is Payer.Bill && bill > 0 ? c.Mean / bill : (double?)null, c.AtP90, all > 0 ? c.Mean / all : (double?)null,
        ]));
    }
}
