using CostSim.Files;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;

namespace CostSim.Documents;

/// <summary>
/// The visible sheets of a workbook in order: the sheet's name as a heading, then its rows with the values last computed.
/// </summary>
internal static class XlsxText
{
    public static ExtractedText Read(byte[] bytes)
    {
        FileSignature.MustBeOffice(bytes, "XLSX");
        using var file = SpreadsheetDocument.Open(new MemoryStream(bytes, writable: false), false);
        if (file.WorkbookPart is not { } book)
            throw new UnreadableException("is a ZIP package without a workbook in it; save it as XLSX again");

        var strings = new XlsxStrings();
        PackagePart.Read(book.SharedStringTablePart, strings);
        var dates = new XlsxDates(book.Workbook.WorkbookProperties?.Date1904?.Value ?? false);
        PackagePart.Read(book.WorkbookStylesPart, dates);
        var plain = new PlainText();
        foreach (var sheet in book.Workbook.Sheets?.Elements<Sheet>() ?? [])
        {
            if (sheet.Id?.Value is not { } id || (sheet.State is { } state && state.Value != SheetStateValues.Visible)
                || book.GetPartById(id) is not WorksheetPart part)
                continue;
            plain.Heading(1, sheet.Name?.Value ?? "");
            plain.BeginTable();
            PackagePart.Read(part, new XlsxSheet(plain, strings, dates));
            plain.EndTable();
        }

        return plain.Done();
    }
}
