using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>How a design's amounts are spread.</summary>
internal sealed record DesignSpread(string Design, Histogram Histogram, double P50, double P90, double? ShareOverBudget = null)
{
    /// <summary>The range that 9 of 10 months keep, where it is known.</summary>
    public (double P5, double P95)? Range { get; init; }

    /// <summary>The low end of the range that 8 of 10 months keep.</summary>
    public double? P10 { get; init; }
}

/// <summary>
/// A row per design on one axis of money and one scale of height: equal areas are equal shares of months in every row. Below each hill a
/// strip
/// shows the range of 8 and of 9 of 10 months with the middle; what lies beyond the budget is darker.
/// </summary>
internal static class DistributionChart
{
    // Rows of more designs than this are too low for fine steps.
    private const int Fine = 12;

    private const double Base = 0.26;
    private const double Tallest = 0.7;
    private const double Strip = 0.36;

    public static Chart Of(IReadOnlyList<DesignSpread> designs, Unit money, double? budget = null)
    {
        var scale = ChartWords.ScaleFor(designs.SelectMany(d => new[] { d.P50, d.P90 }));
        var hills = designs.Select(d => d.Histogram.Even(designs.Count <= Fine ? 60 : 24, byRatio: scale == Scale.Logarithmic)).ToList();
        var top = hills.SelectMany(h => Densities(h, scale)).DefaultIfEmpty().Max();
        var marks = new List<Mark>();
        for (var i = 0; i < designs.Count; i++)
        {
            var (design, outline) = (designs[i], Outline(hills[i], scale, i, top));
            marks.Add(new Band("", ChartWords.InkOf(i), outline) { Steps = true, Opacity = 0.4 });
            if (budget is { } passed && Beyond(outline, passed) is { Count: > 1 } beyond)
                marks.Add(new Band("", ChartWords.InkOf(i), beyond) { Steps = true, Opacity = 0.8 });
            if (design.Range is { } range)
                marks.Add(new Bars("", ChartWords.InkOf(i),
                    [Stripe(range.P5, range.P95, i, 0.025,
                        $"{design.Design}, P5 to P95: {money.Write(range.P5)} to {money.Write(range.P95)}")]));
            marks.Add(new Bars("", ChartWords.InkOf(i),
                [Stripe(design.P10 ?? design.P50, design.P90, i, 0.07,
                    $"{design.Design}, P10 to P90: {money.Write(design.P10 ?? design.P50)} to {money.Write(design.P90)}")]));
            marks.Add(new Line(ChartWords.P50, Ink.Text,
                [new(design.P50, i + Strip + 0.12), new(design.P50, i + Strip - 0.12)])
            { Naming = Naming.Legend });
        }

        if (budget is { } limit)
            marks.Add(new Rule($"budget {money.Write(limit)}", Ink.Limit, limit));
        var most = hills.Count == 0 ? 0 : hills.Max(h => h.ShareBeyond);
        return new Chart
        {
            Name = "distribution",
            Title = Finding(designs, money, budget),
            Subtitle = $"Above, how often a month costs so much, on one scale for all designs. Below, the range of 8 of 10 "
                + $"months{(designs.Any(d => d.Range is not null) ? " (thin: 9 of 10)" : "")}.",
            Description = ChartWords.Sentences(designs.Select(d =>
                $"{d.Design}: half of the months cost {money.Write(d.P50)} or less, 9 of 10 cost {money.Write(d.P90)} or less.")),
            X = new Axis($"{money.InWords} a month", money, scale),
            Y = Axis.OfCategories("", [.. designs.Select(d => d.Design)]) with
            {
                RowHeight = ChartWords.RowHeight(designs.Count, 64, 32),
                RowColumns = [
                    new("P50", [.. designs.Select(d => money.Write(d.P50))]), new("P90", [.. designs.Select(d => money.Write(d.P90))]),
                    .. budget is null ? []
                        : (RowColumn[])[new("over", [.. designs.Select(d => d.ShareOverBudget is { } over ? Figures.Share(over) : "")])],
                ],
            },
            Marks = marks,
            Notes = most > 0 ? [$"The most expensive months of a design, at most {Figures.Share(most)} of them, lie beyond its hill."] : [],
            WhenEmpty = "No design was simulated.",
            Values = new Table("distribution", "A month's cost by design",
                [
                    new("design", "Design", Unit.Text), new("p50", "P50", money), new("p90", "P90", money),
                    new("p_over_budget", "Over budget", Unit.Share),
                    new("p5", "P5", money), new("p95", "P95", money),
                ],
                [.. designs.Select(d => new Row([d.Design, d.P50, d.P90, d.ShareOverBudget, d.Range?.P5, d.Range?.P95]))]),
        };
    }

    public static Chart Example(ExampleOf of)
    {
        var designs = Enumerable.Range(0, of.Count).Select(i =>
        {
            var middle = 3920 * of.Magnitude * (1 + 0.6 * i);
            // Values of a lognormal at equal steps of a logistic score, which is near enough for an example.
            double At(double p) => middle * Elementary.Exp(0.11 * Elementary.Log(p / (1 - p)));
            return new DesignSpread(of.NameOf(i), Histogram.Of(Enumerable.Range(1, 1999).Select(k => At(k / 2000.0))), At(0.5), At(0.9),
                i == 0 ? 0 : 0.21)
            { Range = (At(0.05), At(0.95)), P10 = At(0.1) };
        });
        return Of([.. designs], Unit.Money(), 9000 * of.Magnitude);
    }

    private static string Finding(IReadOnlyList<DesignSpread> designs, Unit money, double? budget) =>
        designs.Count == 0 ? "What a month may cost"
        : budget is { } limit && designs[0].ShareOverBudget is { } over
            ? $"{designs[0].Design}: {Figures.Share(over)} of its months pass {money.Write(limit)}"
        : $"{designs[0].Design}: half of its months cost {money.Write(designs[0].P50)} or less, 1 in 10 more than "
            + $"{money.Write(designs[0].P90)}";

    // Months per step along the axis as it is drawn.
    private static IEnumerable<double> Densities(Histogram histogram, Scale scale)
    {
        var total = Math.Max(1e-300, histogram.Counts.Sum());
        for (var k = 0; k < histogram.Counts.Count; k++)
        {
            var (from, to) = (histogram.Edges[k], histogram.Edges[k + 1]);
            var width = scale == Scale.Logarithmic && from > 0 ? Elementary.Log(to / from) : to - from;
            yield return width > 0 ? histogram.Counts[k] / total / width : 0;
        }
    }

    private static List<Span> Outline(Histogram histogram, Scale scale, int row, double top)
    {
        var (heights, spans) = (Densities(histogram, scale).ToList(), new List<Span>());
        for (var k = 0; k < histogram.Edges.Count; k++)
        {
            var height = k < heights.Count && top > 0 ? heights[k] / top : 0;
            spans.Add(new Span(histogram.Edges[k], row + Base, row + Base - (height * Tallest)));
        }

        return spans;
    }

    private static List<Span> Beyond(List<Span> outline, double budget)
    {
        var first = outline.FindIndex(s => s.X > budget);
        return first < 0 ? [] : [.. first > 0 ? [outline[first - 1] with { X = budget }] : Array.Empty<Span>(), .. outline[first..]];
    }

    private static Bar Stripe(double from, double to, int row, double half, string hint) =>
        new(from, to, row + Strip - half, row + Strip + half, Hint: hint);
}
