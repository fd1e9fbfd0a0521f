using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>The chance, falling, that an amount is passed.</summary>
internal sealed record ExceedanceCurve(string Design, IReadOnlyList<(double Amount, double Chance)> Points)
{
    /// <summary>
    /// The month with the highest chance to pass the budget, by its curve: what a budget is judged by; null without a budget.
    /// </summary>
    public WorstMonth? Worst { get; init; }

    /// <summary>The chance of an amount to be passed.</summary>
    public static double ChanceAbove(IReadOnlyList<(double Amount, double Chance)> points, double amount) =>
        points.LastOrDefault(p => p.Amount <= amount, (0, 1)).Chance;

    /// <summary>The curve of simulated amounts: the chance that a value lies above each of some of them.</summary>
    public static ExceedanceCurve Of(string design, IEnumerable<double> values, int points = 120)
    {
        var sorted = values.Where(double.IsFinite).Order().ToArray();
        var places = Enumerable.Range(0, points + 1).Select(k => (int)((sorted.Length - 1L) * k / points)).Distinct();
        return new ExceedanceCurve(design, sorted.Length == 0
            ? []
            : [(sorted[0], 1), .. places.Select(k => (sorted[k], 1 - (k + 1.0) / sorted.Length))]);
    }
}

/// <summary>A month by name with its curve and its chance to pass the budget.</summary>
internal sealed record WorstMonth(string Month, IReadOnlyList<(double Amount, double Chance)> Points, double ChanceOver);

/// <summary>
/// Chance of a dearer month against the amount. Where there is a budget, each design's worst month is drawn: a budget must hold in every
/// month, and the share of all months together would look better than that.
/// </summary>
internal static class ExceedanceChart
{
    private const double Drawn = 0.004;

    public static Chart Of(IReadOnlyList<ExceedanceCurve> designs, Unit money, double? budget = null, double? confidence = null)
    {
        var worst = budget is not null && designs.Any(d => d.Worst is not null);
        var marks = new List<Mark>();
        for (var i = designs.Count - 1; i >= 0; i--)
        {
            // The last few in a thousand are a long flat tail that would take half of the paper; the table has them.
            var curve = designs[i].Worst is { } month && worst ? month.Points : designs[i].Points;
            var points = curve.Where(p => p.Chance >= Drawn || curve.Count < 3).Select(p => new Spot(p.Amount, p.Chance)).ToList();
            if (points.Count > 2)
                points.Add(points[^1] with { Y = 0 });
            marks.Add(i < ChartWords.Told
                ? new Line(designs[i].Design, Ink.Of(i), points) { Naming = Naming.AlongLine }
                : new Line(ChartWords.Others(designs.Count), Ink.Muted, points) { Thin = true, Naming = Naming.Legend });
        }

        if (budget is { } limit)
        {
            marks.Add(new Rule($"budget {money.Write(limit)}", Ink.Limit, limit));
            for (var i = Math.Min(designs.Count, ChartWords.Told) - 1; i >= 0; i--)
            {
                var chance = designs[i].Worst?.ChanceOver ?? ExceedanceCurve.ChanceAbove(designs[i].Points, limit);
                marks.Add(new Spots("", Ink.Of(i),
                    [new(limit, chance, chance >= 0.02 ? Figures.Share(chance) : "",
                        $"{designs[i].Design}: {Figures.Share(chance)}{(designs[i].Worst is { } w ? $" in {w.Month}" : "")}")]));
            }
        }

        if (confidence is { } sure)
            marks.Add(new Rule($"accepted in a month: {Figures.Share(1 - sure)}", Ink.Text, 1 - sure, Vertical: false));
        return new Chart
        {
            Name = "exceedance",
            Title = Finding(designs, money, budget),
            Subtitle = worst
                ? "Read up from an amount to a curve: the chance that each design's worst month costs more. The table also has all "
                    + "months together."
                : "Read up from an amount to a curve: that share of simulated months costs more.",
            Description = ChartWords.Sentences(designs.Where(d => d.Points.Count > 0).Select(d => budget is { } amount
                ? $"{d.Design}: {Figures.Share(ExceedanceCurve.ChanceAbove(d.Points, amount))} of all months cost more than "
                    + $"{money.Write(amount)}{(d.Worst is { } w ? $", and {Figures.Share(w.ChanceOver)} of its worst, {w.Month}" : "")}."
                : $"{d.Design}: no month costs more than {money.Write(d.Points[^1].Amount)}.")),
            X = new Axis($"{money.InWords} a month", money,
                ChartWords.ScaleFor(designs.Where(d => d.Points.Count > 0).Select(d => d.Points[d.Points.Count / 2].Amount))),
            Y = new Axis(worst ? "chance that the worst month costs more" : "share of months that cost more",
                Unit.Share)
            { From = 0, To = 1 },
            Marks = marks,
            WhenEmpty = "No design was simulated.",
            Values = new Table("exceedance", "The amount that a share of all months passes, and the chance to pass the budget",
                [
                    new("design", "Design", Unit.Text), .. Chances.Select(c =>
                        new Column(FormattableString.Invariant($"p{100 - c * 100:0}"), Figures.Share(c) + " cost more than", money)),
                    .. worst ? [new Column("over_all", "All months over budget", Unit.Share),
                        new Column("worst_month", "Worst month", Unit.Text), new Column("over_worst", "Over budget in it", Unit.Share)]
                        : Array.Empty<Column>(),
                ],
                [.. designs.Select(d => new Row([d.Design, .. Chances.Select(c => (Cell)AmountAt(d, c)), .. worst
                    ? [ExceedanceCurve.ChanceAbove(d.Points, budget!.Value), d.Worst?.Month ?? "",
                        (Cell)d.Worst?.ChanceOver] : Array.Empty<Cell>()]))]),
        };
    }

    public static Chart Example(ExampleOf of) => Of(
        [.. Enumerable.Range(0, of.Count).Select(i => ExceedanceCurve.Of(of.NameOf(i), Enumerable.Range(1, 1999).Select(k =>
            3920 * of.Magnitude * (1 + 0.45 * i) * Elementary.Exp((0.1 + 0.01 * (i % 4)) * Elementary.Log(k / (2000.0 - k))))))],
        Unit.Money(), 9000 * of.Magnitude, 0.9);

    private static string Finding(IReadOnlyList<ExceedanceCurve> designs, Unit money, double? budget) =>
        designs.Count == 0 ? "The chance that a month costs more"
        : budget is not { } limit ? AmountAt(designs[0], 0.1) is { } dear
            ? $"{designs[0].Design}: 1 month in 10 costs more than {money.Write(dear)}"
            : "The chance that a month costs more"
        : designs[0].Worst is { } worst
            ? $"{designs[0].Design}: {Figures.Share(worst.ChanceOver)} chance of passing {money.Write(limit)} in {worst.Month}, its "
                + $"worst month"
        : $"{designs[0].Design}: {Figures.Share(ExceedanceCurve.ChanceAbove(designs[0].Points, limit))} chance of passing "
            + $"{money.Write(limit)}";

    private static double[] Chances => [0.9, 0.5, 0.1, 0.05, 0.01];

    private static double? AmountAt(ExceedanceCurve curve, double chance) =>
        curve.Points.Count == 0 ? null : curve.Points.FirstOrDefault(p => p.Chance <= chance + 1e-12, curve.Points[^1]).Amount;
}
