namespace CostSim.Reports.Drawing;

/// <summary>An entry of the legend with its place.</summary>
internal sealed record LegendEntry(Mark Mark, string Text, double X, double Y);

/// <summary>Names of marks that are not written next to them, in rows above the plot.</summary>
internal sealed record Legend(IReadOnlyList<LegendEntry> Entries, double Height)
{
    public const double Key = 26;
    private const double Gap = 18;
    private const double RowHeight = 20;

    public static Legend Of(IReadOnlyList<Mark> marks, double width, double top, double size)
    {
        var entries = new List<LegendEntry>();
        var (x, y) = (0.0, top);
        // Series in their own order, whatever was drawn first; what is in the background comes last.
        foreach (var mark in marks.DistinctBy(m => m.Name).OrderBy(m => m.Ink.Series < 0 ? int.MaxValue : m.Ink.Series))
        {
            var text = TextWidth.Fit(mark.Name, width - Key, size);
            var taken = Key + TextWidth.Of(text, size);
            if (x > 0 && x + taken > width)
                (x, y) = (0, y + RowHeight);
            entries.Add(new LegendEntry(mark, text, x, y));
            x += taken + Gap;
        }

        return new Legend(entries, entries.Count == 0 ? 0 : y + RowHeight - top + 6);
    }

    public void Draw(ICanvas canvas, double size)
    {
        foreach (var entry in Entries)
        {
            Sample(canvas, entry);
            canvas.Text(entry.Text, entry.X + Key, entry.Y + 14, size, hint: entry.Text == entry.Mark.Name ? "" : entry.Mark.Name);
        }
    }

    private static void Sample(ICanvas canvas, LegendEntry entry)
    {
        var (x, middle, property) = (entry.X, entry.Y + 10, Palette.PropertyOf(entry.Mark.Ink));
        switch (entry.Mark)
        {
            case Line or Rule:
                canvas.Line(x, middle, x + 20, middle, property, 2, MarkDrawing.DashOf(entry.Mark));
                if (entry.Mark is Line { Thin: false } && entry.Mark.Ink.Series >= 0)
                    canvas.Marker(entry.Mark.Ink, x + 10, middle, 3.5);
                break;
            case Spots:
                canvas.Marker(entry.Mark.Ink, x + 10, middle, 5);
                break;
            case Band band:
                canvas.Rect(new Box(x, middle - 6, 20, 12), property, opacity: band.Opacity);
                break;
            case Bars:
                canvas.Rect(new Box(x, middle - 6, 20, 12), property, 2);
                break;
            case Zone:
                canvas.Rect(new Box(x, middle - 6, 20, 12), property, opacity: 0.12);
                break;
        }
    }
}
