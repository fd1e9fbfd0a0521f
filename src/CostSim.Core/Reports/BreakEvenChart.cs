using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>A design's cost a month at volumes.</summary>
internal sealed record VolumeCurve(string Design, IReadOnlyList<(double RequestsPerDay, double Cost)> Points);

/// <summary>The volume at which the second design becomes cheaper than the first, with its interval.</summary>
internal sealed record Crossing(string Below, string Above, double P5, double P50, double P95);

/// <summary>Cost against volume on logarithmic axes, with the crossing and the volume of today.</summary>
internal static class BreakEvenChart
{
    // More names than this would hide the curves.
    private const int Marked = 5;

    public static Chart Of(IReadOnlyList<VolumeCurve> designs, Unit money, IReadOnlyList<Crossing> crossings, double? volume = null)
    {
        var marks = new List<Mark>();
        for (var i = designs.Count - 1; i >= 0; i--)
        {
            var points = designs[i].Points.Select(p => new Spot(p.RequestsPerDay, p.Cost)).ToList();
            marks.Add(i < ChartWords.Told
                ? new Line(designs[i].Design, Ink.Of(i), points) { Naming = Naming.AtEnd }
                : new Line(ChartWords.Others(designs.Count), Ink.Muted, points) { Thin = true, Naming = Naming.Legend });
        }

        foreach (var crossing in crossings.Take(Marked))
        {
            if (designs.FirstOrDefault(d => d.Design == crossing.Above) is not { Points.Count: > 1 } above)
                continue;
            var cost = CostAt(above, crossing.P50);
            marks.Add(new Line("9 of 10 simulated break-evens", Ink.Text, [new(crossing.P5, cost), new(crossing.P95, cost)])
            {
                Thin = true,
                Naming = Naming.Legend
            });
            marks.Add(new Spots("", Ink.Text,
                [new(crossing.P50, cost, $"{Figures.Number(crossing.P50)}: {crossing.Above} under {crossing.Below}", Says(crossing))]));
        }

        if (volume is { } today)
            marks.Add(new Rule($"here {Figures.Number(today)} a day", Ink.Text, today) { Solid = true });
        return new Chart
        {
            Name = "break-even",
            Title = Finding(designs, crossings, volume),
            Subtitle = "A dot is where one design becomes cheaper than another. On logarithmic axes a step is a factor.",
            Description = crossings.Count == 0
                ? "No design overtakes another within the volumes shown."
                : ChartWords.Sentences(crossings.Select(Says)),
            X = new Axis("requests a day", Unit.Count, Scale.Logarithmic),
            Y = new Axis($"{money.InWords} a month", money, Scale.Logarithmic),
            Marks = designs.All(d => d.Points.Count == 0) ? [] : marks,
            Notes = [.. crossings.OrderBy(c => c.P50).Take(Marked).Select(Says)],
            WhenEmpty = "No volume was simulated.",
            Values = new Table("break-even", "Cost a month by volume",
                [new("requests_per_day", "Requests a day", Unit.Number), new("design", "Design", Unit.Text),
                    new("cost", "Cost a month", money)],
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

    private static string Finding(IReadOnlyList<VolumeCurve> designs, IReadOnlyList<Crossing> crossings, double? volume) =>
        crossings.Count == 0
        ? designs.Count < 2 ? "Cost against volume" : "No design overtakes another within the volumes shown"
        : crossings.MinBy(c => volume is { } here && here > 0 && c.P50 > 0 ? Math.Abs(Elementary.Log(c.P50 / here)) : c.P50) is var near
            && near is not null
            ? $"Above {Figures.Number(near.P50)} requests a day {near.Above} is cheaper than {near.Below}" : "";

    // Between two points of a curve both axes are logarithmic.
    private static double CostAt(VolumeCurve curve, double volume)
    {
        var points = curve.Points;
        var i = Math.Clamp(points.Count(p => p.RequestsPerDay <= volume), 1, points.Count - 1);
        var (a, b) = (points[i - 1], points[i]);
        if (a.Cost <= 0 || b.Cost <= 0 || a.RequestsPerDay <= 0 || volume <= 0)
            return b.Cost;
        var part = Elementary.Log(volume / a.RequestsPerDay) / Elementary.Log(b.RequestsPerDay / a.RequestsPerDay);
        return a.Cost * Elementary.Exp(Math.Clamp(part, 0, 1) * Elementary.Log(b.Cost / a.Cost));
    }

    private static string Says(Crossing crossing) =>
        $"Below {Figures.Number(crossing.P50)} requests a day {crossing.Below} is cheaper, above it {crossing.Above} "
        + $"(9 of 10 simulations between {Figures.Number(crossing.P5)} and {Figures.Number(crossing.P95)}).";
}
