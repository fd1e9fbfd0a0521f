namespace CostSim.Reports;

/// <summary>All that a run shows, as data: every format and file is drawn from this alone, now or again later.</summary>
/// <param name="Answer">The lines of the terminal, without the path of the report.</param>
/// <param name="Tables">The tables of the CSV files, in their order.</param>
internal sealed record Rendering(IReadOnlyList<string> Answer, IReadOnlyList<Table> Tables, Report Report)
{
    /// <summary>The charts of the report, which are also files of their own.</summary>
    public IEnumerable<Chart> Charts => Report.Sections.SelectMany(s => ChartsIn(s.Blocks));

    private static IEnumerable<Chart> ChartsIn(IEnumerable<Block> blocks) => blocks.SelectMany(block => block switch
    {
        ChartBlock chart => [chart.Chart],
        Folded folded => ChartsIn(folded.Blocks),
        _ => Enumerable.Empty<Chart>(),
    });
}
