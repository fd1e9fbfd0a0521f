using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>The chance, falling, that an amount is passed.</summary>
internal sealed record ExceedanceCurve(string Design, IReadOnlyList<(double Amount, double Chance)> Points)
{
    /// <summary>The curve of simulated amounts: the chance that a value lies above each of some of them.</summary>
    public static ExceedanceCurve Of(string design, IEnumerable<double> values, int points = 120)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        var places = Enumerable.Range(0, points + 1).Select(k => (int)((sorted.Length - 1L) * k / points)).Distinct();
        return new ExceedanceCurve(design, sorted.Length == 0 ? [] : [(sorted[0], 1), .. places.Select(k => (sorted[k], 1 - (k + 1.0) / sorted.Length))]);
    }
}

/// <summary>Chance of a dearer month against the amount, with the budget and the chance that is accepted.</summary>
internal static class ExceedanceChart
{
    private const double Drawn = 0.004;

    public static Chart Of(IReadOnlyList<ExceedanceCurve> designs, Unit money, double? budget = null, double? confidence = null)
    {
        var marks = new List<Mark>();
        for (var i = designs.Count - 1; i >= 0; i--)
        {
            // The last few in a thousand are a long flat tail that would take half of the paper; the table has them.
            var points = designs[i].Points.Where(p => p.Chance >= Drawn || designs[i].Points.Count < 3).Select(p => new Spot(p.Amount, p.Chance)).ToList();
            marks.Add(i < ChartWords.Told
                ? new Line(designs[i].Design, Ink.Of(i), points) { Naming = Naming.AlongLine }
                : new Line(ChartWords.Others(designs.Count), Ink.Muted, points) { Thin = true, Naming = Naming.Legend });
        }

        if (budget is { } limit)
            marks.Add(new Rule($"budget {money.Write(limit)}", Ink.Limit, limit));
        if (confidence is { } sure)
            marks.Add(new Rule($"accepted: {Figures.Share(1 - sure)} of months", Ink.Text, 1 - sure, Vertical: false));
        return new Chart
        {
            Name = "exceedance",
            Title = "The chance that a month costs more",
            Subtitle = "Read up from an amount to a curve: that share of simulated months costs more.",
            Description = ChartWords.Sentences(designs.Where(d => d.Points.Count > 0).Select(d => budget is { } amount
                ? $"{d.Design}: {Figures.Share(ChanceAbove(d, amount))} of the months cost more than {money.Write(amount)}."
                : $"{d.Design}: no month costs more than {money.Write(d.Points[^1].Amount)}.")),
            X = new Axis($"{money.InWords} a month", money, ChartWords.ScaleFor(designs.Where(d => d.Points.Count > 0).Select(d => d.Points[d.Points.Count / 2].Amount))),
            Y = new Axis("share of months that cost more", Unit.Share) { From = 0, To = 1 },
            Marks = marks,
            WhenEmpty = "No design was simulated.",
            Values = new Table("exceedance", "The amount that a share of months passes",
                [new("design", "Design", Unit.Text), .. Chances.Select(c => new Column(FormattableString.Invariant($"p{100 - c * 100:0}"), Figures.Share(c) + " cost more than", money))],
                [.. designs.Select(d => new Row([d.Design, .. Chances.Select(c => (Cell)AmountAt(d, c))]))]),
        };
    }

    public static Chart Example(ExampleOf of) => Of(
        [.. Enumerable.Range(0, of.Count).Select(i => ExceedanceCurve.Of(of.NameOf(i), Enumerable.Range(1, 1999).Select(k =>
            3920 * of.Magnitude * (1 + 0.45 * i) * Elementary.Exp((0.1 + 0.01 * (i % 4)) * Elementary.Log(k / (2000.0 - k))))))],
        Unit.Money(), 9000 * of.Magnitude, 0.9);

    private static double[] Chances => [0.9, 0.5, 0.1, 0.05, 0.01];

    private static double ChanceAbove(ExceedanceCurve curve, double amount) => curve.Points.LastOrDefault(p => p.Amount <= amount, (0, 1)).Chance;

    private static double? AmountAt(ExceedanceCurve curve, double chance) =>
        curve.Points.Count == 0 ? null : curve.Points.FirstOrDefault(p => p.Chance <= chance + 1e-12, curve.Points[^1]).Amount;
}
