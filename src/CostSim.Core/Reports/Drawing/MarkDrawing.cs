namespace CostSim.Reports.Drawing;

/// <summary>Bands, bars, lines and markers.</summary>
internal static class MarkDrawing
{
    private const double Hair = 1.5;

    public static void Draw(ICanvas canvas, Plot plot)
    {
        foreach (var mark in plot.Chart.Marks)
        {
            switch (mark)
            {
                case Band band:
                    Draw(canvas, plot, band);
                    break;
                case Bars bars:
                    Draw(canvas, plot, bars);
                    break;
                case Zone zone:
                    Draw(canvas, plot, zone);
                    break;
                case Line line:
                    canvas.Path(PathOf(plot, line), Palette.PropertyOf(line.Ink), line.Thin ? 1.2 : 2.2, DashOf(line), line.Name);
                    break;
                case Rule rule:
                    Draw(canvas, plot, rule);
                    break;
                default:
                    break;
            }
        }

        // Markers come last: no line may hide one.
        foreach (var spots in plot.Chart.Marks.OfType<Spots>())
        {
            foreach (var spot in spots.Points.Where(p => plot.X.Shows(p.X) && plot.Y.Shows(p.Y)))
                canvas.Marker(spots.Ink, plot.X.Of(spot.X), plot.Y.Of(spot.Y), spots.Ink.Series < 0 ? 4 : 6, spot.Hint);
        }
    }

    public static string DashOf(Mark mark) => mark switch
    {
        Rule { Solid: true } => "",
        Rule => "5 4",
        Line { Dashed: true } => "4 4",
        Line { Thin: true } => "",
        Line { Ink.Series: >= 0 } => Palette.DashOf(mark.Ink),
        _ => "",
    };

    /// <summary>The places of a line's points, with the corners of its steps.</summary>
    public static IReadOnlyList<(double X, double Y)> PlacesOf(Plot plot, Line line)
    {
        var places = new List<(double X, double Y)>();
        foreach (var point in line.Points.Where(p => plot.X.Shows(p.X) && plot.Y.Shows(p.Y)))
        {
            var (x, y) = (plot.X.Of(point.X), plot.Y.Of(point.Y));
            if (line.Steps && places.Count > 0)
                places.Add((x, places[^1].Y));
            places.Add((x, y));
        }

        return places;
    }

    // A single point would be invisible: it becomes a short stroke.
    private static IReadOnlyList<(double X, double Y)> PathOf(Plot plot, Line line) =>
        PlacesOf(plot, line) is var places && places is [var only] ? [(only.X - 8, only.Y), (only.X + 8, only.Y)] : places;

    private static void Draw(ICanvas canvas, Plot plot, Band band)
    {
        var spans = band.Spans.Where(s => plot.X.Shows(s.X) && !double.IsNaN(s.Low) && !double.IsNaN(s.High)).ToList();
        if (spans.Count == 0)
            return;
        var (upper, lower) = (new List<(double X, double Y)>(), new List<(double X, double Y)>());
        foreach (var span in spans)
        {
            var x = plot.X.Of(span.X);
            if (band.Steps && upper.Count > 0)
            {
                upper.Add((x, upper[^1].Y));
                lower.Add((x, lower[^1].Y));
            }

            upper.Add((x, double.IsInfinity(span.High) ? plot.Area.Y : plot.Y.Of(span.High)));
            lower.Add((x, double.IsInfinity(span.Low) ? plot.Area.Bottom : plot.Y.Of(span.Low)));
        }

        lower.Reverse();
        canvas.Area([.. upper, .. lower], Palette.PropertyOf(band.Ink), band.Opacity);
    }

    private static void Draw(ICanvas canvas, Plot plot, Zone zone)
    {
        var (top, bottom) = (double.IsInfinity(zone.High) ? plot.Area.Y : plot.Y.Of(zone.High), double.IsInfinity(zone.Low)
            ? plot.Area.Bottom
            : plot.Y.Of(zone.Low));
        canvas.Rect(new Box(plot.Area.X, top, plot.Area.Width, Math.Max(0, bottom - top)), Palette.PropertyOf(zone.Ink), opacity: 0.12);
    }

    private static void Draw(ICanvas canvas, Plot plot, Bars bars)
    {
        foreach (var bar in bars.Rectangles.Where(b => plot.X.Shows(b.X1) || plot.X.Shows(b.X0)))
        {
            var (x0, x1, y0, y1) = (plot.X.Of(bar.X0), plot.X.Of(bar.X1), plot.Y.Of(bar.Y0), plot.Y.Of(bar.Y1));
            var box = new Box(Math.Min(x0, x1), Math.Min(y0, y1), Math.Abs(x1 - x0), Math.Abs(y1 - y0));
            // What is there is seen, however little it is.
            if (box.Width < Hair && bar.X0 != bar.X1)
                box = box with { Width = Hair };
            canvas.Rect(box, Palette.PropertyOf(bars.Ink), bar.Shade is null ? 2 : 3, bar.Hint, bar.Shade is { } shade
                ? 0.08 + 0.92 * Math.Clamp(shade, 0, 1)
                : 1);
            // A label is written where the bar holds it; elsewhere the hint and the table have the figure.
            if (bar.Label.Length > 0 && TextWidth.Of(bar.Label, plot.Frame.Small) + 8 <= box.Width && box.Height >= plot.Frame.Small + 2)
            {
                var on = bar.Shade is { } s && s < 0.5 ? "ink" : Palette.TextOn(bars.Ink);
                canvas.Text(bar.Label, box.X + box.Width / 2, box.Y + box.Height / 2 + plot.Frame.Small * 0.36, plot.Frame.Small, on,
                    Anchor.Middle, hint: bar.Hint);
            }
        }
    }

    private static void Draw(ICanvas canvas, Plot plot, Rule rule)
    {
        var axis = rule.Vertical ? plot.X : plot.Y;
        if (!axis.Shows(rule.At))
            return;
        var at = axis.Of(rule.At);
        var top = plot.RuleLabels.FirstOrDefault(l => ReferenceEquals(l.Rule, rule))?.LineTop ?? plot.Area.Y;
        if (rule.Vertical && plot.Rows is { Stacked: true } rows)
        {
            // The lines of text above each row stay free.
            canvas.Line(at, top, at, plot.Area.Y, Palette.PropertyOf(rule.Ink), 1.5, DashOf(rule));
            for (var row = 0; row < plot.Chart.Y.Categories.Count; row++)
                canvas.Line(at, plot.Area.Y + row * rows.RowHeight + rows.LabelHeight, at, plot.Area.Y + (row + 1) * rows.RowHeight,
                    Palette.PropertyOf(rule.Ink), 1.5, DashOf(rule));
        }
        else if (rule.Vertical)
        {
            canvas.Line(at, top, at, plot.Area.Bottom, Palette.PropertyOf(rule.Ink), 1.5, DashOf(rule));
        }
        else
        {
            canvas.Line(plot.Area.X, at, plot.Area.Right, at, Palette.PropertyOf(rule.Ink), 1.5, DashOf(rule));
        }
    }
}
