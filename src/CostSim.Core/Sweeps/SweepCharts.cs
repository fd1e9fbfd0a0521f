using CostSim.Reports;

namespace CostSim.Sweeps;

/// <summary>The charts of a sweep: the strongest value as a line, the two strongest as a heat map, cost against recall, and all of them as a tornado.</summary>
public static class SweepCharts
{
    private const int MostCells = 40;
    private const int MostOnFrontier = 60;

    public static IReadOnlyList<Chart> Of(SweepSummary summary)
    {
        var (designs, money, words) = (summary.Designs, Unit.Money(summary.Head.Currency), new SweepWords(summary));
        if (designs.Count == 0)
            return [];
        var effects = SweepEffect.Of(summary.Head.Paths, designs[0].Points).Where(e => e.Levels.Count > 1).ToList();
        var charts = new List<Chart>();
        if (effects.Count > 0)
            charts.Add(SweepChart.Of(words.NameOf(effects[0].Path), [.. designs.Select(d => Curve(summary, d, effects[0].Path))], money));
        if (effects.Count > 1 && effects.Take(2).All(e => e.Levels.Count <= MostCells))
            charts.Add(HeatMap(summary, designs[0], effects[0], effects[1], words, money));
        if (designs.Any(d => d.Points.Any(p => p.Quality is not null)))
            charts.Add(Frontier(summary, words, money));
        if (effects.Count > 0)
            charts.Add(Tornado(designs[0], effects, words, money));
        return [.. charts.Select(c => c with { Name = $"sweep-{c.Name.Replace("sweep-", "", StringComparison.Ordinal)}" })];
    }

    private static SweepCurve Curve(SweepSummary summary, (string Name, IReadOnlyList<SweptFigures> Points) design, string path) =>
        new(design.Name, [.. SweepEffect.Of(summary.Head.Paths, design.Points).First(e => e.Path == path).Levels.Select(l => new SweepSpot(l.Value, l.Number, l.Mean))]);

    private static Chart HeatMap(SweepSummary summary, (string Name, IReadOnlyList<SweptFigures> Points) design, SweepEffect first, SweepEffect second, SweepWords words, Unit money)
    {
        var places = new[] { first, second }.Select(e => summary.Head.Paths.ToList().IndexOf(e.Path)).ToArray();
        var sums = new Dictionary<(string, string), (double Sum, int Count)>();
        foreach (var point in design.Points)
        {
            var key = (point.At.Values[places[0]], point.At.Values[places[1]]);
            var (sum, count) = sums.GetValueOrDefault(key);
            sums[key] = (sum + point.P50, count + 1);
        }

        var cells = second.Levels.Select(r => (IReadOnlyList<double>)[.. first.Levels.Select(c => sums.TryGetValue((c.Value, r.Value), out var cell) ? cell.Sum / cell.Count : double.NaN)]).ToList();
        return HeatMapChart.Of(words.NameOf(second.Path), [.. second.Levels.Select(l => l.Value)], words.NameOf(first.Path), [.. first.Levels.Select(l => l.Value)], cells, money, $"Bill P50 of {design.Name}");
    }

    // The points that no other beats, and some of the others to show where they lie.
    private static Chart Frontier(SweepSummary summary, SweepWords words, Unit money)
    {
        var all = summary.Designs.SelectMany(d => d.Points).Where(p => p.Quality is not null && double.IsFinite(p.PerRequest)).OrderBy(p => p.PerRequest).ThenByDescending(p => p.Quality).ToList();
        var (best, efficient) = (double.NegativeInfinity, new List<SweptFigures>());
        foreach (var point in all.Where(p => p.Quality > best || double.IsNegativeInfinity(best)))
        {
            if (point.Quality <= best)
                continue;
            efficient.Add(point);
            best = point.Quality!.Value;
        }

        var others = all.Except(efficient).ToList();
        var step = Math.Max(1, others.Count / Math.Max(1, MostOnFrontier - efficient.Count));
        var shown = efficient.Concat(others.Where((_, i) => i % step == 0)).ToList();
        var chart = FrontierChart.Of([.. shown.Select(p => new QualityPoint($"{p.Design} at {string.Join(", ", summary.Head.Paths.Select((path, i) => $"{words.NameOf(path)} {p.At.Values[i]}"))}", p.PerRequest, p.Quality!.Value)
        {
            QualityInterval = p.QualityLow is { } low && p.QualityHigh is { } high ? (low, high) : null,
        })], money, summary.Head.Quality, summary.Head.AtLeast);
        return chart with { X = chart.X with { Title = $"{money.InWords} a request" } };
    }

    private static Chart Tornado((string Name, IReadOnlyList<SweptFigures> Points) design, List<SweepEffect> effects, SweepWords words, Unit money)
    {
        var swings = effects.Select(e => (e, Low: e.Levels.MinBy(l => l.Mean)!, High: e.Levels.MaxBy(l => l.Mean)!))
            .Select(s => new Swing(words.NameOf(s.e.Path), s.Low.Value, s.High.Value, s.Low.Mean, s.High.Mean, s.e.Share)).ToList();
        return TornadoChart.Of(design.Name, swings, design.Points.Average(p => p.P50), money) with
        {
            Title = "What moves the bill most over the points",
            Subtitle = $"{design.Name}: the mean of the P50 over the points that have the value at which it is lowest, and at which it is highest.",
        };
    }
}
