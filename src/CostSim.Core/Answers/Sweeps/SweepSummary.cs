using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>One design at one point by what the answer and the charts speak of.</summary>
internal sealed record SweptFigures(string Design, SweepRecord At, double P50, double PerRequest, double? Quality, double? QualityLow,
    double? QualityHigh, bool IsFirst);

/// <summary>What the points of a sweep have in common, gathered while they pass by.</summary>
internal sealed class SweepSummary
{
    private const int ErrorsKept = 5;

    private readonly Dictionary<string, List<SweptFigures>> byDesign = [];
    private readonly List<string> errors = [];
    private readonly (int Design, int Advice, int P50, int PerRequest, int Quality, int Low, int High) places;

    public SweepSummary(SweepHead head)
    {
        Head = head;
        var keys = head.Columns.Select(c => c.Key).ToList();
        var suffix = head.Currency.ToLowerInvariant();
        places = (keys.IndexOf("design"), keys.IndexOf("advice"), keys.IndexOf($"month_p50_{suffix}"), keys.IndexOf($"request_{suffix}"),
            keys.IndexOf(head.Quality), keys.IndexOf($"{head.Quality}_low"), keys.IndexOf($"{head.Quality}_high"));
    }

    public SweepHead Head { get; }

    public long Points { get; private set; }

    public long Failed { get; private set; }

    /// <summary>The first failed points with their errors.</summary>
    public IReadOnlyList<string> Errors => errors;

    /// <summary>The designs with their points; the one that comes first at most points leads.</summary>
    public IReadOnlyList<(string Name, IReadOnlyList<SweptFigures> Points)> Designs =>
        [.. byDesign.OrderByDescending(d => d.Value.Count(p => p.IsFirst)).Select(d => (d.Key, (IReadOnlyList<SweptFigures>)d.Value))];

    public void Add(SweepRecord record)
    {
        Points++;
        if (record.Error is not null)
        {
            Failed++;
            if (errors.Count < ErrorsKept)
                errors.Add($"{record.Point}: {record.Error}");
            return;
        }

        foreach (var row in record.Designs)
        {
            var name = (string)row[places.Design].Value!;
            if (!byDesign.TryGetValue(name, out var points))
                byDesign[name] = points = [];
            // Only what is asked later is kept of a million points.
            points.Add(new SweptFigures(name, record with { Designs = [], Months = [] }, Number(row[places.P50]),
                Number(row[places.PerRequest]),
                row[places.Quality].Number, row[places.Low].Number, row[places.High].Number,
                row[places.Advice].Value is string { Length: > 0 }));
        }
    }

    private static double Number(Cell cell) => cell.Number ?? double.NaN;
}
