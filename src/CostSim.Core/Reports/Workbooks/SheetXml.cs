using System.Globalization;
using System.Text;
using System.Xml;

namespace CostSim.Reports.Workbooks;

/// <summary>Writes one sheet, a row at a time: a hundred thousand of them are never a tree in memory.</summary>
internal sealed class SheetXml(XmlWriter xml, WorkbookStyles styles)
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // Excel takes no longer text into a cell.
    private const int LongestText = 32_767;

    public void Write(Sheet sheet, bool isFirst)
    {
        xml.WriteStartElement("worksheet", Main);
        xml.WriteAttributeString("xmlns", "r", null, Office);
        xml.WriteStartElement("sheetPr", Main);
        xml.WriteStartElement("pageSetUpPr", Main);
        xml.WriteAttributeString("fitToPage", "1");
        xml.WriteEndElement();
        xml.WriteEndElement();
        View(sheet.Frozen, isFirst);
        Widths(sheet.Widths);
        xml.WriteStartElement("sheetData", Main);
        var number = 0;
        foreach (var row in sheet.Rows)
            Row(row, ++number);
        xml.WriteEndElement();
        Inputs(sheet.Inputs);
        Page();
        if (sheet.Chart is not null)
            Related("drawing", "drawing");
        if (sheet.Table is not null)
        {
            xml.WriteStartElement("tableParts", Main);
            xml.WriteAttributeString("count", "1");
            Related("tablePart", "table");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    /// <summary>
    /// A text that a cell can hold: no character that XML forbids, none that Excel would read as an escape, not too long.
    /// </summary>
    internal static string Plain(string text)
    {
        var plain = new StringBuilder(text.Length);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (char.IsHighSurrogate(c) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                plain.Append(c).Append(text[++i]);
            else if (XmlConvert.IsXmlChar(c) && c != '\r')
                plain.Append(c == '_' && IsEscape(text.AsSpan(i)) ? "_x005F_" : c);
            else
                plain.Append('\uFFFD');
        }

        if (plain.Length > LongestText)
            plain.Remove(LongestText - 1 - (char.IsHighSurrogate(plain[LongestText - 2]) ? 1 : 0),
                plain.Length - LongestText + 1 + (char.IsHighSurrogate(plain[LongestText - 2]) ? 1 : 0)).Append('…');
        return plain.ToString();
    }

    // _x000D_ is a character to Excel.
    private static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length >= 7 && text[1] is 'x' && text[6] == '_' && char.IsAsciiHexDigit(text[2]) && char.IsAsciiHexDigit(text[3])
            && char.IsAsciiHexDigit(text[4]) && char.IsAsciiHexDigit(text[5]);

    private void View((int Rows, int Columns) frozen, bool isFirst)
    {
        xml.WriteStartElement("sheetViews", Main);
        xml.WriteStartElement("sheetView", Main);
        if (isFirst)
            xml.WriteAttributeString("tabSelected", "1");
        xml.WriteAttributeString("workbookViewId", "0");
        if (frozen is not (0, 0))
        {
            xml.WriteStartElement("pane", Main);
            if (frozen.Columns > 0)
                xml.WriteAttributeString("xSplit", Number(frozen.Columns));
            if (frozen.Rows > 0)
                xml.WriteAttributeString("ySplit", Number(frozen.Rows));
            xml.WriteAttributeString("topLeftCell", $"{SheetPlace.Column(frozen.Columns + 1)}{frozen.Rows + 1}");
            xml.WriteAttributeString("activePane", frozen switch { (_, 0) => "topRight", (0, _) => "bottomLeft", _ => "bottomRight" });
            xml.WriteAttributeString("state", "frozen");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private void Widths(IReadOnlyList<double> widths)
    {
        if (widths.Count == 0)
            return;
        xml.WriteStartElement("cols", Main);
        for (var i = 0; i < widths.Count; i++)
        {
            xml.WriteStartElement("col", Main);
            xml.WriteAttributeString("min", Number(i + 1));
            xml.WriteAttributeString("max", Number(i + 1));
            xml.WriteAttributeString("width", Number(widths[i]));
            xml.WriteAttributeString("customWidth", "1");
            xml.WriteEndElement();
        }

        xml.WriteEndElement();
    }

    private void Row(IReadOnlyList<SheetCell> cells, int number)
    {
        xml.WriteStartElement("row", Main);
        xml.WriteAttributeString("r", Number(number));
        for (var i = 0; i < cells.Count; i++)
        {
            if (cells[i].Value.Value is not null || cells[i].Formula is not null)
                Cell(cells[i], $"{SheetPlace.Column(i + 1)}{number}");
        }

        xml.WriteEndElement();
    }

    private void Cell(SheetCell cell, string place)
    {
        var (number, text) = Read(cell.Value);
        xml.WriteStartElement("c", Main);
        xml.WriteAttributeString("r", place);
        xml.WriteAttributeString("s", Number(styles.Place(cell.Style, text is not null && LooksLikeFormula(text))));
        if (text is not null && cell.Formula is null)
            Text(text);
        if (cell.Formula is { } formula)
            xml.WriteElementString("f", Main, formula);
        if (number is { } value)
            xml.WriteElementString("v", Main, Number(value));
        xml.WriteEndElement();
    }

    private void Text(string text)
    {
        xml.WriteAttributeString("t", "inlineStr");
        xml.WriteStartElement("is", Main);
        xml.WriteStartElement("t", Main);
        xml.WriteAttributeString("xml", "space", null, "preserve");
        xml.WriteString(Plain(text));
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // A cell that is edited and left again stays a text where it is marked so.
    private static bool LooksLikeFormula(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r';

    private static (double? Number, string? Text) Read(Cell cell) => cell.Value switch
    {
        null => (null, null),
        DateOnly date => (date.DayNumber - new DateOnly(1899, 12, 30).DayNumber, null),
        _ when cell.Number is { } number => (double.IsFinite(number) ? number + 0.0 : null, null),
        _ => (null, CsvReport.Text(cell)),
    };

    private void Inputs(IReadOnlyList<string> places)
    {
        if (places.Count == 0)
            return;
        xml.WriteStartElement("dataValidations", Main);
        xml.WriteAttributeString("count", "1");
        xml.WriteStartElement("dataValidation", Main);
        foreach (var (name, value) in new[]
            {
                ("type", "decimal"), ("operator", "greaterThanOrEqual"), ("allowBlank", "0"), ("showErrorMessage", "1"),
                ("errorTitle", "Not a number"), ("error", "Write a share of at least 0, such as 150%."),
                ("sqref", string.Join(' ', places)),
            })
            xml.WriteAttributeString(name, value);
        xml.WriteElementString("formula1", Main, "0");
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    // Printed on as many pages as the rows need, each as wide as the sheet.
    private void Page()
    {
        xml.WriteStartElement("pageSetup", Main);
        xml.WriteAttributeString("orientation", "landscape");
        xml.WriteAttributeString("fitToHeight", "0");
        xml.WriteEndElement();
    }

    private void Related(string element, string id)
    {
        xml.WriteStartElement(element, Main);
        xml.WriteAttributeString("id", Office, id);
        xml.WriteEndElement();
    }

    private static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);
}
