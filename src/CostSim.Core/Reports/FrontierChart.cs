namespace CostSim.Reports;

/// <summary>A design's cost and quality, each with its interval where it has one.</summary>
internal sealed record QualityPoint(string Design, double Cost, double Quality)
{
    public (double Low, double High)? QualityInterval { get; init; }
}

/// <summary>Cost against quality, every design by name; the line joins those that no other beats in both.</summary>
internal static class FrontierChart
{
    public static Chart Of(IReadOnlyList<QualityPoint> designs, Unit money, string quality, double? atLeast = null)
    {
        var efficient = Efficient(designs);
        var marks = new List<Mark>();
        if (atLeast is { } asked)
            marks.Add(new Zone("", Ink.Of(2), asked, double.PositiveInfinity));
        if (atLeast is { } least)
            marks.Add(new Rule($"asked for: {Figures.Share(least)}", Ink.Limit, least, Vertical: false));
        marks.Add(new Line("no other design is cheaper and better", Ink.Muted,
            [.. efficient.Select(i => new Spot(designs[i].Cost, designs[i].Quality))])
        { Steps = true, Naming = efficient.Count > 1 ? Naming.Legend : Naming.Nowhere });
        for (var i = 0; i < Math.Min(ChartWords.Told, designs.Count); i++)
        {
            if (designs[i].QualityInterval is { } interval)
                marks.Add(new Line("", ChartWords.InkOf(i),
                    [new(designs[i].Cost, interval.Low), new(designs[i].Cost, interval.High)])
                { Thin = true });
        }

        for (var i = 0; i < designs.Count; i++)
        {
            var design = designs[i];
            marks.Add(new Spots("", ChartWords.InkOf(i),
                [new(design.Cost, design.Quality, $"{design.Design}: {money.Write(design.Cost)}, {Figures.Share(design.Quality)}",
                $"{design.Design}: {money.Write(design.Cost)}, {quality} {Figures.Share(design.Quality)}")]));
        }

        return new Chart
        {
            Name = "frontier",
            Title = Finding(designs, money, quality, atLeast),
            Subtitle = $"Left is cheaper, up is better. Thin lines show how sure the quality is (95 % "
                + $"interval).{(atLeast is null ? "" : " The shaded area holds what is asked for.")}",
            Description = ChartWords.Sentences(designs.Select(d =>
                $"{d.Design}: {money.Write(d.Cost)} a month, {quality} {Figures.Share(d.Quality)}.")),
            X = new Axis($"{money.InWords} a month, P50", money, ChartWords.ScaleFor(designs.Select(d => d.Cost))),
            Y = new Axis(quality, Unit.Share) { Headroom = true },
            Marks = designs.Count == 0 ? [] : marks,
            WhenEmpty = "Quality was not measured: the scenario has no questions.",
            Values = new Table("frontier", $"Cost and {quality}",
                [
                    new("design", "Design", Unit.Text), new("p50", "P50 a month", money), new("quality", quality, Unit.Share),
                    new("quality_low", "at least", Unit.Share),
                    new("quality_high", "at most", Unit.Share),
                ],
                [.. designs.Select((d, i) =>
                    new Row([d.Design, d.Cost, d.Quality, d.QualityInterval?.Low, d.QualityInterval?.High], efficient.Contains(i)))]),
        };
    }

    public static Chart Example(ExampleOf of) => Of([.. Enumerable.Range(0, of.Count).Select(i =>
    {
        var quality = Math.Min(1, 0.84 + 0.06 * i * (of.Count == 3 ? 1.3 : 0.4) * (0.6 + ExampleOf.Noise(i)));
        return new QualityPoint(of.NameOf(i), of.Magnitude * (3920 + 2900 * i * (0.5 + ExampleOf.Noise(i, 1))),
            quality) { QualityInterval = (quality - 0.04, Math.Min(1, quality + 0.03)) };
    })], Unit.Money(), "recall", 0.9);

    private static string Finding(IReadOnlyList<QualityPoint> designs, Unit money, string quality, double? atLeast)
    {
        var enough = designs.Where(d => atLeast is not { } least || d.Quality >= least).ToList();
        if (designs.Count == 0)
            return $"Cost against {quality}";
        if (enough.Count == 0)
            return $"No design reaches {Figures.Share(atLeast!.Value)} {quality}; {designs.MaxBy(d => d.Quality)!.Design} comes closest "
                + $"with {Figures.Share(designs.Max(d => d.Quality))}";
        var best = enough.MinBy(d => d.Cost)!;
        return atLeast is { } asked
            ? $"{best.Design} is the cheapest with {Figures.Share(asked)} {quality} or more: {money.Write(best.Cost)} a month"
            : $"{best.Design} is the cheapest: {money.Write(best.Cost)} a month with {Figures.Share(best.Quality)} {quality}";
    }

    // From cheap to dear, each better than all that are cheaper.
    private static List<int> Efficient(IReadOnlyList<QualityPoint> designs)
    {
        var kept = new List<int>();
        foreach (var i in Enumerable.Range(0, designs.Count).OrderBy(i => designs[i].Cost).ThenByDescending(i => designs[i].Quality))
        {
            if (kept.Count == 0 || designs[i].Quality > designs[kept[^1]].Quality)
                kept.Add(i);
        }

        return kept;
    }
}
