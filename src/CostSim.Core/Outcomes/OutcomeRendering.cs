using CostSim.Reports;

namespace CostSim.Outcomes;

/// <summary>Everything that a run shows.</summary>
public static class OutcomeRendering
{
    public static Rendering Of(Result result, int threads = 1)
    {
        var tables = new Aside<IReadOnlyList<Table>>(threads, () => [.. OutcomeTables.All.Select(t => t.Of(result))]);
        var report = OutcomeReport.Of(result);
        return new Rendering(Answer.Lines(result, report: null), tables.Value, report);
    }
}
