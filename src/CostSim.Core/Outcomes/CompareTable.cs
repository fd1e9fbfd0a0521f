using CostSim.Reports;

namespace CostSim.Outcomes;

/// <summary>A row per pair of designs on the same requests, people included.</summary>
internal static class CompareTable
{
    public static Table Of(Result result)
    {
        var columns = new Columns(result);
        return new Table("compare", "Design against design",
            [
                Columns.Text("design"), Columns.Text("against"), columns.Money("mean_difference"), columns.Money("difference_low"), columns.Money("difference_high"),
                Columns.Share("p_cheaper"), Columns.Share("p_cheaper_low"), Columns.Share("p_cheaper_high"), columns.Money("regret"),
                Columns.Number("break_even_p5_requests_per_day"), Columns.Number("break_even_p50_requests_per_day"), Columns.Number("break_even_p95_requests_per_day"), Columns.Share("share_without_break_even"),
                Columns.Number("recall_difference"), Columns.Number("recall_difference_low"), Columns.Number("recall_difference_high"), Columns.Text("recall_verdict"),
            ],
            [.. result.Spend.Pairs.Select(p =>
            {
                var crosses = p.BreakEven.ShareWithoutCrossing < 1;
                double? At(double factor) => crosses ? factor * VolumeCurves.Usual(result) : null;
                var recall = RecallDifferences.Of(result, p.First, p.Second);
                return new Row(
                [
                    p.First, p.Second, p.MeanDifference, p.Range.Low, p.Range.High, p.Cheaper, p.CheaperInterval.Low, p.CheaperInterval.High, p.Regret,
                    At(p.BreakEven.P5), At(p.BreakEven.P50), At(p.BreakEven.P95), p.BreakEven.ShareWithoutCrossing,
                    recall?.Mean, recall?.Low, recall?.High, recall?.Verdict,
                ]);
            })]);
    }
}
