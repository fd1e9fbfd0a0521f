using CostSim.Reports;
using CostSim.Reports.Workbooks;

namespace CostSim.Actuals;

/// <summary>A close as a workbook: sums are formulas, so that a reader who changes an accrual sees what the month then costs.</summary>
internal static class CloseWorkbook
{
    public static byte[] Of(MonthClose close, Report report)
    {
        var sheets = new List<Sheet>
        {
            Answer(report),
            Summed(TableSheet.Of(CloseTables.Bridge(close, exact: true), "Bridge")),
            Summed(TableSheet.Of(CloseTables.Accruals(close, exact: true), "Accruals")),
            TableSheet.Of(CloseTables.Months(close), "Months"),
            TableSheet.Of(CloseTables.Landing(close), "Landing"),
        };
        if (close.Groups.Count > 0)
            sheets.Add(TableSheet.Of(CloseTables.Groups(close), "Groups"));
        if (close.Track.Of("day").Where(d => d.From >= close.Period.From).ToList() is { Count: > 0 } days)
            sheets.Add(TableSheet.Of(TrackTables.Periods(close.Track, days), "Days", frozenColumns: 2));
        return WorkbookFile.Of(new Workbook(sheets));
    }

    private static Sheet Answer(Report report)
    {
        var rows = new List<IReadOnlyList<SheetCell>> { Line(report.Title, SheetLook.Title), Line(report.Subtitle) };
        foreach (var block in report.Sections[0].Blocks)
        {
            rows.AddRange(block switch
            {
                Paragraph paragraph => [Line(string.Concat(paragraph.Runs.Select(r => r.Text)), SheetLook.Strong)],
                Points points => points.Items.Select(i => Line(i)),
                Callout callout => callout.Lines.Select(l => Line($"Note: {l}")),
                _ => [],
            });
        }

        rows.Add(Line(report.Footer));
        return new Sheet("Close", rows.Count, rows) { Widths = [120] };
    }

    private static IReadOnlyList<SheetCell> Line(string text, SheetLook look = SheetLook.Wrapped) => [SheetCell.Text(text, look)];

    // The last row of the bridge and of the accruals is the sum of those above it, in the second column.
    private static Sheet Summed(Sheet sheet)
    {
        var rows = sheet.Rows.ToList();
        IReadOnlyList<SheetCell> last =
            [.. rows[^1].Select((cell, i) => i == 1 ? cell with { Formula = $"SUM(B2:B{rows.Count - 1})" } : cell)];
        return sheet with { Rows = [.. rows.SkipLast(1), last] };
    }
}
