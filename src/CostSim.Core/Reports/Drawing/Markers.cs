using static System.FormattableString;

namespace CostSim.Reports.Drawing;

/// <summary>A shape for each series, so that colour is never the only cue.</summary>
internal static class Markers
{
    public static void Draw(SvgCanvas canvas, Ink ink, double x, double y, double radius, string hint = "")
    {
        canvas.Open("path", ("d", Shape(ink.Series < 0 ? 0 : ink.Series % 6, x, y, radius)), ("stroke", Palette.Light("paper")), ("stroke-width", "1.5"));
        canvas.Attribute("class", $"f-{Palette.PropertyOf(ink)} l-paper");
        canvas.Attribute("fill", Palette.Light(Palette.PropertyOf(ink)));
        if (hint.Length > 0)
            canvas.Content("title", SvgCanvas.Typeset(hint));
        canvas.Close();
    }

    private static string Shape(int kind, double x, double y, double r) => kind switch
    {
        0 => Circle(x, y, r),
        1 => Polygon(x, y, r * 0.9, (-1, -1), (1, -1), (1, 1), (-1, 1)),
        2 => Polygon(x, y, r * 1.2, (0, -1), (1, 0.8), (-1, 0.8)),
        3 => Polygon(x, y, r * 1.25, (0, -1), (1, 0), (0, 1), (-1, 0)),
        4 => Polygon(x, y, r * 1.2, (-1, -0.8), (1, -0.8), (0, 1)),
        _ => Polygon(x, y, r, (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4), (0.4, 1.1), (-0.4, 1.1), (-0.4, 0.4),
            (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4)),
    };

    private static string Circle(double x, double y, double r)
    {
        var (left, radius) = (SvgCanvas.Number(x - r), SvgCanvas.Number(r));
        return Invariant($"M{left} {SvgCanvas.Number(y)}a{radius} {radius} 0 1 0 {SvgCanvas.Number(2 * r)} 0a{radius} {radius} 0 1 0 {SvgCanvas.Number(-2 * r)} 0Z");
    }

    private static string Polygon(double x, double y, double r, params ReadOnlySpan<(double X, double Y)> corners)
    {
        var path = "";
        foreach (var corner in corners)
            path += $"{(path.Length == 0 ? "M" : "L")}{SvgCanvas.Number(x + corner.X * r)} {SvgCanvas.Number(y + corner.Y * r)}";
        return path + "Z";
    }
}

/// <summary>Hatches for the areas of a series: light lines or dots above its colour; the first series has none.</summary>
internal static class Patterns
{
    private static readonly string[] strokes =
        ["", "M0 8L8 0M-2 2L2 -2M6 10L10 6", "M0 0L8 8M-2 6L2 10M6 -2L10 2", "M0 4H8", "M4 0V8", "M0 4H8M4 0V8"];

    public static string? IdOf(Ink ink, string prefix) =>
        ink.Series > 0 && strokes[ink.Series % strokes.Length].Length > 0 ? $"{prefix}hatch{ink.Series % strokes.Length}" : null;

    public static void Define(SvgCanvas canvas, IEnumerable<Ink> inks, string prefix)
    {
        var used = inks.Where(i => IdOf(i, prefix) is not null).Select(i => i.Series % strokes.Length).Distinct().Order().ToList();
        if (used.Count == 0)
            return;
        canvas.Open("defs");
        foreach (var series in used)
        {
            canvas.Open("pattern", ("id", $"{prefix}hatch{series}"), ("width", "8"), ("height", "8"), ("patternUnits", "userSpaceOnUse"));
            canvas.Open("path", ("d", strokes[series]), ("stroke-width", "1.2"), ("stroke-opacity", "0.55"), ("fill", "none"));
            canvas.Paint("stroke", "paper");
            canvas.Close();
            canvas.Close();
        }

        canvas.Close();
    }
}
