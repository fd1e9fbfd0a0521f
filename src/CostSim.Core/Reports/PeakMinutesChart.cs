using System.Globalization;
using CostSim.Randomness;

namespace CostSim.Reports;

/// <summary>The busiest minute of a month, in the middle and cautiously.</summary>
internal sealed record MonthPeak(DateOnly Month, double P50, double P90);

/// <summary>What the busiest minute of each month asks for, with the limit across: where a line passes it, the limit is outgrown.</summary>
internal static class PeakMinutesChart
{
    public static Chart Of(string design, string quantity, IReadOnlyList<MonthPeak> months, double? limit) => new()
    {
        Name = "peak-minutes",
        Title = Finding(design, quantity, months, limit),
        Subtitle = "The busiest minute of each month. Above the limit requests wait, go elsewhere or fail for as long as it lasts.",
        Description = months.Count == 0
            ? ""
            : $"{Figures.Month(months[0].Month)}: {Figures.Number(months[0].P90)} {quantity} at P90. {Figures.Month(months[^1].Month)}: "
                + $"{Figures.Number(months[^1].P90)}.",
        X = Axis.OfCategories("", [.. months.Select(m => m.Month.ToString("MMM", CultureInfo.InvariantCulture))]) with
        {
            Groups = [.. months.Select(m => m.Month.Year.ToString(CultureInfo.InvariantCulture))],
        },
        Y = new Axis(quantity, Unit.Number) { From = 0 },
        Marks = months.Count == 0 ? [] :
        [
            new Line("P90", Ink.LowSide,
                [.. months.Select((m, i) => new Spot(i, m.P90, "P90 " + Figures.Number(m.P90), Hint: $"P90 {Figures.Number(m.P90)}"))]) {
                Naming = Naming.AtEnd },
            new Line("P50", Ink.HighSide,
                [.. months.Select((m, i) => new Spot(i, m.P50, "P50 " + Figures.Number(m.P50), Hint: $"P50 {Figures.Number(m.P50)}"))]) {
                Naming = Naming.AtEnd },
            .. limit is { } allowed
                ? new Mark[] { new Rule($"limit {Figures.Number(allowed)}", Ink.Limit, allowed, Vertical: false) { Solid = true } }
                : [],
        ],
        WhenEmpty = "No month was simulated.",
        Values = new Table("peak-minutes", $"Busiest minute by month: {design}",
            [new("month", "Month", Unit.Text), new("p50", "P50", Unit.Number), new("p90", "P90", Unit.Number),
                new("share", "P90 of the limit", Unit.Share)],
            [.. months.Select(m =>
                new Row([Figures.Month(m.Month), m.P50, m.P90, limit is { } of ? m.P90 / of : (double?)null], m.P90 > limit))]),
    };

    private static string Finding(string design, string quantity, IReadOnlyList<MonthPeak> months, double? limit)
    {
        if (limit is not { } allowed || months.Count == 0)
            return $"{design}: the busiest minute of each month";
        return months.FirstOrDefault(m => m.P90 > allowed) is { } first
            ? $"{design} outgrows {Figures.Number(allowed)} {quantity} in {Figures.Month(first.Month)} (P90)"
            : $"{design} stays below {Figures.Number(allowed)} {quantity} (P90)";
    }

    public static Chart Example(ExampleOf of) =>
        Of(of.NameOf(0), "tokens a minute", [.. Enumerable.Range(0, of.Count == 3 ? 12 : of.Count).Select(i =>
    {
        var middle = 520_000 * of.Magnitude * Elementary.Pow(1.03, i) * (0.95 + (0.1 * ExampleOf.Noise(i)));
        return new MonthPeak(new DateOnly(2027, 1, 1).AddMonths(i), middle, middle * (1.15 + (0.02 * i)));
    })], 800_000 * of.Magnitude);
}
