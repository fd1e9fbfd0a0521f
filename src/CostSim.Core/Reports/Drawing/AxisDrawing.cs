namespace CostSim.Reports.Drawing;

/// <summary>Grid, ticks, row labels and titles of the axes.</summary>
internal static class AxisDrawing
{
    public static void Draw(ICanvas canvas, Plot plot)
    {
        Horizontal(canvas, plot);
        if (plot.Rows is { } rows)
            RowTexts(canvas, plot, rows);
        else
            Vertical(canvas, plot);
        if (plot.Chart.Y.Title.Length > 0)
            canvas.Text(TextWidth.Fit(TitleOf(plot.Chart.Y), plot.Frame.Width, plot.Frame.Small), 0, plot.YTitle, plot.Frame.Small, "soft");
    }

    // A step on such an axis is a factor, which a reader must know.
    private static string TitleOf(Axis axis) => axis.Scale == Scale.Logarithmic ? $"{axis.Title}, logarithmic" : axis.Title;

    private static void Vertical(ICanvas canvas, Plot plot)
    {
        foreach (var tick in plot.YTicks.Items)
        {
            var y = plot.Y.Of(tick.At);
            canvas.Line(plot.Area.X, y, plot.Area.Right, y, tick.At == 0 ? "mute" : "line");
            canvas.Text(tick.Text, plot.Area.X - 8, y + plot.Frame.Small * 0.35, plot.Frame.Small, "soft", Anchor.End);
        }
    }

    private static void Horizontal(ICanvas canvas, Plot plot)
    {
        var (area, size) = (plot.Area, plot.Frame.Small);
        var sequence = plot.Chart.X.Scale == Scale.Categories;
        foreach (var tick in plot.XTicks.Items)
        {
            var x = plot.X.Of(tick.At);
            if (!sequence && plot.Rows is { Stacked: true })
                Stripes(canvas, plot, x, tick.At == 0 ? "mute" : "line");
            else if (!sequence)
                canvas.Line(x, area.Y, x, area.Bottom, tick.At == 0 ? "mute" : "line");
            if (plot.XTicks.Upright)
                canvas.Text(tick.Text, x + size * 0.35, area.Bottom + 8, size, "soft", Anchor.End, upright: true,
                    hint: plot.Chart.X.Categories[(int)tick.At]);
            else
                canvas.Text(tick.Text, x, area.Bottom + size + 6, size, "soft", Anchor.Middle);
        }

        canvas.Line(area.X, area.Bottom, area.Right, area.Bottom, "mute");
        Groups(canvas, plot);
        Figures(canvas, plot);
        if (plot.Chart.X.Title.Length > 0)
        {
            var title = TextWidth.Fit(TitleOf(plot.Chart.X), plot.Frame.Width, size);
            var wide = TextWidth.Of(title, size) > area.Width;
            canvas.Text(title, wide ? plot.Frame.Width : area.Right, plot.Bottom - 4, size, "soft", Anchor.End);
        }
    }

    // The grid leaves out the lines of text above each row.
    private static void Stripes(ICanvas canvas, Plot plot, double x, string property)
    {
        for (var row = 0; row < plot.Chart.Y.Categories.Count; row++)
            canvas.Line(x, plot.Y.Of(row - 0.5), x, plot.Y.From + (row + 1) * plot.Y.Slot, property);
    }

    private static void Groups(ICanvas canvas, Plot plot)
    {
        var (groups, size) = (plot.Chart.X.Groups, plot.Frame.Small);
        var free = double.NegativeInfinity;
        for (var i = 0; i < groups.Count; i++)
        {
            var x = plot.X.Of(i) - TextWidth.Of(groups[i], size) / 2;
            if ((i == 0 || groups[i] != groups[i - 1]) && x > free)
            {
                canvas.Text(groups[i], plot.X.Of(i), plot.Area.Bottom + 2 * size + 10, size, "soft", Anchor.Middle, bold: true);
                free = x + TextWidth.Of(groups[i], size) * 1.2 + 8;
            }
        }
    }

    // As many of the figures as have room, the last among them.
    private static void Figures(ICanvas canvas, Plot plot)
    {
        if (plot.Chart.X.Figures is not { Texts.Count: > 0 } figures)
            return;
        var size = plot.Frame.Small;
        var y = plot.Area.Bottom + PlotLayout.TickHeight(plot.XTicks, plot.Chart.X, plot.Frame) - 4;
        var stride = (int)Math.Ceiling((figures.Texts.Max(t => TextWidth.Of(t, size)) + 8) / Math.Max(1, plot.X.Slot));
        var heading = TextWidth.Of(figures.Heading, size);
        var fits = heading + 8 <= plot.Area.X;
        var free = fits ? plot.Area.X - 2 : heading + 8;
        canvas.Text(figures.Heading, fits ? plot.Area.X - 8 : 0, y, size, "limit", fits ? Anchor.End : Anchor.Start);
        for (var i = figures.Texts.Count - 1; i >= 0; i -= stride)
        {
            if (plot.X.Of(i) - (TextWidth.Of(figures.Texts[i], size) / 2) > free)
                canvas.Text(figures.Texts[i], plot.X.Of(i), y, size, "soft", Anchor.Middle);
        }
    }

    private static void RowTexts(ICanvas canvas, Plot plot, Rows rows)
    {
        var (axis, frame, area) = (plot.Chart.Y, plot.Frame, plot.Area);
        for (var c = 0; c < axis.RowColumns.Count && !rows.Stacked; c++)
            canvas.Text(axis.RowColumns[c].Heading, rows.ColumnEnd(c, frame.Width), area.Y - 6, frame.Small, "soft", Anchor.End);
        for (var i = 0; i < axis.Categories.Count; i++)
        {
            var name = TextWidth.Fit(axis.Categories[i], rows.LabelWidth, frame.Text);
            var note = rows.Stacked && axis.RowColumns.Count > 0 ? TextWidth.Fit(Rows.NoteOf(axis, i), frame.Width, frame.Small) : "";
            var hint = name == axis.Categories[i] ? "" : axis.Categories[i];
            var (top, centre) = (area.Y + i * rows.RowHeight, area.Y + (i + 0.5) * rows.RowHeight + frame.Text * 0.35);
            if (!rows.Stacked)
            {
                canvas.Text(name, area.X - 10, centre, frame.Text, anchor: Anchor.End, hint: hint);
                for (var c = 0; c < axis.RowColumns.Count; c++)
                    canvas.Text(axis.RowColumns[c].Texts[i], rows.ColumnEnd(c, frame.Width), centre, frame.Small, anchor: Anchor.End);
                continue;
            }

            canvas.Text(name, 0, top + 13, frame.Text, halo: true, hint: hint);
            if (note.Length > 0)
                canvas.Text(note, rows.NoteBelow ? 0 : frame.Width, top + (rows.NoteBelow ? 29 : 13), frame.Small, "soft", rows.NoteBelow
                    ? Anchor.Start
                    : Anchor.End);
        }
    }
}
