using System.Collections;

namespace CostSim.Reports;

/// <summary>What the example of a chart is made of: how many designs, months or rows, at which magnitude, named how.</summary>
internal sealed record ExampleOf(int Count, double Magnitude, string Names = "design")
{
    public static ExampleOf Ordinary { get; } = new(3, 1);

    private static readonly string[] usual = ["rag-512", "full-context-cached", "full-context"];

    public string NameOf(int i) => Count == usual.Length && Names == "design" ? usual[i % usual.Length] : $"{Names} {i + 1}";

    /// <summary>A number that looks measured: the same for the same places, between 0 and 1.</summary>
    public static double Noise(int i, int j = 0) => (i * 7919 + j * 104729 + 31) * 2654435761L % 9973 / 9973.0;
}

/// <summary>One kind of chart: its name, what it answers, and an example of any size.</summary>
internal sealed record ChartKind(string Name, string Summary, Func<ExampleOf, Chart> Example);

/// <summary>The charts of a report. A chart is a file next to this one and a line here.</summary>
internal sealed class Charts : IEnumerable<ChartKind>
{
    public static Charts All { get; } = new()
    {
        { "distribution", "how a month's bill is spread, a row per design", DistributionChart.Example },
        { "exceedance", "the chance that a month costs more than an amount", ExceedanceChart.Example },
        { "fan", "the bill month by month with its range", FanChart.Example },
        { "components", "what the bill is made of, design by design", ComponentsChart.Example },
        { "break-even", "cost against volume, and where one design overtakes another", BreakEvenChart.Example },
        { "tornado", "which uncertain input moves the bill most", TornadoChart.Example },
        { "frontier", "cost against quality, every design by name", FrontierChart.Example },
        { "waterfall", "from the pilot's bill to production's, cause by cause", WaterfallChart.Example },
        { "wrong-answers", "wrong answers made, caught and reaching users", FunnelChart.Example },
        { "capacity", "what is needed against what is allowed", CapacityChart.Example },
        { "peak-minutes", "the busiest minute of each month against a limit", PeakMinutesChart.Example },
        { "latency", "the share of answers that take longer", LatencyChart.Example },
        { "price-history", "prices over time", PriceHistoryChart.Example },
        { "sweep-frontier", "cost against quality of every point of a sweep", SweepFrontierChart.Example },
        { "sweep-line", "a sweep over one value", SweepChart.Example },
        { "heat-map", "a sweep over two values", HeatMapChart.Example },
    };

    private readonly List<ChartKind> kinds = [];

    public void Add(string name, string summary, Func<ExampleOf, Chart> example) => kinds.Add(new ChartKind(name, summary, example));

    public IEnumerator<ChartKind> GetEnumerator() => kinds.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
