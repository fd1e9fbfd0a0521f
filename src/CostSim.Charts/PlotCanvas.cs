using CostSim.Reports;
using CostSim.Reports.Drawing;
using ScottPlot;
using Box = CostSim.Reports.Drawing.Box;
using Palette = CostSim.Reports.Drawing.Palette;
using Plot = ScottPlot.Plot;

namespace CostSim.Pictures;

/// <summary>A plot as a canvas: its coordinates are the points of the paper, so that everything lies where the layout put it.</summary>
internal sealed class PlotCanvas(Plot plot) : ICanvas
{
    public static Color ColourOf(string property) => new(Palette.Light(property));

    public void Rect(Box box, string fill, double radius = 0, string hint = "", double opacity = 1)
    {
        var drawn = plot.Add.Rectangle(new CoordinateRect(box.X, box.Right, box.Bottom, box.Y));
        drawn.FillColor = ColourOf(fill).WithAlpha(opacity);
        drawn.LineWidth = 0;
    }

    public void Path(IReadOnlyList<(double X, double Y)> points, string stroke, double width, string dash = "", string hint = "")
    {
        if (points.Count < 2)
            return;
        var line = plot.Add.ScatterLine(Coordinates(points), ColourOf(stroke));
        line.LineWidth = (float)width;
        if (dash.Length > 0)
            line.LinePattern = new LinePattern([.. dash.Split(' ').Select(float.Parse)], 0, "dash");
    }

    public void Area(IReadOnlyList<(double X, double Y)> outline, string fill, double opacity)
    {
        if (outline.Count < 3)
            return;
        var area = plot.Add.Polygon(Coordinates(outline));
        area.FillColor = ColourOf(fill).WithAlpha(opacity);
        area.LineWidth = 0;
    }

    public void Marker(Ink ink, double x, double y, double radius, string hint = "")
    {
        var (fill, rim) = (ColourOf(Palette.PropertyOf(ink)), ColourOf("paper"));
        if (Markers.Corners(ink, x, y, radius) is { } corners)
        {
            var shape = plot.Add.Polygon(Coordinates(corners));
            (shape.FillColor, shape.LineColor, shape.LineWidth) = (fill, rim, 1.5f);
            return;
        }

        var circle = plot.Add.Circle(x, y, radius);
        (circle.FillColor, circle.LineColor, circle.LineWidth) = (fill, rim, 1.5f);
    }

    public void Text(string text, double x, double y, double size, string fill = "ink", Anchor anchor = Anchor.Start, bool bold = false,
        bool halo = false, bool upright = false, string hint = "") =>
        plot.Add.Plottable(new TextRun(SvgCanvas.Typeset(text), x, y, (float)size)
        {
            Colour = ColourOf(fill),
            Halo = halo ? ColourOf("paper") : null,
            Anchor = anchor,
            Bold = bold,
            Upright = upright,
        });

    private static Coordinates[] Coordinates(IReadOnlyList<(double X, double Y)> points) =>
        [.. points.Select(p => new Coordinates(p.X, p.Y))];
}
