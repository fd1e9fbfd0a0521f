namespace CostSim.Reports.Drawing;

/// <summary>A chart with a place for everything: laid out once, drawn on any canvas.</summary>
internal sealed class ChartDrawing
{
    private const double MarginAlone = 20;

    private readonly Chart chart;
    private readonly ChartFrame frame;
    private readonly Plot? plot;
    private readonly LabelPlaces? labels;
    private readonly NumberKey key = new([], 0);
    private readonly List<string> notes = [];

    private ChartDrawing(Chart chart, ChartFrame frame)
    {
        (this.chart, this.frame) = (chart, frame);
        if (Extents.IsEmpty(chart))
        {
            Height = Head.Of(chart, frame).Height + 60;
            return;
        }

        var unplaced = new HashSet<Mark>(ReferenceEqualityComparer.Instance);
        plot = PlotLayout.Of(chart, frame, unplaced);
        labels = LabelPlaces.Of(plot, unplaced);
        if (labels.Unplaced.Count > 0)
        {
            // Names along lines stay together: all of them go to the legend.
            unplaced.UnionWith(labels.Unplaced.Any(m => m is Line) ? chart.Marks.Where(m => m.Naming == Naming.AlongLine)
                .Concat(labels.Unplaced) : labels.Unplaced);
            plot = PlotLayout.Of(chart, frame, unplaced);
            labels = LabelPlaces.Of(plot, unplaced);
        }

        key = NumberKey.Of(labels.Keyed, frame);
        if (frame.Alone)
            notes = [.. chart.Notes.SelectMany(n => TextWidth.Wrap(n, frame.Width, frame.Small, 6))];
        Height = plot.Bottom + key.Height + (notes.Count > 0 ? 10 + (notes.Count * NumberKey.Line) : 0);
    }

    /// <summary>The height below the margin.</summary>
    public double Height { get; }

    /// <summary>The paper around what is drawn, whose upper left corner is at minus this.</summary>
    public double Margin => frame.Alone ? MarginAlone : 0;

    public static ChartDrawing Of(Chart chart, ChartFrame frame) => new(chart, frame);

    public void Draw(ICanvas canvas)
    {
        if (frame.Alone)
            canvas.Rect(new Box(-Margin, -Margin, frame.Width + (2 * Margin), Height + (2 * Margin)), "paper");
        if (plot is null)
        {
            var head = Head.Of(chart, frame);
            head.Draw(canvas, frame);
            canvas.Text(TextWidth.Fit(chart.WhenEmpty, frame.Width, frame.Text), frame.Width / 2, head.Height + 34,
                frame.Text, "soft", Anchor.Middle);
            return;
        }

        plot.Head.Draw(canvas, frame);
        plot.Legend.Draw(canvas, frame.Text);
        AxisDrawing.Draw(canvas, plot);
        MarkDrawing.Draw(canvas, plot);
        LabelDrawing.Draw(canvas, plot, labels!);
        var y = key.Draw(canvas, frame, plot.Bottom + 4);
        y += notes.Count > 0 ? 8 : 0;
        foreach (var note in notes)
            canvas.Text(note, 0, y += NumberKey.Line, frame.Small, "soft");
    }
}

/// <summary>Writes the labels at the places that were found for them.</summary>
internal static class LabelDrawing
{
    public static void Draw(ICanvas canvas, Plot plot, LabelPlaces labels)
    {
        var size = plot.Frame.Text;
        foreach (var label in plot.RuleLabels)
            canvas.Text(label.Text, label.TextX, label.Y, size, TextOf(label.Rule.Ink), label.Anchor,
                hint: label.Rule.Name == label.Text ? "" : label.Rule.Name);
        foreach (var end in plot.EndLabels)
        {
            if (Math.Abs(end.Y - end.FromY) > 3 || end.FromX < plot.Area.Right - 3)
                canvas.Line(end.FromX + 5, end.FromY, end.X - 3, end.Y, "mute");
            if (end.Mark.Ink.Series >= 0)
                canvas.Marker(end.Mark.Ink, end.FromX, end.FromY, 4);
            canvas.Text(end.Text, end.X, end.Y + size * 0.35, size, TextOf(end.Mark.Ink));
        }

        foreach (var label in labels.Placed)
        {
            if (label.Leader is { } leader)
                canvas.Line(leader.X1, leader.Y1, leader.X2, leader.Y2, "mute");
            if (label.Marker is { } marker)
                canvas.Marker(label.Ink, marker.X, marker.Y, 4.5);
            canvas.Text(label.Text, label.Box.X + 1, label.Box.Y + size, size, TextOf(label.Ink), halo: true);
        }

        foreach (var keyed in labels.Keyed)
        {
            canvas.Marker(Ink.Text, keyed.X, keyed.Y, KeyedLabel.Circle / 2 - 0.5, keyed.Text);
            canvas.Text($"{keyed.Number}", keyed.X, keyed.Y + 3.3, 9, "paper", Anchor.Middle, bold: true);
        }
    }

    // Names of series are written in ink: several series colours are too light for text.
    private static string TextOf(Ink ink) => ink == Ink.Limit ? "limit" : "ink";
}
