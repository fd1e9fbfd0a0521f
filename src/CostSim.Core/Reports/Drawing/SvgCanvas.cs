using System.Globalization;
using System.Text;
using System.Xml;

namespace CostSim.Reports.Drawing;

/// <summary>Writes the elements of a drawing, each with its class and its light colour; coordinates have two decimals.</summary>
internal sealed class SvgCanvas(XmlWriter xml) : ICanvas
{
    public static string Number(double value) => (Math.Round(value, 2) + 0.0).ToString("0.##", CultureInfo.InvariantCulture);

    /// <summary>The text without characters that XML does not allow, each replaced.</summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
            clean.Append(rune.Value is 9 or 10 or 13 ? " " : rune.Value < 32 || rune.Value is 0xFFFE or 0xFFFF
                ? "\uFFFD"
                : rune.ToString());
        return clean.ToString();
    }

    /// <summary>A number never parts from its unit, and a minus is a minus.</summary>
    public static string Typeset(string text) => Typography.Print(Clean(text));

    public SvgCanvas Open(string element, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        xml.WriteStartElement(element, "http://www.w3.org/2000/svg");
        foreach (var (name, value) in attributes)
            xml.WriteAttributeString(name, value);
        return this;
    }

    public void Close() => xml.WriteEndElement();

    public void Content(string element, string text, params ReadOnlySpan<(string Name, string Value)> attributes)
    {
        Open(element, attributes);
        xml.WriteString(text);
        Close();
    }

    public void Rect(Box box, string fill, double radius = 0, string hint = "", double opacity = 1)
    {
        Open("rect", ("x", Number(box.X)), ("y", Number(box.Y)), ("width", Number(box.Width)), ("height", Number(box.Height)));
        Paint("fill", fill);
        if (radius > 0)
            xml.WriteAttributeString("rx", Number(radius));
        if (opacity < 1)
            xml.WriteAttributeString("fill-opacity", Number(opacity));
        Hint(hint);
        Close();
    }

    public void Path(IReadOnlyList<(double X, double Y)> points, string stroke, double width, string dash = "", string hint = "")
    {
        Open("path", ("d", Joined(points)), ("fill", "none"), ("stroke-width", Number(width)), ("stroke-linejoin", "round"));
        Paint("stroke", stroke);
        if (dash.Length > 0)
            xml.WriteAttributeString("stroke-dasharray", dash);
        Hint(hint);
        Close();
    }

    public void Area(IReadOnlyList<(double X, double Y)> outline, string fill, double opacity)
    {
        Open("path", ("d", Joined(outline) + "Z"), ("fill-opacity", Number(opacity)));
        Paint("fill", fill);
        Close();
    }

    public void Marker(Ink ink, double x, double y, double radius, string hint = "")
    {
        Open("path", ("d", Markers.Corners(ink, x, y, radius) is { } corners ? Joined(corners) + "Z" : Circle(x, y, radius)),
            ("stroke", Palette.Light("paper")), ("stroke-width", "1.5"));
        xml.WriteAttributeString("class", $"f-{Palette.PropertyOf(ink)} l-paper");
        xml.WriteAttributeString("fill", Palette.Light(Palette.PropertyOf(ink)));
        Hint(hint);
        Close();
    }

    public void Text(string text, double x, double y, double size, string fill = "ink", Anchor anchor = Anchor.Start, bool bold = false,
        bool halo = false, bool upright = false, string hint = "")
    {
        if (text.Length == 0)
            return;
        Open("text", ("x", Number(x)), ("y", Number(y)), ("font-size", Number(size)), ("class", halo ? $"f-{fill} l-paper" : $"f-{fill}"),
            ("fill", Palette.Light(fill)));
        if (anchor != Anchor.Start)
            xml.WriteAttributeString("text-anchor", anchor == Anchor.Middle ? "middle" : "end");
        if (bold)
            xml.WriteAttributeString("font-weight", "bold");
        if (upright)
            xml.WriteAttributeString("transform", $"rotate(-90 {Number(x)} {Number(y)})");
        // A rim in the colour of the paper keeps a label readable above grid lines.
        if (halo)
        {
            xml.WriteAttributeString("stroke", Palette.Light("paper"));
            xml.WriteAttributeString("stroke-width", "3");
            xml.WriteAttributeString("paint-order", "stroke");
        }

        xml.WriteString(Typeset(text));
        Hint(hint);
        Close();
    }

    /// <summary>The class and, where properties are unknown, the colour of a fill or a stroke.</summary>
    public void Paint(string what, string property)
    {
        xml.WriteAttributeString("class", $"{(what == "fill" ? "f" : "l")}-{property}");
        xml.WriteAttributeString(what, Palette.Light(property));
    }

    private static string Joined(IReadOnlyList<(double X, double Y)> points)
    {
        var path = new StringBuilder();
        foreach (var (x, y) in points)
            path.Append(path.Length == 0 ? 'M' : 'L').Append(Number(x)).Append(' ').Append(Number(y));
        return path.ToString();
    }

    private static string Circle(double x, double y, double r)
    {
        var (left, radius) = (Number(x - r), Number(r));
        return $"M{left} {Number(y)}a{radius} {radius} 0 1 0 {Number(2 * r)} 0a{radius} {radius} 0 1 0 {Number(-2 * r)} 0Z";
    }

    private void Hint(string hint)
    {
        if (hint.Length > 0)
            Content("title", Typeset(hint));
    }
}
