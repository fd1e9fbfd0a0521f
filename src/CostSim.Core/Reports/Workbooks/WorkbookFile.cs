using System.IO.Compression;
using System.Text;
using System.Xml;

namespace CostSim.Reports.Workbooks;

/// <summary>
/// Writes a workbook as an .xlsx file, row by row. The same workbook gives the same bytes: no clock, no name of a person or a machine.
/// A text is always written as a text, so that no name becomes a formula.
/// </summary>
internal sealed class WorkbookFile
{
    private const string Sheets = "application/vnd.openxmlformats-officedocument.spreadsheetml.";
    private const string Office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";

    // Small sheets are stored as they are: what a compressor makes of them may differ from machine to machine.
    private const int MostRowsStored = 5_000;

    private static readonly DateTimeOffset NoTime = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly ZipArchive zip;
    private readonly WorkbookStyles styles = new();
    private readonly List<(string Part, string Type)> parts = [];

    private WorkbookFile(ZipArchive zip) => this.zip = zip;

    /// <summary>The bytes of the file.</summary>
    public static byte[] Of(Workbook workbook)
    {
        using var bytes = new MemoryStream();
        using (var zip = new ZipArchive(bytes, ZipArchiveMode.Create, leaveOpen: true))
            new WorkbookFile(zip).Write(workbook);
        return bytes.ToArray();
    }

    private void Write(Workbook workbook)
    {
        for (var i = 0; i < workbook.Sheets.Count; i++)
            WriteSheet(workbook.Sheets[i], i + 1);
        Part("xl/styles.xml", Sheets + "styles+xml", xml => styles.ToStylesheet().WriteTo(xml));
        Part("xl/workbook.xml", Sheets + "sheet.main+xml", xml => WorkbookParts.Book(workbook).WriteTo(xml));
        Relationships("xl/_rels/workbook.xml.rels",
            [.. workbook.Sheets.Select((_, i) => ($"sheet{i + 1}", "worksheet", $"worksheets/sheet{i + 1}.xml")),
                ("styles", "styles", "styles.xml")]);
        Relationships("_rels/.rels", [("workbook", "officeDocument", "xl/workbook.xml")]);
        Entry("[Content_Types].xml", ContentTypes);
    }

    private void WriteSheet(Sheet sheet, int number)
    {
        var level = sheet.RowCount > MostRowsStored ? CompressionLevel.Fastest : CompressionLevel.NoCompression;
        Part($"xl/worksheets/sheet{number}.xml", Sheets + "worksheet+xml", xml =>
            new SheetXml(xml, styles).Write(sheet, isFirst: number == 1), level);
        var relations = new List<(string, string, string)>();
        if (sheet.Table is { } table)
        {
            Part($"xl/tables/table{number}.xml", Sheets + "table+xml", xml => WorkbookParts.Table(table, number).WriteTo(xml));
            relations.Add(("table", "table", $"../tables/table{number}.xml"));
        }

        if (sheet.Chart is { } chart)
        {
            Part($"xl/charts/chart{number}.xml", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml", xml =>
                WorkbookChart.Space(chart).WriteTo(xml));
            Part($"xl/drawings/drawing{number}.xml", "application/vnd.openxmlformats-officedocument.drawing+xml", xml =>
                WorkbookChart.Drawing(chart).WriteTo(xml));
            Relationships($"xl/drawings/_rels/drawing{number}.xml.rels", [("chart", "chart", $"../charts/chart{number}.xml")]);
            relations.Add(("drawing", "drawing", $"../drawings/drawing{number}.xml"));
        }

        if (relations.Count > 0)
            Relationships($"xl/worksheets/_rels/sheet{number}.xml.rels", relations);
    }

    private void Part(string path, string type, Action<XmlWriter> write, CompressionLevel level = CompressionLevel.NoCompression)
    {
        parts.Add((path, type));
        Entry(path, write, level);
    }

    private void Entry(string path, Action<XmlWriter> write, CompressionLevel level = CompressionLevel.NoCompression)
    {
        var entry = zip.CreateEntry(path, level);
        entry.LastWriteTime = NoTime;
        using var stream = entry.Open();
        using var xml = XmlWriter.Create(stream,
            new XmlWriterSettings
            {
                Encoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false),
                NewLineHandling = NewLineHandling.Entitize
            });
        xml.WriteStartDocument(standalone: true);
        write(xml);
    }

    private void Relationships(string path, IEnumerable<(string Id, string Type, string Target)> relations) => Entry(path, xml =>
    {
        xml.WriteStartElement("Relationships", "http://schemas.openxmlformats.org/package/2006/relationships");
        foreach (var (id, type, target) in relations)
            Element(xml, "Relationship", ("Id", id), ("Type", $"{Office}/{type}"), ("Target", target));
        xml.WriteEndElement();
    });

    private void ContentTypes(XmlWriter xml)
    {
        xml.WriteStartElement("Types", "http://schemas.openxmlformats.org/package/2006/content-types");
        Element(xml, "Default", ("Extension", "rels"), ("ContentType", "application/vnd.openxmlformats-package.relationships+xml"));
        foreach (var (part, type) in parts)
            Element(xml, "Override", ("PartName", "/" + part), ("ContentType", type));
        xml.WriteEndElement();
    }

    private static void Element(XmlWriter xml, string name, params (string Name, string Value)[] attributes)
    {
        xml.WriteStartElement(name);
        foreach (var (attribute, value) in attributes)
            xml.WriteAttributeString(attribute, value);
        xml.WriteEndElement();
    }
}
