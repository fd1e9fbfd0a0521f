using CostSim.Forecasts;
using CostSim.Reports;
using CostSim.Reports.Workbooks;

namespace CostSim.Answers;

/// <summary>
/// A run as a workbook: what it says, its months, designs, components and assumptions. Two cells, volume and prices, drive the months:
/// fixed costs stay, people follow the volume, and tokens follow both.
/// </summary>
internal static class ForecastWorkbook
{
    public const string FileName = "forecast.xlsx";

    public static byte[] Of(Forecast forecast, Rendering rendering)
    {
        Table Named(string name) => rendering.Tables.First(t => t.Name == name);
        var months = new WhatIfMonths(forecast, Named("months"));
        return WorkbookFile.Of(new Workbook(
        [
            WorkbookSummary.Of(forecast, rendering.Report, months),
            months.Sheet,
            TableSheet.Of(Named("designs"), "Designs"),
            TableSheet.Of(Named("components"), "Components", frozenColumns: 2),
            TableSheet.Of(Named("assumptions"), "Assumptions"),
        ])
        { Names = WorkbookSummary.Names(rendering.Report) });
    }

    /// <summary>One table of a run as a workbook of its own.</summary>
    public static byte[] Of(Table table) =>
        WorkbookFile.Of(new Workbook([TableSheet.Of(table, char.ToUpperInvariant(table.Name[0]) + table.Name[1..])]));
}
