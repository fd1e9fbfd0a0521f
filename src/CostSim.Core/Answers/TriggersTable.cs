using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>
/// A row per design and review trigger: what it catches on a mean day of the first month, and what one caught answer costs.
/// </summary>
internal static class TriggersTable
{
    public static Table Of(Result result)
    {
        var columns = new Columns(result);
        return new Table("triggers", "What each review trigger catches",
            [
                columns.Design, Columns.Text("trigger"), Columns.Number("reviews_per_day"), Columns.Number("hours_per_day"),
                columns.Money("cost_per_day"),
                Columns.Number("caught_per_day"), columns.Money("cost_per_caught"),
            ],
            [.. result.Designs.SelectMany(d => (d.WrongAnswers?.Triggers ?? []).Select(t => new Row(
                [d.Design.Name, t.Name, t.ReviewsPerDay, t.HoursPerDay, t.CostPerDay, t.CaughtPerDay, t.CostPerCaught])))]);
    }
}
