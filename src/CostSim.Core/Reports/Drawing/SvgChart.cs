using System.Text;
using System.Xml;

namespace CostSim.Reports.Drawing;

/// <summary>Charts as SVG: no script, the same bytes for the same chart, readable by screen readers, light and dark.</summary>
internal sealed class SvgChart : IChartRenderer
{
    private const string Fonts = "DejaVu Sans, Verdana, Arial, sans-serif";

    public string Render(Chart chart, ChartFrame frame)
    {
        var text = new StringBuilder();
        // Not indented: white space between elements is bytes without a reader.
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { OmitXmlDeclaration = true, NewLineChars = "\n" }))
            Write(new SvgCanvas(xml), chart, frame);
        return text.ToString();
    }

    private static void Write(SvgCanvas canvas, Chart chart, ChartFrame frame)
    {
        var prefix = $"{chart.Name}-{(frame.Alone ? "" : frame.Narrow ? "n" : "w")}";
        if (Extents.IsEmpty(chart))
        {
            WriteEmpty(canvas, chart, frame, prefix);
            return;
        }

        var unplaced = new HashSet<Mark>(ReferenceEqualityComparer.Instance);
        var plot = PlotLayout.Of(chart, frame, unplaced);
        var labels = LabelPlaces.Of(plot, unplaced);
        if (labels.Unplaced.Count > 0)
        {
            // Names along lines stay together: all of them go to the legend.
            unplaced.UnionWith(labels.Unplaced.Any(m => m is Line) ? chart.Marks.Where(m => m.Naming == Naming.AlongLine).Concat(labels.Unplaced) : labels.Unplaced);
            plot = PlotLayout.Of(chart, frame, unplaced);
            labels = LabelPlaces.Of(plot, unplaced);
        }

        var key = NumberKey.Of(labels.Keyed, frame);
        var notes = frame.Alone ? chart.Notes.SelectMany(n => TextWidth.Wrap(n, frame.Width, frame.Small, 6)).ToList() : [];
        Start(canvas, chart, frame, prefix, plot.Bottom + key.Height + (notes.Count > 0 ? 10 + notes.Count * NumberKey.Line : 0));
        Patterns.Define(canvas, chart.Marks.OfType<Bars>().Where(b => b.Patterned).Select(b => b.Ink), prefix);
        plot.Head.Draw(canvas, frame);
        plot.Legend.Draw(canvas, prefix, frame.Text);
        AxisDrawing.Draw(canvas, plot);
        MarkDrawing.Draw(canvas, plot, prefix);
        LabelDrawing.Draw(canvas, plot, labels);
        var y = plot.Bottom + 4;
        y = key.Draw(canvas, frame, y);
        y += notes.Count > 0 ? 8 : 0;
        foreach (var note in notes)
            canvas.Text(note, 0, y += NumberKey.Line, frame.Small, "soft");
        canvas.Close();
    }

    private static void WriteEmpty(SvgCanvas canvas, Chart chart, ChartFrame frame, string prefix)
    {
        var head = Head.Of(chart, frame);
        Start(canvas, chart, frame, prefix, head.Height + 60);
        head.Draw(canvas, frame);
        canvas.Text(TextWidth.Fit(chart.WhenEmpty, frame.Width, frame.Text), frame.Width / 2, head.Height + 34, frame.Text, "soft", Anchor.Middle);
        canvas.Close();
    }

    private static void Start(SvgCanvas canvas, Chart chart, ChartFrame frame, string prefix, double height)
    {
        var margin = frame.Alone ? 20.0 : 0;
        var (width, tall) = (frame.Width + 2 * margin, height + 2 * margin);
        canvas.Open("svg", ("viewBox", $"{SvgCanvas.Number(-margin)} {SvgCanvas.Number(-margin)} {SvgCanvas.Number(width)} {SvgCanvas.Number(tall)}"),
            ("width", SvgCanvas.Number(width)), ("height", SvgCanvas.Number(tall)), ("role", "img"),
            ("aria-labelledby", $"{prefix}-title"), ("aria-describedby", $"{prefix}-desc"), ("font-family", Fonts), ("class", frame.Narrow ? "chart narrow" : "chart wide"));
        canvas.Content("title", SvgCanvas.Typeset(chart.Title), ("id", $"{prefix}-title"));
        canvas.Content("desc", SvgCanvas.Typeset(chart.Description), ("id", $"{prefix}-desc"));
        if (!frame.Alone)
            return;
        canvas.Content("style", Palette.Alone);
        canvas.Rect(new Box(-margin, -margin, width, tall), "paper");
    }
}
