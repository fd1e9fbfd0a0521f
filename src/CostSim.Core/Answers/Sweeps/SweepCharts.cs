using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>
/// The charts of a sweep: the strongest value as a line, the two strongest as a heat map, cost against recall, and all of them as a
/// tornado.
/// </summary>
internal static class SweepCharts
{
    private const int MostCells = 40;

    public static IReadOnlyList<Chart> Of(SweepSummary summary)
    {
        var (designs, money, words) = (summary.Designs, Unit.Money(summary.Head.Currency), new SweepWords(summary));
        if (designs.Count == 0)
            return [];
        // The design whose bill the values move most: the first choice may not depend on them at all.
        var moved = designs.MaxBy(d => Moving(summary, d).Select(Ratio).DefaultIfEmpty(0).Max());
        var effects = Moving(summary, moved).ToList();
        var charts = new List<Chart>();
        if (effects.Count > 0)
            charts.Add(SweepChart.Of(words.NameOf(effects[0].Path), [.. designs.Select(d => Curve(summary, d, effects[0].Path))], money));
        // The design that comes first may depend on one value alone.
        if (designs.Select(d => (Design: d, Two: Moving(summary, d).Take(2).ToList()))
            .FirstOrDefault(d => d.Two.Count == 2 && d.Two.All(e => e.Levels.Count <= MostCells)) is { Two: [var first, var second] } shown)
            charts.Add(HeatMap(summary, shown.Design, first, second, words, money));
        if (designs.Any(d => d.Points.Any(p => p.Quality is not null)))
            charts.Add(Frontier(summary, words, money));
        if (effects.Count > 0)
            charts.Add(Tornado(moved, effects, words, money));
        return [.. charts.Select(c => c with { Name = $"sweep-{c.Name.Replace("sweep-", "", StringComparison.Ordinal)}" })];
    }

    private static IEnumerable<SweepEffect> Moving(SweepSummary summary, (string Name, IReadOnlyList<SweptFigures> Points) design) =>
        SweepEffect.Of(summary.Head.Paths, design.Points).Where(e => e.Levels.Count > 1 && e.Moves);

    private static double Ratio(SweepEffect effect) => effect.Levels.Min(l => l.Mean) is var least and > 0
        ? effect.Levels.Max(l => l.Mean) / least
        : effect.Levels.Max(l => l.Mean) - effect.Levels.Min(l => l.Mean);

    private static SweepCurve Curve(SweepSummary summary, (string Name, IReadOnlyList<SweptFigures> Points) design, string path) =>
        new(design.Name, [.. SweepEffect.Of(summary.Head.Paths, design.Points).First(e => e.Path == path).Levels.Select(l =>
            new SweepSpot(l.Value, l.Number, l.Mean))]);

    private static Chart HeatMap(SweepSummary summary, (string Name, IReadOnlyList<SweptFigures> Points) design, SweepEffect first,
        SweepEffect second, SweepWords words, Unit money)
    {
        var places = new[] { first, second }.Select(e => summary.Head.Paths.ToList().IndexOf(e.Path)).ToArray();
        var sums = new Dictionary<(string, string), (double Sum, int Count)>();
        foreach (var point in design.Points)
        {
            var key = (point.At.Values[places[0]], point.At.Values[places[1]]);
            var (sum, count) = sums.GetValueOrDefault(key);
            sums[key] = (sum + point.P50, count + 1);
        }

        var cells = second.Levels.Select(r =>
            (IReadOnlyList<double>)[.. first.Levels.Select(c => sums.TryGetValue((c.Value, r.Value), out var cell)
                ? cell.Sum / cell.Count
                : double.NaN)]).ToList();
        return HeatMapChart.Of(words.NameOf(second.Path), [.. second.Levels.Select(l => SweepWords.ValueOf(l.Value))],
            words.NameOf(first.Path), [.. first.Levels.Select(l => SweepWords.ValueOf(l.Value))], cells, money,
            $"Bill P50 of {design.Name}");
    }

    private static Chart Frontier(SweepSummary summary, SweepWords words, Unit money) => SweepFrontierChart.Of(
        [.. summary.Designs.SelectMany(d => d.Points).Where(p => p.Quality is not null && double.IsFinite(p.PerRequest))
            .Select(p => new SweptQuality(p.Design, words.ValuesOf(p), p.PerRequest, p.Quality!.Value))],
        money, summary.Head.Quality, summary.Head.AtLeast);

    private static Chart Tornado((string Name, IReadOnlyList<SweptFigures> Points) design, List<SweepEffect> effects,
        SweepWords words, Unit money)
    {
        var swings = effects.Select(e => (e, Low: e.Levels.MinBy(l => l.Mean)!, High: e.Levels.MaxBy(l => l.Mean)!))
            .Select(s => new Swing(words.NameOf(s.e.Path), SweepWords.ValueOf(s.Low.Value), SweepWords.ValueOf(s.High.Value), s.Low.Mean,
                s.High.Mean, s.e.Share)).ToList();
        return TornadoChart.Of(design.Name, swings, design.Points.Average(p => p.P50), money) with
        {
            Title = $"{design.Name}: {swings.MaxBy(s => s.Width)!.Input} moves the bill most over the points",
            Subtitle = "The mean of the P50 over the points that have the value at which it is lowest, and at which it is highest.",
        };
    }
}
