namespace CostSim.Reports;

/// <summary>A point of a sweep by what a request costs and how good it is; its label says the values that made it.</summary>
internal readonly record struct SweptQuality(string Design, string Label, double Cost, double Quality);

/// <summary>
/// Cost against quality of every point of a sweep: a cloud for each design, and by name those that no other beats in both.
/// </summary>
internal static class SweepFrontierChart
{
    private const int MostLabelled = 8;
    private const int MostInCloud = 300;

    public static Chart Of(IReadOnlyList<SweptQuality> points, Unit money, string quality, double? atLeast = null)
    {
        var designs = points.Select(p => p.Design).Distinct().ToList();
        var efficient = Efficient(points);
        var marks = new List<Mark>();
        if (atLeast is { } least)
            marks.Add(new Rule($"asked for: {Figures.Share(least)}", Ink.Limit, least, Vertical: false));
        marks.Add(new Line("no other point is cheaper and better", Ink.Muted,
            [.. efficient.Select(p => new Spot(p.Cost, p.Quality))])
        {
            Steps = true,
            Naming = efficient.Count > 1
            ? Naming.Legend
            : Naming.Nowhere
        });
        // Points of the same cost and quality are one spot: values that change neither.
        marks.AddRange(designs.Select((design, i) => new Spots(design, ChartWords.InkOf(i),
            [.. Thinned([.. points.Where(p => p.Design == design).DistinctBy(p => (p.Cost, p.Quality))])
                .Select(p => new Spot(p.Cost, p.Quality, "", Says(p, money, quality)))])
        { Naming = i < ChartWords.Told ? Naming.Legend : Naming.Nowhere }));
        marks.AddRange(Labelled(efficient)
            .Select(p => new Spots("", ChartWords.InkOf(designs.IndexOf(p.Design)),
                [new(p.Cost, p.Quality, p.Label.Length > 0 ? p.Label : p.Design, Says(p, money, quality))])));
        return new Chart
        {
            Name = "sweep-frontier",
            Title = Finding(points, money, quality, atLeast),
            Subtitle = "Left is cheaper, up is better.",
            Description = ChartWords.Sentences(efficient.Select(p => $"{Says(p, money, quality)}.")),
            X = new Axis($"{money.InWords} a request", money, ChartWords.ScaleFor(points.Select(p => p.Cost), 10)),
            Y = new Axis(quality, Unit.Share) { Headroom = true },
            Marks = points.Count == 0 ? [] : marks,
            WhenEmpty = "Quality was not measured at any point.",
            Values = new Table("sweep-frontier", $"Points that no other beats in cost and {quality}",
                [new("design", "Design", Unit.Text), new("values", "Values", Unit.Text), new("request", "A request", money),
                    new("quality", quality, Unit.Share)],
                [.. efficient.Select(p => new Row([p.Design, p.Label, p.Cost, p.Quality]))]),
        };
    }

    public static Chart Example(ExampleOf of) => Of([.. Enumerable.Range(0, of.Count).SelectMany(i => Enumerable.Range(1, 5).Select(k =>
        new SweptQuality(of.NameOf(i), $"k {k}", of.Magnitude * (0.004 + 0.002 * i + 0.001 * k * k),
            Math.Min(1, 0.5 + 0.08 * k + 0.05 * i))))], Unit.Money(), "recall", 0.9);

    private static string Finding(IReadOnlyList<SweptQuality> points, Unit money, string quality, double? atLeast)
    {
        var enough = points.Where(p => atLeast is not { } least || p.Quality >= least).ToList();
        if (enough.Count == 0)
            return points.Count == 0
                ? $"Cost against {quality} over the points"
                : $"No point reaches {Figures.Share(atLeast!.Value)} {quality}";
        var best = enough.MinBy(p => p.Cost);
        return $"Cheapest request{(atLeast is { } asked ? $" with {Figures.Share(asked)} {quality} or more" : "")}: "
            + $"{money.Write(best.Cost)} by {best.Design}{(best.Label.Length > 0 ? $" at {best.Label}" : "")}";
    }

    private static string Says(SweptQuality point, Unit money, string quality) =>
        $"{point.Design}{(point.Label.Length > 0 ? $" at {point.Label}" : "")}: {money.Write(point.Cost)}, {quality} "
        + $"{Figures.Share(point.Quality)}";

    private static IEnumerable<SweptQuality> Thinned(IReadOnlyList<SweptQuality> points)
    {
        var step = Math.Max(1, (points.Count + MostInCloud - 1) / MostInCloud);
        return points.Where((_, i) => i % step == 0);
    }

    // The ends are named, and as many between them as can be read.
    private static IEnumerable<SweptQuality> Labelled(List<SweptQuality> efficient) => efficient.Count <= MostLabelled
        ? efficient
        : Enumerable.Range(0, MostLabelled).Select(i => efficient[i * (efficient.Count - 1) / (MostLabelled - 1)]);

    private static List<SweptQuality> Efficient(IReadOnlyList<SweptQuality> points)
    {
        var kept = new List<SweptQuality>();
        foreach (var point in points.OrderBy(p => p.Cost).ThenByDescending(p => p.Quality))
        {
            if (kept.Count == 0 || point.Quality > kept[^1].Quality)
                kept.Add(point);
        }

        return kept;
    }
}
