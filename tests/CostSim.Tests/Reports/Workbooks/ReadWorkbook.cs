using System.Globalization;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Validation;

namespace CostSim.Tests.Reports.Workbooks;

/// <summary>A workbook as another program reads it.</summary>
internal sealed class ReadWorkbook : IDisposable
{
    private readonly SpreadsheetDocument document;

    public ReadWorkbook(byte[] bytes) => document = SpreadsheetDocument.Open(new MemoryStream(bytes), isEditable: false);

    /// <summary>What breaks the rules of the format; nothing in a file that Excel opens without a repair.</summary>
    public IReadOnlyList<string> Faults => [.. new OpenXmlValidator(DocumentFormat.OpenXml.FileFormatVersions.Office2019).Validate(document).Select(f => $"{f.Part?.Uri} {f.Path?.XPath}: {f.Description}")];

    public IReadOnlyList<string> Sheets => [.. document.WorkbookPart!.Workbook!.Sheets!.Elements<Sheet>().Select(s => s.Name!.Value!)];

    public WorksheetPart Part(string sheet) => (WorksheetPart)document.WorkbookPart!.GetPartById(
        document.WorkbookPart.Workbook!.Sheets!.Elements<Sheet>().Single(s => s.Name == sheet).Id!);

    public IReadOnlyDictionary<string, Cell> Cells(string sheet) =>
        Part(sheet).Worksheet!.Descendants<Cell>().ToDictionary(c => c.CellReference!.Value!);

    public string Text(string sheet, string place) => Cells(sheet).GetValueOrDefault(place)?.InlineString?.InnerText ?? "";

    public double Number(string sheet, string place) => double.Parse(Cells(sheet)[place].CellValue!.Text, CultureInfo.InvariantCulture);

    public string? Formula(string sheet, string place) => Cells(sheet)[place].CellFormula?.Text;

    /// <summary>The number format of a cell as its author wrote it; null of a built-in one.</summary>
    public string? Format(string sheet, string place)
    {
        var styles = document.WorkbookPart!.WorkbookStylesPart!.Stylesheet!;
        var style = (CellFormat)styles.CellFormats!.ElementAt((int)Cells(sheet)[place].StyleIndex!.Value);
        return styles.NumberingFormats?.Elements<NumberingFormat>().FirstOrDefault(f => f.NumberFormatId! == style.NumberFormatId!.Value)?.FormatCode?.Value;
    }

    /// <summary>The table of a sheet: its head, and a text for each cell as CSV writes it.</summary>
    public (IReadOnlyList<string> Head, IReadOnlyList<IReadOnlyList<string>> Rows) Table(string sheet)
    {
        var table = Part(sheet).TableDefinitionParts.Single().Table!;
        var cells = Cells(sheet);
        var (from, to) = (table.Reference!.Value!.Split(':')[0], table.Reference.Value!.Split(':')[1]);
        int RowOf(string place) => int.Parse(place.TrimStart([.. Enumerable.Range('A', 26).Select(c => (char)c)]), CultureInfo.InvariantCulture);
        var columns = table.TableColumns!.Elements<TableColumn>().Select(c => c.Name!.Value!).ToList();
        string At(int column, int row) => cells.GetValueOrDefault($"{CostSim.Reports.Workbooks.SheetPlace.Column(column + 1)}{row}") is { } cell
            ? cell.InlineString?.InnerText ?? cell.CellValue?.Text ?? "" : "";
        return (columns, [.. Enumerable.Range(RowOf(from) + 1, RowOf(to) - RowOf(from)).Select(row => columns.Select((_, i) => At(i, row)).ToList())]);
    }

    public void Dispose() => document.Dispose();
}
