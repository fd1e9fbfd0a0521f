namespace CostSim.Reports.Drawing;

/// <summary>Where a text is anchored.</summary>
internal enum Anchor
{
    Start,
    Middle,
    End,
}

/// <summary>
/// What charts are drawn on, in points from the upper left corner. Colours are names of the palette. A layout is drawn once by the same
/// code
/// whatever the canvas: SVG for pages, bitmaps for slides.
/// </summary>
internal interface ICanvas
{
    void Rect(Box box, string fill, double radius = 0, string hint = "", double opacity = 1);

    /// <summary>Straight lines from point to point.</summary>
    void Path(IReadOnlyList<(double X, double Y)> points, string stroke, double width, string dash = "", string hint = "");

    void Area(IReadOnlyList<(double X, double Y)> outline, string fill, double opacity);

    void Text(string text, double x, double y, double size, string fill = "ink", Anchor anchor = Anchor.Start, bool bold = false,
        bool halo = false, bool upright = false, string hint = "");

    /// <summary>The shape of a series around a point, with a rim in the colour of the paper.</summary>
    void Marker(Ink ink, double x, double y, double radius, string hint = "");
}

/// <summary>Shorter ways to draw what every canvas can.</summary>
internal static class CanvasExtensions
{
    public static void Line(this ICanvas canvas, double x1, double y1, double x2, double y2, string stroke,
        double width = 1, string dash = "") =>
        canvas.Path([(x1, y1), (x2, y2)], stroke, width, dash);
}
