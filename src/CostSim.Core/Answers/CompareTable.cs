using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>A row per pair of designs on the same requests, people included.</summary>
internal static class CompareTable
{
    public static Table Of(Result result)
    {
        var columns = new Columns(result);
        return new Table("compare", "Design against design",
            [
                Columns.Text("design"), Columns.Text("against"), columns.Money("mean_difference"), columns.Money("difference_low"),
                columns.Money("difference_high"),
                Columns.Share("p_cheaper"), Columns.Share("p_cheaper_low"), Columns.Share("p_cheaper_high"), columns.Money("regret"),
                Columns.Number("break_even_p5_requests_per_day"), Columns.Number("break_even_p50_requests_per_day"),
                Columns.Number("break_even_p95_requests_per_day"), Columns.Share("share_without_break_even"),
                Columns.Number("recall_difference"), Columns.Number("recall_difference_low"), Columns.Number("recall_difference_high"),
                Columns.Text("recall_verdict"),
            ],
            [.. result.Spend.Pairs.Select(p =>
            {
                var crosses = p.BreakEven.ShareWithoutCrossing < 1;
                var volumes = BreakEvenSentences.Volumes(result, p);
                double? At(double volume) => crosses ? volume : null;
                var recall = RecallDifferences.Of(result, p.First, p.Second);
                return new Row(
                [
                    p.First, p.Second, p.MeanDifference, p.Range.Low, p.Range.High, p.Cheaper, p.CheaperInterval.Low,
                    p.CheaperInterval.High, p.Regret,
                    At(volumes.P5), At(volumes.P50), At(volumes.P95), p.BreakEven.ShareWithoutCrossing,
                    recall?.Mean, recall?.Low, recall?.High, recall?.Verdict,
                ]);
            })]);
    }
}
