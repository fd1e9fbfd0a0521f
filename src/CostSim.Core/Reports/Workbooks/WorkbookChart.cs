using DocumentFormat.OpenXml.Drawing.Charts;
using A = DocumentFormat.OpenXml.Drawing;
using Xdr = DocumentFormat.OpenXml.Drawing.Spreadsheet;

namespace CostSim.Reports.Workbooks;

/// <summary>A line chart whose lines follow the cells: it moves when a reader changes volume or price.</summary>
internal static class WorkbookChart
{
    private const uint Categories = 1;
    private const uint Values = 2;
    private const int Rows = 20;
    private const int Columns = 6;

    public static ChartSpace Space(SheetChart chart)
    {
        var lines = new LineChart(new Grouping { Val = GroupingValues.Standard }, new VaryColors { Val = false });
        lines.Append(chart.Series.Select((s, i) => Line(s, (uint)i)));
        lines.Append(new ShowMarker { Val = true }, new AxisId { Val = Categories }, new AxisId { Val = Values });
        var space = new ChartSpace(
            new RoundedCorners { Val = false },
            new DocumentFormat.OpenXml.Drawing.Charts.Chart(
                new Title(Words(chart.Title), new Overlay { Val = false }),
                new AutoTitleDeleted { Val = false },
                new PlotArea(new Layout(), lines, CategoryAxis(), ValueAxis(chart.ValueFormat)),
                new Legend(new LegendPosition { Val = LegendPositionValues.Bottom }, new Overlay { Val = false }),
                new PlotVisibleOnly { Val = true },
                new DisplayBlanksAs { Val = DisplayBlanksAsValues.Gap }));
        space.AddNamespaceDeclaration("a", "http://schemas.openxmlformats.org/drawingml/2006/main");
        return space;
    }

    public static Xdr.WorksheetDrawing Drawing(SheetChart chart)
    {
        var frame = new Xdr.GraphicFrame(
            new Xdr.NonVisualGraphicFrameProperties(
                new Xdr.NonVisualDrawingProperties { Id = 2, Name = chart.Title, Description = chart.Title },
                new Xdr.NonVisualGraphicFrameDrawingProperties()),
            new Xdr.Transform(new A.Offset { X = 0, Y = 0 }, new A.Extents { Cx = 0, Cy = 0 }),
            new A.Graphic(new A.GraphicData(new ChartReference { Id = "chart" })
            {
                Uri = "http://schemas.openxmlformats.org/drawingml/2006/chart"
            }))
        { Macro = "" };
        return new Xdr.WorksheetDrawing(new Xdr.TwoCellAnchor(
            new Xdr.FromMarker(new Xdr.ColumnId("0"), new Xdr.ColumnOffset("0"), new Xdr.RowId($"{chart.Below}"), new Xdr.RowOffset("0")),
            new Xdr.ToMarker(new Xdr.ColumnId($"{Columns}"), new Xdr.ColumnOffset("0"),
                new Xdr.RowId($"{chart.Below + Rows}"), new Xdr.RowOffset("0")),
            frame,
            new Xdr.ClientData()));
    }

    private static LineChartSeries Line(SheetSeries series, uint number) => new(
        new DocumentFormat.OpenXml.Drawing.Charts.Index { Val = number },
        new Order { Val = number },
        new SeriesText(new StringReference(new Formula(series.Name))),
        new ChartShapeProperties(new A.Outline(new A.SolidFill(new A.RgbColorModelHex { Val = Colour(number) })) { Width = 28_575 }),
        new Marker(new Symbol { Val = MarkerStyleValues.None }),
        new CategoryAxisData(new StringReference(new Formula(series.Categories))),
        new DocumentFormat.OpenXml.Drawing.Charts.Values(new NumberReference(new Formula(series.Values))),
        new Smooth { Val = false });

    private static string Colour(uint number) =>
        Reports.Drawing.Palette.Light($"c{number % Reports.Drawing.Palette.Series}").TrimStart('#').ToUpperInvariant();

    private static CategoryAxis CategoryAxis() => new(
        new AxisId { Val = Categories },
        new Scaling(new Orientation { Val = OrientationValues.MinMax }),
        new Delete { Val = false },
        new AxisPosition { Val = AxisPositionValues.Bottom },
        new CrossingAxis { Val = Values },
        new Crosses { Val = CrossesValues.AutoZero });

    private static ValueAxis ValueAxis(string format) => new(
        new AxisId { Val = Values },
        new Scaling(new Orientation { Val = OrientationValues.MinMax }, new MinAxisValue { Val = 0 }),
        new Delete { Val = false },
        new AxisPosition { Val = AxisPositionValues.Left },
        new MajorGridlines(),
        new NumberingFormat { FormatCode = format, SourceLinked = false },
        new CrossingAxis { Val = Categories },
        new Crosses { Val = CrossesValues.AutoZero });

    private static ChartText Words(string text) => new(new RichText(
        new A.BodyProperties(),
        new A.Paragraph(new A.Run(new A.RunProperties { FontSize = 1200, Bold = true }, new A.Text(text)))));
}
