using CostSim.Answers;
using CostSim.Forecasts;
using CostSim.Reports;
using CostSim.Results;
using CostSim.Threading;

namespace CostSim.Cli;

/// <summary>What a run shows and the record of it: worked out side by side of one that was just made, read of one that was kept.</summary>
internal sealed class RunOutcome
{
    private readonly Lazy<Rendering> rendering;
    private readonly BackgroundValue<byte[]> forecast;

    public RunOutcome(Result result, IReadOnlyList<string> exceed, int threads)
    {
        (Threads, Record) = (threads, result.Record);
        var tables = OutcomeRendering.TablesOf(result, threads);
        rendering = new Lazy<Rendering>(() => OutcomeRendering.Of(result, tables));
        forecast = new BackgroundValue<byte[]>(threads, () => ForecastJson.Of(result, tables, rendering, exceed));
    }

    public RunOutcome(StoredForecast stored)
    {
        (Threads, Record) = (1, stored.Forecast);
        rendering = new Lazy<Rendering>(stored.Rendering);
        forecast = new BackgroundValue<byte[]>(Threads, () => stored.Bytes);
    }

    public Forecast Record { get; }

    /// <summary>Threads that may draw it.</summary>
    public int Threads { get; }

    public Rendering Rendering => rendering.Value;

    /// <summary>The bytes of <c>forecast.json</c>; what they wait for can be done before they are asked for.</summary>
    public byte[] Forecast => forecast.Value;
}
