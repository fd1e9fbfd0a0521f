using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>How a design's amounts are spread.</summary>
internal sealed record DesignSpread(string Design, Histogram Histogram, double P50, double P90, double? ShareOverBudget = null);

/// <summary>A row per design on one axis of money: the whole distribution with P50 and P90, and the budget through all rows.</summary>
internal static class DistributionChart
{
    private const double Base = 0.44;
    private const double Tallest = 0.86;

    public static Chart Of(IReadOnlyList<DesignSpread> designs, Unit money, double? budget = null)
    {
        var scale = ChartWords.ScaleFor(designs.SelectMany(d => new[] { d.P50, d.P90 }));
        var hills = designs.Select(d => d.Histogram.Even(60, byRatio: scale == Scale.Logarithmic)).ToList();
        var marks = new List<Mark>();
        for (var i = 0; i < designs.Count; i++)
        {
            var design = designs[i];
            marks.Add(new Band("", ChartWords.InkOf(i), Outline(hills[i], i)) { Steps = true, Opacity = 0.55 });
            marks.Add(Mark(ChartWords.P50, design.P50, i, dashed: false));
            marks.Add(Mark(ChartWords.P90, design.P90, i, dashed: true));
        }

        if (budget is { } limit)
            marks.Add(new Rule($"budget {money.Write(limit)}", Ink.Limit, limit));
        var beyond = hills.Count == 0 ? 0 : hills.Max(h => h.ShareBeyond);
        return new Chart
        {
            Name = "distribution",
            Title = "What a month may cost",
            Subtitle = "Each row holds all simulated months of a design; the higher the hill, the more months cost that much.",
            Description = ChartWords.Sentences(designs.Select(d =>
                $"{d.Design}: half of the months cost {money.Write(d.P50)} or less, 9 of 10 cost {money.Write(d.P90)} or less.")),
            X = new Axis($"{money.InWords} a month", money, scale),
            Y = Axis.OfCategories("", [.. designs.Select(d => d.Design)]) with
            {
                RowHeight = ChartWords.RowHeight(designs.Count, 64, 30),
                RowNotes = [.. designs.Select(d => $"P50 {money.Write(d.P50)} · P90 {money.Write(d.P90)}")],
            },
            Marks = marks,
            Notes = beyond > 0 ? [$"The most expensive months of a design, at most {Figures.Share(beyond)} of them, lie beyond its hill."] : [],
            WhenEmpty = "No design was simulated.",
            Values = new Table("distribution", "A month's cost by design",
                [new("design", "Design", Unit.Text), new("p50", "P50", money), new("p90", "P90", money), new("p_over_budget", "Over budget", Unit.Share)],
                [.. designs.Select(d => new Row([d.Design, d.P50, d.P90, d.ShareOverBudget]))]),
        };
    }

    public static Chart Example(ExampleOf of)
    {
        var designs = Enumerable.Range(0, of.Count).Select(i =>
        {
            var middle = 3920 * of.Magnitude * (1 + 0.6 * i);
            // Values of a lognormal at equal steps of a logistic score, which is near enough for an example.
            double At(double p) => middle * Elementary.Exp(0.11 * Elementary.Log(p / (1 - p)));
            return new DesignSpread(of.NameOf(i), Histogram.Of(Enumerable.Range(1, 1999).Select(k => At(k / 2000.0))), At(0.5), At(0.9), i == 0 ? 0 : 0.21);
        });
        return Of([.. designs], Unit.Money(), 9000 * of.Magnitude);
    }

    private static List<Span> Outline(Histogram histogram, int row)
    {
        var top = histogram.Counts.DefaultIfEmpty().Max();
        var (edges, spans) = (histogram.Edges, new List<Span>());
        for (var k = 0; k < edges.Count; k++)
        {
            var height = k < histogram.Counts.Count && top > 0 ? histogram.Counts[k] / top : 0;
            spans.Add(new Span(edges[k], row + Base, row + Base - height * Tallest));
        }

        return spans;
    }

    private static Line Mark(string name, double at, int row, bool dashed) =>
        new(name, Ink.Text, [new(at, row + Base), new(at, row + Base - Tallest)]) { Thin = true, Dashed = dashed, Naming = Naming.Legend };
}
