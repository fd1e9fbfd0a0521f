using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>A row per design and uncertain input; the shares of a design sum to 1.</summary>
internal static class DriversTable
{
    public static Table Of(Result result)
    {
        var columns = new Columns(result);
        var knowing = result.Spend.ValueOfKnowing.ToDictionary(v => v.Input, v => v.Usd);
        return new Table("drivers", "What moves the bill",
            [columns.Design, Columns.Text("input"), Columns.Share("share_of_variance"), columns.Money("total_at_p10"),
                columns.Money("total_at_p90"), columns.Money("value_of_knowing")],
            [.. result.Designs.SelectMany(d => d.Spend.Drivers.Select(driver => new Row(
                [d.Design.Name, driver.Input, driver.Share, driver.AtP10, driver.AtP90, knowing.TryGetValue(driver.Input, out var value)
                    ? value
                    : (double?)null])))]);
    }
}
