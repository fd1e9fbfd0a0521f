using DocumentFormat.OpenXml.Spreadsheet;

namespace CostSim.Reports.Workbooks;

/// <summary>The list of the sheets, and the tables in them.</summary>
internal static class WorkbookParts
{
    public static DocumentFormat.OpenXml.Spreadsheet.Workbook Book(Workbook workbook)
    {
        var book = new DocumentFormat.OpenXml.Spreadsheet.Workbook();
        book.AddNamespaceDeclaration("r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships");
        book.Append(new BookViews(new WorkbookView()));
        book.Append(new Sheets(workbook.Sheets.Select((s, i) =>
            new DocumentFormat.OpenXml.Spreadsheet.Sheet { Name = s.Name, SheetId = (uint)i + 1, Id = $"sheet{i + 1}" })));
        if (workbook.Names.Count > 0)
            book.Append(new DefinedNames(workbook.Names.Select(n => new DefinedName(n.Place) { Name = n.Name })));
        book.Append(new CalculationProperties { FullCalculationOnLoad = true });
        return book;
    }

    public static DocumentFormat.OpenXml.Spreadsheet.Table Table(SheetTable table, int number) => new(
        new AutoFilter { Reference = table.Place },
        new TableColumns(table.Columns.Select((c, i) => new TableColumn { Id = (uint)i + 1, Name = c }))
        {
            Count = (uint)table.Columns.Count
        },
        new TableStyleInfo
        {
            Name = "TableStyleLight1",
            ShowFirstColumn = false,
            ShowLastColumn = false,
            ShowRowStripes = true,
            ShowColumnStripes = false
        })
    {
        Id = (uint)number,
        Name = table.Name,
        DisplayName = table.Name,
        Reference = table.Place,
    };
}
