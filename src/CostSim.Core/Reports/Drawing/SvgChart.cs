using System.Text;
using System.Xml;

namespace CostSim.Reports.Drawing;

/// <summary>Charts as SVG: no script, the same bytes for the same chart, readable by screen readers, light and dark.</summary>
internal sealed class SvgChart : IChartRenderer
{
    private const string Fonts = "Liberation Sans, Arial, Helvetica, DejaVu Sans, sans-serif";

    public string Render(Chart chart, ChartFrame frame)
    {
        var (text, drawing) = (new StringBuilder(), ChartDrawing.Of(chart, frame));
        // Not indented: white space between elements is bytes without a reader.
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineChars = "\n" }))
        {
            var canvas = new SvgCanvas(xml);
            Open(canvas, chart, frame, drawing);
            drawing.Draw(canvas);
            canvas.Close();
        }

        return text.ToString();
    }

    private static void Open(SvgCanvas canvas, Chart chart, ChartFrame frame, ChartDrawing drawing)
    {
        var prefix = $"{chart.Name}-{(frame.Alone ? "" : frame.Narrow ? "n" : "w")}";
        var margin = drawing.Margin;
        var (width, height) = (frame.Width + (2 * margin), drawing.Height + (2 * margin));
        canvas.Open("svg", ("viewBox",
            $"{SvgCanvas.Number(-margin)} {SvgCanvas.Number(-margin)} {SvgCanvas.Number(width)} {SvgCanvas.Number(height)}"),
            ("width", SvgCanvas.Number(width)), ("height", SvgCanvas.Number(height)), ("role", "img"),
            ("aria-labelledby", $"{prefix}-title"), ("aria-describedby", $"{prefix}-desc"), ("font-family", Fonts),
            ("class", frame.Narrow ? "chart narrow" : "chart wide"));
        canvas.Content("title", SvgCanvas.Typeset(chart.Title), ("id", $"{prefix}-title"));
        canvas.Content("desc", SvgCanvas.Typeset(chart.Description), ("id", $"{prefix}-desc"));
        if (frame.Alone)
            canvas.Content("style", Palette.Alone);
    }
}
