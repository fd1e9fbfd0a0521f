namespace CostSim.Reports.Drawing;

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
