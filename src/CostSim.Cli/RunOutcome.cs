using CostSim.Outcomes;
using CostSim.Reports;

namespace CostSim.Cli;

/// <summary>What a run shows and the record of it, worked out side by side.</summary>
internal sealed class RunOutcome
{
    private readonly Lazy<Rendering> rendering;
    private readonly Aside<byte[]> forecast;
    private readonly int threads;

    public RunOutcome(Result result, IReadOnlyList<string> exceed, int threads)
    {
        this.threads = threads;
        var tables = OutcomeRendering.TablesOf(result, threads);
        rendering = new Lazy<Rendering>(() => OutcomeRendering.Of(result, tables));
        forecast = new Aside<byte[]>(threads, () => ForecastJson.Of(result, tables, rendering, exceed));
    }

    public Rendering Rendering => rendering.Value;

    /// <summary>The bytes of <c>forecast.json</c>.</summary>
    public byte[] Forecast => forecast.Value;

    /// <summary>Writes every file of the run; gives the path of the report.</summary>
    public string Write(string folder) => RunFiles.Write(Rendering, () => Forecast, folder, threads);
}
