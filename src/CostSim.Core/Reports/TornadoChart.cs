namespace CostSim.Reports;

/// <summary>What the mean of a month becomes when one input is at its p10 or its p90.</summary>
internal sealed record Swing(string Input, string Low, string High, double AtLow, double AtHigh, double? ShareOfVariance = null)
{
    public double Width => Math.Abs(AtHigh - AtLow);
}

/// <summary>What moves the bill most: a bar per uncertain input, the widest on top.</summary>
internal static class TornadoChart
{
    private const double Half = 0.33;
    private const int Shown = 12;

    /// <param name="design">The design whose bill it is.</param>
    /// <param name="swings">The inputs.</param>
    /// <param name="middle">The mean of a month.</param>
    /// <param name="money">The currency.</param>
    /// <param name="withoutInput">What moves the bill and is not an input, such as day-to-day chance, with its share of the
    /// variance.</param>
    public static Chart Of(string design, IReadOnlyList<Swing> swings, double middle, Unit money,
        IReadOnlyList<(string Name, double Share)>? withoutInput = null)
    {
        var rest = withoutInput ?? [];
        var all = swings.OrderByDescending(s => s.Width).ThenBy(s => s.Input, StringComparer.Ordinal).ToList();
        var top = all.Take(Shown).ToList();
        return new Chart
        {
            Name = "tornado",
            Title = top.Count == 0 ? "What moves the bill most" : $"{design}: {top[0].Input} moves the bill most",
            Subtitle = "The mean month with one input at the low or at the high end of what is thought possible (p10, p90).",
            Description = top.Count == 0
                ? "No input is uncertain."
                : ChartWords.Sentences(top.Select(s =>
                    $"{s.Input}: {money.Write(s.AtLow)} at {s.Low}, {money.Write(s.AtHigh)} at {s.High}."), 5),
            X = new Axis($"{money.InWords} a month, mean", money),
            Y = Axis.OfCategories("", [.. top.Select(s => s.Input), .. rest.Select(r => $"{r.Name} (no input)")]) with
            {
                RowHeight = 36,
                RowColumns = [
                    new("low", [.. top.Select(s => money.Write(s.AtLow)), .. rest.Select(_ => "")]),
                    new("high", [.. top.Select(s => money.Write(s.AtHigh)), .. rest.Select(_ => "")]),
                    .. all.Any(s => s.ShareOfVariance is not null) || rest.Count > 0
                        ? (RowColumn[])[new("of the variance",
                            [.. top.Select(s => s.ShareOfVariance is { } share ? Figures.Share(share) : ""),
                                .. rest.Select(r => Figures.Share(r.Share))])] : [],
                ],
            },
            Marks = top.Count == 0 ? [] :
            [
                new Bars("input at its low end", Ink.LowSide, Sides(top, s => (s.Low, s.AtLow), middle, money)) { Naming = Naming.Legend },
                new Bars("at its high end", Ink.HighSide, Sides(top, s => (s.High, s.AtHigh), middle, money)) { Naming = Naming.Legend },
                new Rule($"mean {money.Write(middle)}", Ink.Text, middle) { Solid = true },
            ],
            Notes = all.Count > Shown ? [$"{all.Count - Shown} inputs that move it less are in the table."] : [],
            WhenEmpty = "No input of this design is uncertain.",
            Values = new Table("tornado", $"Mean of a month by input: {design}",
                [
                    new("input", "Input", Unit.Text), new("low", "Low", Unit.Text), new("at_low", "Mean at low", money),
                    new("high", "High", Unit.Text),
                    new("at_high", "Mean at high", money), new("share_of_variance", "Share of variance", Unit.Share) { Bars = true },
                ],
                [.. all.Select(s => new Row([s.Input, s.Low, s.AtLow, s.High, s.AtHigh, s.ShareOfVariance])),
                    .. rest.Select(r => new Row([r.Name, "", Cell.None, "", Cell.None, r.Share]))]),
        };
    }

    public static Chart Example(ExampleOf of)
    {
        string[] inputs = ["traffic.growth_per_month", "answer.mean", "traffic.counts", "retries", "prices.change", "adoption"];
        var middle = 3920 * of.Magnitude;
        return Of(of.NameOf(0), [.. Enumerable.Range(0, of.Count == 3 ? inputs.Length : of.Count).Select(i =>
        {
            var width = middle * 0.24 / (1 + i * 0.8);
            return new Swing(of.Names == "design" && i < inputs.Length ? inputs[i] : of.NameOf(i), "1.6 %", "4.4 %",
                middle + (i % 3 == 2 ? width : -width * 0.9), middle + (i % 3 == 2 ? -width : width * 1.3), 0.54 / (1 + i * i));
        })], middle, Unit.Money(), of.Count < 2 ? [] : [("day-to-day chance", 0.1)]);
    }

    private static List<Bar> Sides(IReadOnlyList<Swing> swings, Func<Swing, (string Value, double Cost)> side, double middle, Unit money) =>
        [.. swings.Select((s, i) =>
            new Bar(Math.Min(side(s).Cost, middle), Math.Max(side(s).Cost, middle), i - Half, i + Half,
                side(s).Value is "p10" or "p90" ? "" : side(s).Value,
            $"{s.Input} {side(s).Value}: {money.Write(side(s).Cost)}"))];
}
