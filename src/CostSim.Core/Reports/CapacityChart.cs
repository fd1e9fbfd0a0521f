using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>What a design needs of something that is limited, at its peak: the middle and the cautious figure.</summary>
internal sealed record Need(string Quantity, double P50, double P90, double Limit);

/// <summary>
/// Needs as shares of their limits, from zero, so that lengths can be compared; the line at 100 % is where requests are refused.
/// </summary>
internal static class CapacityChart
{
    private const double Half = 0.32;

    public static Chart Of(string design, IReadOnlyList<Need> needs)
    {
        var shown = needs.Where(n => n.Limit > 0).ToList();
        var tightest = shown.MaxBy(n => n.P90 / n.Limit);
        return new Chart
        {
            Name = "capacity",
            Title = tightest is null ? $"Need against limits: {design}"
                : tightest.P90 > tightest.Limit
                    ? $"{design}: {tightest.Quantity} pass the limit ({Figures.Share(tightest.P90 / tightest.Limit)} of it at P90)"
                : $"{design} stays within its limits: at most {Figures.Share(tightest.P90 / tightest.Limit)} of the "
                    + $"{tightest.Quantity} at P90",
            Subtitle = "The busiest minute of the busiest month as a share of the limit. Beyond 100 % requests wait, go elsewhere or fail.",
            Description = ChartWords.Sentences(shown.Select(n =>
                $"{n.Quantity}: {Figures.Number(n.P50)} in the middle, {Figures.Number(n.P90)} at P90, of {Figures.Number(n.Limit)} "
                + $"allowed ({Figures.Share(n.P90 / n.Limit)}).")),
            X = new Axis("share of the limit", Unit.Share) { From = 0, To = 1 },
            Y = Axis.OfCategories("", [.. shown.Select(n => n.Quantity)]) with
            {
                RowHeight = ChartWords.RowHeight(shown.Count, 40, 26),
                RowColumns = [
                    new("P50", [.. shown.Select(n => Figures.Number(n.P50))]), new("P90", [.. shown.Select(n => Figures.Number(n.P90))]),
                    new("limit", [.. shown.Select(n => Figures.Number(n.Limit))]),
                    new("P90 of it", [.. shown.Select(n => Figures.Share(n.P90 / n.Limit))]),
                ],
            },
            Marks = shown.Count == 0 ? [] :
            [
                new Bars("need at P90", Ink.LowSide,
                    [.. shown.Select((n, i) =>
                        new Bar(0, n.P90 / n.Limit, i - Half, i + Half, Hint: $"{n.Quantity} at P90: {Figures.Share(n.P90 / n.Limit)}"))]) {
                        Naming = Naming.Legend },
                new Bars("need at P50", Ink.HighSide,
                    [.. shown.Select((n, i) =>
                        new Bar(0, n.P50 / n.Limit, i - (Half * 0.55), i + (Half * 0.55),
                            Hint: $"{n.Quantity} at P50: {Figures.Share(n.P50 / n.Limit)}"))]) { Naming = Naming.Legend },
                new Rule("limit", Ink.Limit, 1) { Solid = true },
            ],
            WhenEmpty = "The scenario names no limits.",
            Values = new Table("capacity", $"Need and limit: {design}",
                [
                    new("quantity", "Quantity", Unit.Text), new("p50", "Need P50", Unit.Number), new("p90", "Need P90", Unit.Number),
                    new("limit", "Limit", Unit.Number),
                    new("share", "P90 of limit", Unit.Share),
                ],
                [.. needs.Select(n =>
                    new Row([n.Quantity, n.P50, n.P90, n.Limit, n.Limit > 0 ? n.P90 / n.Limit : (double?)null], n.P90 > n.Limit))]),
        };
    }

    public static Chart Example(ExampleOf of)
    {
        string[] names = ["requests a minute", "tokens a minute", "calls at a time", "tokens a day"];
        return Of(of.NameOf(0), [.. Enumerable.Range(0, of.Count == 3 ? names.Length : of.Count).Select(i =>
        {
            var limit = 500 * Elementary.Pow(10, i % 4);
            return new Need(of.Names == "design" ? names[i % names.Length] : of.NameOf(i),
                limit * of.Magnitude * (0.3 + 0.5 * ExampleOf.Noise(i)), limit * of.Magnitude * (0.8 + 0.5 * ExampleOf.Noise(i)), limit);
        })]);
    }
}
