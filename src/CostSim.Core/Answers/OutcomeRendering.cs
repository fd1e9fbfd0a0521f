using CostSim.Reports;
using CostSim.Results;
using CostSim.Threading;

namespace CostSim.Answers;

/// <summary>Everything that a run shows.</summary>
internal static class OutcomeRendering
{
    public static Rendering Of(Result result) => Of(result, TablesOf(result, threads: 1));

    /// <summary>Of tables that are computed concurrently with the report.</summary>
    public static Rendering Of(Result result, BackgroundValue<IReadOnlyList<Table>> tables)
    {
        var report = OutcomeReport.Of(result);
        return new Rendering(Answer.Lines(result, report: null), tables.Value, report);
    }

    public static BackgroundValue<IReadOnlyList<Table>> TablesOf(Result result, int threads) =>
        new(threads, () => [.. OutcomeTables.All.Select(t => t.Of(result))]);
}
