using CostSim.Forecasts;
using CostSim.Reports;
using CostSim.Reports.Workbooks;

namespace CostSim.Answers;

/// <summary>The first sheet: the answer in words, the two cells that a reader changes, and what they make of each design.</summary>
internal static class WorkbookSummary
{
    private const string SheetName = "Summary";
    private const int MostLines = 8;
    private const int MostSeries = 6;

    private static readonly SheetStyle Share = new("0%");

    /// <summary>The names of the cells that a reader changes.</summary>
    public static IReadOnlyList<(string, string)> Names(Report report) =>
        [("Volume", $"{SheetName}!$B${InputRow(report)}"), ("Prices", $"{SheetName}!$B${InputRow(report) + 1}")];

    public static Sheet Of(Forecast forecast, Report report, WhatIfMonths months)
    {
        var designs = forecast.Designs;
        var requests = report.Sections.SelectMany(s => s.Blocks).OfType<WhatIf>().FirstOrDefault()?.RequestsPerDay;
        var rows = new List<IReadOnlyList<SheetCell>>
        {
            Line(report.Title, SheetLook.Title),
            Line(report.Subtitle, SheetLook.Plain),
        };
        rows.AddRange(Words(report).Select((words, i) => Line(words, i == 0 ? SheetLook.Strong : SheetLook.Plain)));
        rows.Add([]);
        rows.Add(
        [
            SheetCell.Text("Volume, of what was simulated", SheetLook.Strong), new(1.0, Share with { Look = SheetLook.Input }),
            requests is { } day ? new(day, new("#,##0\" requests a day\""),
                FormattableString.Invariant($"Volume*{day:R}")) : SheetCell.None,
        ]);
        rows.Add([SheetCell.Text("Prices, of what was simulated", SheetLook.Strong), new(1.0, Share with { Look = SheetLook.Input })]);
        rows.Add(Line("Change the two yellow cells: the table below, the sheet Months and the chart follow. Fixed costs stay, people "
            + "follow the volume, tokens follow both.", SheetLook.Plain));
        rows.Add(Line("Means only: percentiles, limits, tiers and minimums are not worked out again. 'costsim run --set' does that.",
            SheetLook.Plain));
        rows.Add([]);
        var head = Head(forecast);
        rows.Add([.. head.Select(h => SheetCell.Text(h, SheetLook.Head))]);
        var first = rows.Count + 1;
        rows.AddRange(designs.Select((d, i) => Design(forecast, d, months, first + i)));
        return new Sheet(SheetName, rows.Count, rows)
        {
            Widths = [36, .. Enumerable.Repeat(20.0, head.Count - 1)],
            Table = new SheetTable("WhatIf", first - 1, head, designs.Count),
            Inputs = [$"B{InputRow(report)}:B{InputRow(report) + 1}"],
            Chart = Chart(forecast, months, first, rows.Count + 1),
        };
    }

    private static int InputRow(Report report) => 2 + Words(report).Count + 2;

    private static IReadOnlyList<SheetCell> Line(string text, SheetLook look) => [SheetCell.Text(text, look)];

    private static List<string> Words(Report report) =>
        [.. report.Sections[0].Blocks.OfType<Paragraph>().Select(p => string.Concat(p.Runs.Select(r => r.Text))).Take(MostLines)];

    private static List<string> Head(Forecast forecast)
    {
        var horizon = forecast.Months.Count == 1 ? forecast.Months[0].Name : $"{forecast.Months[0].Name} to {forecast.Months[^1].Name}";
        return
        [
            "Design", "P50 of a month's bill", "P90 of a month's bill", $"Mean bill, {horizon}", "What if: mean bill", "Change of the bill",
            "Mean with people", "What if: with people", "Change with people",
        ];
    }

    private static IReadOnlyList<SheetCell> Design(Forecast forecast, ForecastDesign design, WhatIfMonths months, int row)
    {
        var look = design.Name == forecast.Recommended ? SheetLook.Strong : SheetLook.Plain;
        SheetCell Money(double value, string? formula = null) =>
            new(value, new(TableSheet.Money(forecast.Currency, Math.Abs(value)), look), formula);
        SheetCell Change(string before, string after) =>
            new(0.0, new("+0.0%;-0.0%;0.0%", look), $"IF({before}{row}=0,0,{after}{row}/{before}{row}-1)");
        SheetCell Sum(double value, string key) => Money(value, $"SUM({months.Range(design.Name, months.Key(key))})");
        var (bill, all) = (design.Bill.Months.Sum(m => m.Mean), design.WithPeople.Months.Sum(m => m.Mean));
        return
        [
            SheetCell.Text(design.Name, look), Money(design.Bill.Month.P50), Money(design.Bill.Month.P90),
            Sum(bill, "mean"), Sum(bill, "what_if"), Change("D", "E"),
            Sum(all, "with_people_mean"), Sum(all, "what_if_with_people"), Change("G", "H"),
        ];
    }

    // More lines than a person can tell apart say nothing: the recommended design and the first others.
    private static SheetChart Chart(Forecast forecast, WhatIfMonths months, int firstRow, int below) =>
        new("Mean bill by month, at the volume and prices above", TableSheet.Money(forecast.Currency, 1000)
            .Replace(".00", "", StringComparison.Ordinal),
            [.. forecast.Designs.Select((d, i) => (Design: d, Row: firstRow + i)).OrderBy(d => d.Design.Name != forecast.Recommended)
                .Take(MostSeries).Select(d => new SheetSeries(
                $"{SheetName}!$A${d.Row}", months.Range(d.Design.Name, "month"), months.Range(d.Design.Name, months.Key("what_if"))))])
        {
            Below = below,
        };
}
