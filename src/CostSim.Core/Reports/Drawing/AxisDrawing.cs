namespace CostSim.Reports.Drawing;

/// <summary>Grid, ticks, row labels and titles of the axes.</summary>
internal static class AxisDrawing
{
    public static void Draw(SvgCanvas canvas, Plot plot)
    {
        Horizontal(canvas, plot);
        if (plot.Rows is { } rows)
            RowTexts(canvas, plot, rows);
        else
            Vertical(canvas, plot);
        if (plot.Chart.Y.Title.Length > 0)
            canvas.Text(TextWidth.Fit(plot.Chart.Y.Title, plot.Frame.Width, plot.Frame.Small), 0, plot.YTitle, plot.Frame.Small, "soft");
    }

    private static void Vertical(SvgCanvas canvas, Plot plot)
    {
        foreach (var tick in plot.YTicks.Items)
        {
            var y = plot.Y.Of(tick.At);
            canvas.Line(plot.Area.X, y, plot.Area.Right, y, tick.At == 0 ? "mute" : "line");
            canvas.Text(tick.Text, plot.Area.X - 8, y + plot.Frame.Small * 0.35, plot.Frame.Small, "soft", Anchor.End);
        }
    }

    private static void Horizontal(SvgCanvas canvas, Plot plot)
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
                canvas.Text(tick.Text, x + size * 0.35, area.Bottom + 8, size, "soft", Anchor.End, upright: true, hint: plot.Chart.X.Categories[(int)tick.At]);
            else
                canvas.Text(tick.Text, x, area.Bottom + size + 6, size, "soft", Anchor.Middle);
        }

        canvas.Line(area.X, area.Bottom, area.Right, area.Bottom, "mute");
        Groups(canvas, plot);
        if (plot.Chart.X.Title.Length > 0)
        {
            var title = TextWidth.Fit(plot.Chart.X.Title, plot.Frame.Width, size);
            var wide = TextWidth.Of(title, size) > area.Width;
            canvas.Text(title, wide ? plot.Frame.Width : area.Right, plot.Bottom - 4, size, "soft", Anchor.End);
        }
    }

    // The grid leaves out the lines of text above each row.
    private static void Stripes(SvgCanvas canvas, Plot plot, double x, string property)
    {
        for (var row = 0; row < plot.Chart.Y.Categories.Count; row++)
            canvas.Line(x, plot.Y.Of(row - 0.5), x, plot.Y.From + (row + 1) * plot.Y.Slot, property);
    }

    private static void Groups(SvgCanvas canvas, Plot plot)
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

    private static void RowTexts(SvgCanvas canvas, Plot plot, Rows rows)
    {
        var (axis, frame, area) = (plot.Chart.Y, plot.Frame, plot.Area);
        for (var i = 0; i < axis.Categories.Count; i++)
        {
            var name = TextWidth.Fit(axis.Categories[i], rows.LabelWidth, frame.Text);
            var note = i < axis.RowNotes.Count ? TextWidth.Fit(axis.RowNotes[i], rows.Stacked ? frame.Width : rows.NoteWidth, frame.Small) : "";
            var hint = name == axis.Categories[i] ? "" : axis.Categories[i];
            var (top, centre) = (area.Y + i * rows.RowHeight, area.Y + (i + 0.5) * rows.RowHeight + frame.Text * 0.35);
            if (!rows.Stacked)
            {
                canvas.Text(name, area.X - 10, centre, frame.Text, anchor: Anchor.End, hint: hint);
                if (note.Length > 0)
                    canvas.Text(note, frame.Width, centre, frame.Small, anchor: Anchor.End);
                continue;
            }

            canvas.Text(name, 0, top + 13, frame.Text, halo: true, hint: hint);
            if (note.Length > 0)
                canvas.Text(note, rows.NoteBelow ? 0 : frame.Width, top + (rows.NoteBelow ? 29 : 13), frame.Small, "soft", rows.NoteBelow ? Anchor.Start : Anchor.End);
        }
    }
}
