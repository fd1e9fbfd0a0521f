using System.Globalization;
using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>The spread of one month; a partial month is cut by the horizon.</summary>
internal sealed record MonthSpread(DateOnly Month, double P10, double P25, double P50, double P75, double P90, bool Partial = false)
{
    /// <summary>The range of 9 of 10 months, where it is known: the outer band then.</summary>
    public (double P5, double P95)? Range { get; init; }

    /// <summary>The chance to pass the budget.</summary>
    public double? ChanceOver { get; init; }

    /// <summary>What was billed, where the month has passed.</summary>
    public double? Actual { get; init; }
}

/// <summary>
/// The bill month by month: P50 as a line, the middle half and most months as bands, the budget across, the chance to pass it below.
/// </summary>
internal static class FanChart
{
    public static Chart Of(string design, IReadOnlyList<MonthSpread> months, Unit money, double? budget = null)
    {
        var wide = months.Count > 0 && months.All(m => m.Range is not null);
        double Low(MonthSpread m) => wide ? m.Range!.Value.P5 : m.P10;
        double High(MonthSpread m) => wide ? m.Range!.Value.P95 : m.P90;
        var marks = new List<Mark>
        {
            new Band(wide ? "9 of 10 simulated months" : "8 of 10 simulated months", Ink.Of(0),
                Spans(months, m => (Low(m), High(m)))) { Opacity = 0.18, Naming = Naming.Legend },
            new Band("half of them", Ink.Of(0), Spans(months, m => (m.P25, m.P75))) { Opacity = 0.32, Naming = Naming.Legend },
            new Line(wide ? "P95" : "P90", Ink.Muted, Points(months, High, wide ? "P95 " : "P90 ", money)) { Thin =
                true, Naming = Naming.AtEnd },
            new Line("P50", Ink.Of(0), Points(months, m => m.P50, "P50 ", money)) { Naming = Naming.AtEnd },
            new Line(wide ? "P5" : "P10", Ink.Muted, Points(months, Low, wide ? "P5 " : "P10 ", money)) { Thin =
                true, Naming = Naming.AtEnd },
        };
        if (months.Any(m => m.Actual is not null))
        {
            marks.Add(new Spots("billed", Ink.Of(1), [.. months.Select((m, i) => (m, i)).Where(p => p.m.Actual is not null)
                .Select(p => new Spot(p.i, p.m.Actual!.Value, Hint: $"{Figures.Month(p.m.Month)}: {money.Write(p.m.Actual.Value)}"))])
            { Naming = Naming.Legend });
        }

        if (budget is { } limit)
            marks.Add(new Rule($"budget {money.Write(limit)}", Ink.Limit, limit, Vertical: false));
        return new Chart
        {
            Name = "fan",
            Title = Finding(design, months, money, budget),
            Subtitle = "The line is the middle of what was simulated. Months have more or fewer working days, and prices may step: it is "
                + "not smooth.",
            Description = months.Count == 0 ? "" : $"{Says(months[0], money)} {(months.Count > 1 ? Says(months[^1], money) : "")}",
            X = Axis.OfCategories("", [.. months.Select(m => m.Month.ToString("MMM", CultureInfo.InvariantCulture))]) with
            {
                Groups = [.. months.Select(m => m.Month.Year.ToString(CultureInfo.InvariantCulture))],
                Figures = months.Any(m => m.ChanceOver is not null)
                    ? new("over:", [.. months.Select(m => m.ChanceOver is { } over ? Figures.Share(over) : "")])
                    : null,
            },
            Y = new Axis($"{money.InWords} a month", money) { From = 0 },
            Marks = months.Count == 0 ? [] : marks,
            Notes = months.Any(m => m.Partial)
                ? [$"Cut by the horizon: {string.Join(", ", months.Where(m => m.Partial).Select(m => Figures.Month(m.Month)))}."]
                : [],
            WhenEmpty = "No month was simulated.",
            Values = new Table("fan", $"Cost by month: {design}",
                [new("month", "Month", Unit.Text), new("p10", "P10", money), new("p25", "P25", money), new("p50", "P50", money),
                    new("p75", "P75", money),
                    new("p90", "P90", money), .. Billed(months, money), .. months.Any(m => m.ChanceOver is not null)
                        ? [new Column("p_over", "Over budget", Unit.Share)]
                        : Array.Empty<Column>()],
                [.. months.Select(m =>
                    new Row([Figures.Month(m.Month) + (m.Partial ? ", part of it" : ""), m.P10, m.P25, m.P50, m.P75, m.P90,
                    .. months.Any(o => o.Actual is not null) ? [(Cell)m.Actual] : Array.Empty<Cell>(),
                    .. months.Any(o => o.ChanceOver is not null) ? [(Cell)m.ChanceOver] : Array.Empty<Cell>()]))]),
        };
    }

    public static Chart Example(ExampleOf of) => Of(of.NameOf(0), [.. Enumerable.Range(0, of.Count == 3 ? 12 : of.Count).Select(i =>
    {
        var (middle, width) = (3100 * of.Magnitude * Elementary.Pow(1.03, i), 0.06 + 0.02 * i);
        return new MonthSpread(new DateOnly(2027, 1, 1).AddMonths(i), middle * (1 - width), middle * (1 - width / 2), middle,
            middle * (1 + width * 0.6), middle * (1 + width * 1.3)) { Range =
            (middle * Math.Max(0, 1 - (1.3 * width)), middle * (1 + (1.8 * width))), ChanceOver = 0.003 * i * i };
    })], Unit.Money(), 9000 * of.Magnitude);

    private static string Finding(string design, IReadOnlyList<MonthSpread> months, Unit money, double? budget)
    {
        var over = budget is { } limit && months.Where(m => m.ChanceOver is not null).MaxBy(m => m.ChanceOver) is { } worst
            ? $"; {Figures.Share(worst.ChanceOver!.Value)} chance of passing {money.Write(limit)} in {Figures.Month(worst.Month)}"
            : "";
        var whole = months.Where(m => !m.Partial).ToList();
        return whole.Count < 2 ? $"Month by month: {design}{over}"
            : $"{design}: P50 from {money.Write(whole[0].P50)} in {Figures.Month(whole[0].Month)} to {money.Write(whole[^1].P50)} in "
                + $"{Figures.Month(whole[^1].Month)}{over}";
    }

    // A single month has no width: it is drawn as wide as a bar.
    private static List<Span> Spans(IReadOnlyList<MonthSpread> months, Func<MonthSpread, (double Low, double High)> of) =>
        months is [var only]
        ? [new Span(-0.2, of(only).Low, of(only).High), new Span(0.2, of(only).Low, of(only).High)]
        : [.. months.Select((m, i) => new Span(i, of(m).Low, of(m).High))];

    private static List<Spot> Points(IReadOnlyList<MonthSpread> months, Func<MonthSpread, double> of, string name, Unit money) =>
        [.. months.Select((m, i) => new Spot(i, of(m), name + money.Write(of(m))))];

    private static string Says(MonthSpread month, Unit money) =>
        $"{Figures.Month(month.Month)}: P50 {money.Write(month.P50)}, 8 of 10 simulated months between {money.Write(month.P10)} and "
        + $"{money.Write(month.P90)}.";

    private static Column[] Billed(IReadOnlyList<MonthSpread> months, Unit money) =>
        months.Any(m => m.Actual is not null) ? [new Column("billed", "Billed", money)] : [];
}
