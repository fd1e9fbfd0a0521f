namespace CostSim.Reports;

/// <summary>A varied value, as it is written and as a number where it is one, with the bill that belongs to it.</summary>
internal readonly record struct SweepSpot(string Value, double? Number, double Cost);

/// <summary>A design's bill by a varied value.</summary>
internal sealed record SweepCurve(string Design, IReadOnlyList<SweepSpot> Points);

/// <summary>The bill against one varied value, a line per design; where several values are varied, the mean over the others.</summary>
internal static class SweepChart
{
    public static Chart Of(string value, IReadOnlyList<SweepCurve> designs, Unit money)
    {
        var names = designs.SelectMany(d => d.Points).Select(p => p.Value).Distinct().ToList();
        var isNumeric = designs.SelectMany(d => d.Points).All(p => p.Number is not null);
        double Place(SweepSpot spot) => isNumeric ? spot.Number!.Value : names.IndexOf(spot.Value);
        var marks = designs.Select((design, i) => (Mark)(i < ChartWords.Told
            ? new Line(design.Design, Ink.Of(i),
                [.. design.Points.Select(p => new Spot(Place(p), p.Cost, "", $"{design.Design} at {p.Value}: {money.Write(p.Cost)}"))])
            {
                Naming = Naming.AtEnd
            }
            : new Line(ChartWords.Others(designs.Count), Ink.Muted, [.. design.Points.Select(p => new Spot(Place(p), p.Cost))])
            {
                Thin = true,
                Naming = Naming.Legend
            })).Reverse().ToList();
        return new Chart
        {
            Name = "sweep-line",
            Title = designs.Where(d => d.Points.Count > 0).MaxBy(d => d.Points.Max(p => p.Cost) - d.Points.Min(p => p.Cost)) is { } most
                ? $"{most.Design}: {money.Write(most.Points[0].Cost)} a month at {value} {most.Points[0].Value}, "
                    + $"{money.Write(most.Points[^1].Cost)} at {most.Points[^1].Value}"
                : $"Bill against {value}",
            Subtitle = "P50 of a month; where several values are varied, its mean over the others.",
            Description = ChartWords.Sentences(designs.Where(d => d.Points.Count > 0)
                .Select(d => $"{d.Design}: {money.Write(d.Points[0].Cost)} at {d.Points[0].Value}, {money.Write(d.Points[^1].Cost)} at "
                    + $"{d.Points[^1].Value}.")),
            X = isNumeric ? new Axis(value, Unit.Number,
                ChartWords.ScaleFor(designs.SelectMany(d => d.Points).Select(p => p.Number!.Value), 20)) : Axis.OfCategories(value, names),
            Y = new Axis($"{money.InWords} a month, P50", money,
                ChartWords.ScaleFor(designs.SelectMany(d => d.Points).Select(p => p.Cost))),
            Marks = names.Count == 0 ? [] : marks,
            WhenEmpty = "No point of the sweep has a value.",
            Values = new Table("sweep-line", $"Bill by {value}",
                [new("value", value, Unit.Text), new("design", "Design", Unit.Text), new("p50", "P50 a month", money)],
                [.. designs.SelectMany(d => d.Points.Select(p => new Row([p.Value, d.Design, p.Cost])))]),
        };
    }

    public static Chart Example(ExampleOf of) => Of("chunk size", [.. Enumerable.Range(0, of.Count).Select(i => new SweepCurve(of.NameOf(i),
        [.. new[] { 128, 256, 512, 1_024, 2_048 }
            .Select((size, k) => new SweepSpot($"{size}", size, of.Magnitude * (900 + 700 * i) * (1 + 0.3 * k)))]))], Unit.Money());
}
