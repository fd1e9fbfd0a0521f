using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>A design's cost a month at volumes.</summary>
internal sealed record VolumeCurve(string Design, IReadOnlyList<(double RequestsPerDay, double Cost)> Points);

/// <summary>The volume at which the second design becomes cheaper than the first, with its interval.</summary>
internal sealed record Crossing(string Below, string Above, double P5, double P50, double P95);

/// <summary>Cost against volume on logarithmic axes, with the crossing and the volume of today.</summary>
internal static class BreakEvenChart
{
    // More lines than this would hide the curves.
    private const int Marked = 3;

    public static Chart Of(IReadOnlyList<VolumeCurve> designs, Unit money, IReadOnlyList<Crossing> crossings, double? volume = null)
    {
        var marks = new List<Mark>();
        var marked = crossings.Take(Marked).ToList();
        marks.AddRange(marked.Select((c, i) => new Band("9 of 10 simulated break-evens", Ink.Muted,
            [new(c.P5, double.NegativeInfinity, double.PositiveInfinity), new(c.P95, double.NegativeInfinity, double.PositiveInfinity)])
        { Opacity = 0.35, Naming = i == 0 ? Naming.Legend : Naming.Nowhere }));

        for (var i = designs.Count - 1; i >= 0; i--)
        {
            var points = designs[i].Points.Select(p => new Spot(p.RequestsPerDay, p.Cost)).ToList();
            marks.Add(i < ChartWords.Told
                ? new Line(designs[i].Design, Ink.Of(i), points) { Naming = Naming.AtEnd }
                : new Line(ChartWords.Others(designs.Count), Ink.Muted, points) { Thin = true, Naming = Naming.Legend });
        }

        marks.AddRange(marked.Select(c => new Rule($"break-even {Figures.Number(c.P50)} a day", Ink.Text, c.P50)));
        if (volume is { } today)
            marks.Add(new Rule($"here {Figures.Number(today)} a day", Ink.Of(0), today) { Solid = true });
        return new Chart
        {
            Name = "break-even",
            Title = "Cost against volume",
            Subtitle = "Both axes are logarithmic: a step is ten times as much.",
            Description = crossings.Count == 0
                ? "No design overtakes another within the volumes shown."
                : ChartWords.Sentences(crossings.Select(Says)),
            X = new Axis("requests a day", Unit.Count, Scale.Logarithmic),
            Y = new Axis($"{money.InWords} a month", money, Scale.Logarithmic),
            Marks = designs.All(d => d.Points.Count == 0) ? [] : marks,
            Notes = [.. marked.Select(Says)],
            WhenEmpty = "No volume was simulated.",
            Values = new Table("break-even", "Cost a month by volume",
                [new("requests_per_day", "Requests a day", Unit.Number), new("design", "Design", Unit.Text), new("cost", "Cost a month", money)],
                [.. designs.SelectMany(d => d.Points.Select(p => new { d.Design, p.RequestsPerDay, p.Cost })).OrderBy(r => r.RequestsPerDay)
                    .Select(r => new Row([r.RequestsPerDay, r.Design, r.Cost]))]),
        };
    }

    public static Chart Example(ExampleOf of)
    {
        var volumes = Enumerable.Range(0, 13).Select(k => Elementary.Pow(10, 1 + k / 3.0)).ToList();
        var designs = Enumerable.Range(0, of.Count).Select(i => new VolumeCurve(of.NameOf(i),
            [.. volumes.Select(v => (v, of.Magnitude * ((i == 0 ? 70 : 0) + v * 30 * (0.0132 + 0.012 * i))))])).ToList();
        return Of(designs, Unit.Money(), of.Count < 2 ? [] : [new(of.NameOf(1), of.NameOf(0), 150, 194, 250)], 10_000);
    }

    private static string Says(Crossing crossing) =>
        $"Below {Figures.Number(crossing.P50)} requests a day {crossing.Below} is cheaper, above it {crossing.Above} "
        + $"(9 of 10 simulations between {Figures.Number(crossing.P5)} and {Figures.Number(crossing.P95)}).";
}
