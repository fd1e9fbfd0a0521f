using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using DocumentFormat.OpenXml.Wordprocessing;

namespace CostSim.Tests.Documents;

/// <summary>Small Office files for tests, made from the XML of their parts.</summary>
internal static class OfficeFiles
{
    private const string Word = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

    private const string Styles = """
        <w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>
        <w:style w:type="paragraph" w:styleId="berschrift2"><w:name w:val="heading 2"/></w:style>
        <w:style w:type="paragraph" w:styleId="Clause"><w:name w:val="Clause"/><w:basedOn w:val="berschrift2"/></w:style>
        """;

    private const string Numbering = """
        <w:abstractNum w:abstractNumId="7">
          <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
          <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1.%2"/></w:lvl>
          <w:lvl w:ilvl="2"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="(%3)"/></w:lvl>
        </w:abstractNum>
        <w:abstractNum w:abstractNumId="8"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/><w:lvlText w:val="*"/></w:lvl></w:abstractNum>
        <w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>
        <w:num w:numId="2"><w:abstractNumId w:val="8"/></w:num>
        <w:num w:numId="3"><w:abstractNumId w:val="7"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>
        """;

    /// <summary>A Word file with this body; heading styles have translated ids, list 1 numbers clauses, list 2 has bullets.</summary>
    public static byte[] Docx(string body, string footnotes = "", string header = "")
    {
        using var bytes = new MemoryStream();
        using (var file = WordprocessingDocument.Create(bytes, WordprocessingDocumentType.Document))
        {
            var main = file.AddMainDocumentPart();
            main.Document = new Document($"<w:document {Word} xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\"><w:body>{body}</w:body></w:document>");
            main.AddNewPart<StyleDefinitionsPart>().Styles = new DocumentFormat.OpenXml.Wordprocessing.Styles($"<w:styles {Word}>{Styles}</w:styles>");
            main.AddNewPart<NumberingDefinitionsPart>().Numbering = new Numbering($"<w:numbering {Word}>{Numbering}</w:numbering>");
            if (footnotes.Length > 0)
                main.AddNewPart<FootnotesPart>().Footnotes = new Footnotes($"<w:footnotes {Word}>{footnotes}</w:footnotes>");
            if (header.Length > 0)
                main.AddNewPart<HeaderPart>().Header = new DocumentFormat.OpenXml.Wordprocessing.Header($"<w:hdr {Word}>{P(header)}</w:hdr>");
        }

        return bytes.ToArray();
    }

    public static string P(string words, string properties = "") => $"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t xml:space=\"preserve\">{words}</w:t></w:r></w:p>";

    public static string Styled(string style, string words) => P(words, $"<w:pStyle w:val=\"{style}\"/>");

    public static string Numbered(int list, int level, string words) => P(words, $"<w:numPr><w:ilvl w:val=\"{level}\"/><w:numId w:val=\"{list}\"/></w:numPr>");

    public static string Table(params string[][] rows) =>
        $"<w:tbl>{string.Concat(rows.Select(row => $"<w:tr>{string.Concat(row.Select(cell => $"<w:tc>{P(cell)}</w:tc>"))}</w:tr>"))}</w:tbl>";

    /// <summary>A workbook; a sheet is its name, whether it is hidden, and the XML of its rows.</summary>
    public static byte[] Xlsx(IReadOnlyList<string> strings, params (string Name, bool Hidden, string Rows)[] sheets)
    {
        const string ns = "xmlns:x=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
        using var bytes = new MemoryStream();
        using (var file = SpreadsheetDocument.Create(bytes, SpreadsheetDocumentType.Workbook))
        {
            var book = file.AddWorkbookPart();
            var list = new Sheets();
            book.Workbook = new Workbook(list);
            book.AddNewPart<SharedStringTablePart>().SharedStringTable =
                new SharedStringTable($"<x:sst {ns}>{string.Concat(strings.Select(s => $"<x:si><x:t>{s}</x:t></x:si>"))}</x:sst>");
            book.AddNewPart<WorkbookStylesPart>().Stylesheet = new Stylesheet(
                $"<x:styleSheet {ns}><x:numFmts count=\"1\"><x:numFmt numFmtId=\"164\" formatCode=\"[Red]0.00 &quot;days&quot;\"/></x:numFmts>"
                + "<x:cellXfs count=\"3\"><x:xf numFmtId=\"0\"/><x:xf numFmtId=\"14\"/><x:xf numFmtId=\"164\"/></x:cellXfs></x:styleSheet>");
            foreach (var (name, hidden, rows) in sheets)
            {
                var part = book.AddNewPart<WorksheetPart>();
                part.Worksheet = new Worksheet($"<x:worksheet {ns}><x:sheetData>{rows}</x:sheetData></x:worksheet>");
                var sheet = new Sheet { Name = name, Id = book.GetIdOfPart(part), SheetId = (uint)list.Count() + 1 };
                if (hidden)
                    sheet.State = SheetStateValues.Hidden;
                list.Append(sheet);
            }
        }

        return bytes.ToArray();
    }
}
