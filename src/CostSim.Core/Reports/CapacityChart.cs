using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>What a design needs of something that is limited, at its peak: the middle and the cautious figure.</summary>
internal sealed record Need(string Quantity, double P50, double P90, double Limit);

/// <summary>Needs as shares of their limits; the line at 100 % is where requests are refused.</summary>
internal static class CapacityChart
{
    private const double Half = 0.32;

    public static Chart Of(string design, IReadOnlyList<Need> needs)
    {
        var shown = needs.Where(n => n.Limit > 0).ToList();
        var scale = ChartWords.ScaleFor(shown.Select(n => n.P90 / n.Limit).Append(1));
        return new Chart
        {
            Name = "capacity",
            Title = $"Need against limits: {design}",
            Subtitle = "The busiest minute of the busiest month, as a share of what is allowed. Beyond 100 % requests wait or fail.",
            Description = ChartWords.Sentences(shown.Select(n =>
                $"{n.Quantity}: {Figures.Number(n.P50)} in the middle, {Figures.Number(n.P90)} at P90, of {Figures.Number(n.Limit)} allowed ({Figures.Share(n.P90 / n.Limit)}).")),
            X = new Axis("share of the limit", Unit.Share, scale) { From = scale == Scale.Linear ? 0 : null, To = 1 },
            Y = Axis.OfCategories("", [.. shown.Select(n => n.Quantity)]) with
            {
                RowHeight = ChartWords.RowHeight(shown.Count, 40, 26),
                RowNotes = [.. shown.Select(n => $"{Figures.Number(n.P90)} of {Figures.Number(n.Limit)}")],
            },
            Marks = shown.Count == 0 ? [] :
            [
                new Bars("need at P90", Ink.Of(4), [.. shown.Select((n, i) => new Bar(0, n.P90 / n.Limit, i - Half, i + Half, Hint: $"{n.Quantity} at P90: {Figures.Share(n.P90 / n.Limit)}"))]) { Naming = Naming.Legend, Patterned = true },
                new Bars("need at P50", Ink.Of(0), [.. shown.Select((n, i) => new Bar(0, n.P50 / n.Limit, i - Half, i + Half, Figures.Share(n.P50 / n.Limit), $"{n.Quantity} at P50: {Figures.Share(n.P50 / n.Limit)}"))]) { Naming = Naming.Legend },
                new Rule("limit", Ink.Limit, 1) { Solid = true },
            ],
            WhenEmpty = "The scenario names no limits.",
            Values = new Table("capacity", $"Need and limit: {design}",
                [
                    new("quantity", "Quantity", Unit.Text), new("p50", "Need P50", Unit.Number), new("p90", "Need P90", Unit.Number), new("limit", "Limit", Unit.Number),
                    new("share", "P90 of limit", Unit.Share),
                ],
                [.. needs.Select(n => new Row([n.Quantity, n.P50, n.P90, n.Limit, n.Limit > 0 ? n.P90 / n.Limit : (double?)null], n.P90 > n.Limit))]),
        };
    }

    public static Chart Example(ExampleOf of)
    {
        string[] names = ["requests a minute", "tokens a minute", "calls at a time", "tokens a day"];
        return Of(of.NameOf(0), [.. Enumerable.Range(0, of.Count == 3 ? names.Length : of.Count).Select(i =>
        {
            var limit = 500 * Elementary.Pow(10, i % 4);
            return new Need(of.Names == "design" ? names[i % names.Length] : of.NameOf(i), limit * of.Magnitude * (0.3 + 0.5 * ExampleOf.Noise(i)), limit * of.Magnitude * (0.8 + 0.5 * ExampleOf.Noise(i)), limit);
        })]);
    }
}
