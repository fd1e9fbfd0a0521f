using DocumentFormat.OpenXml.Spreadsheet;

namespace CostSim.Reports.Workbooks;

/// <summary>The styles that the cells of a workbook use, in the order of their first use.</summary>
internal sealed class WorkbookStyles
{
    private const uint FirstOwnFormat = 164;

    private static readonly Dictionary<string, uint> BuiltIn = new() { ["General"] = 0, ["@"] = 49, ["#,##0"] = 3, ["#,##0.00"] = 4 };

    private readonly Dictionary<(SheetStyle Style, bool Quoted), int> places = new() { [(SheetStyle.Plain, false)] = 0 };
    private readonly Dictionary<string, uint> formats = [];

    /// <summary>The number of a style; a quoted one keeps a text a text when somebody edits the cell.</summary>
    public int Place(SheetStyle style, bool quoted)
    {
        if (!places.TryGetValue((style, quoted), out var place))
            places[(style, quoted)] = place = places.Count;
        return place;
    }

    public Stylesheet ToStylesheet()
    {
        var cells = places.OrderBy(p => p.Value).Select(p => Format(p.Key.Style, p.Key.Quoted)).ToList();
        var sheet = new Stylesheet();
        if (formats.Count > 0)
            sheet.Append(new NumberingFormats(formats.Select(f => new NumberingFormat { NumberFormatId = f.Value, FormatCode = f.Key }))
            {
                Count = (uint)formats.Count
            });
        sheet.Append(
            new Fonts(Face(bold: false), Face(bold: true), Face(bold: true, size: 16)),
            new Fills(Filled(PatternValues.None), Filled(PatternValues.Gray125), Filled(PatternValues.Solid, "FFFFF4CC"),
                Filled(PatternValues.Solid, "FFE8EEF4")),
            new Borders(new Border(new LeftBorder(), new RightBorder(), new TopBorder(), new BottomBorder(), new DiagonalBorder())),
            new CellStyleFormats(new CellFormat()),
            new CellFormats(cells) { Count = (uint)cells.Count });
        return sheet;
    }

    private CellFormat Format(SheetStyle style, bool quoted)
    {
        var look = style.Look;
        var format = new CellFormat
        {
            NumberFormatId = NumberOf(style.Format),
            ApplyNumberFormat = true,
            FontId = look switch { SheetLook.Title => 2, SheetLook.Strong or SheetLook.Head => 1, _ => 0u },
            FillId = look switch { SheetLook.Input => 2, SheetLook.Head => 3, _ => 0u },
            BorderId = 0,
            FormatId = 0,
            ApplyFont = true,
            ApplyFill = true,
        };
        if (quoted)
            format.QuotePrefix = true;
        if (look is SheetLook.Wrapped)
        {
            format.ApplyAlignment = true;
            format.Append(new Alignment { WrapText = true, Vertical = VerticalAlignmentValues.Top });
        }

        return format;
    }

    private uint NumberOf(string format)
    {
        if (BuiltIn.TryGetValue(format, out var number))
            return number;
        if (!formats.TryGetValue(format, out number))
            formats[format] = number = FirstOwnFormat + (uint)formats.Count;
        return number;
    }

    private static Font Face(bool bold, double size = 11)
    {
        var face = new Font();
        if (bold)
            face.Append(new Bold());
        face.Append(new FontSize { Val = size }, new FontName { Val = "Calibri" });
        return face;
    }

    private static Fill Filled(PatternValues pattern, string? colour = null)
    {
        var fill = new PatternFill { PatternType = pattern };
        if (colour is not null)
            fill.Append(new ForegroundColor { Rgb = colour });
        return new Fill(fill);
    }
}
