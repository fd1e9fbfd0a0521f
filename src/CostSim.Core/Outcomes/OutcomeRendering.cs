using CostSim.Reports;

namespace CostSim.Outcomes;

/// <summary>Everything that a run shows.</summary>
public static class OutcomeRendering
{
    public static Rendering Of(Result result) =>
        new(Answer.Lines(result, report: null), [.. OutcomeTables.All.Select(t => t.Of(result))], OutcomeReport.Of(result));
}
