namespace CostSim.Reports.Drawing;

/// <summary>The names behind the numbers of a plot, below it: in columns where they are short, else in lines of their own.</summary>
internal sealed record NumberKey(IReadOnlyList<(string Text, double X, int Row)> Entries, int Rows)
{
    public const double Line = 18;
    private const int LongestEntry = 12;

    public double Height => Rows == 0 ? 0 : 8 + Rows * Line;

    public static NumberKey Of(IReadOnlyList<KeyedLabel> labels, ChartFrame frame)
    {
        if (labels.Count == 0)
            return new NumberKey([], 0);
        var texts = labels.Select(k => $"{k.Number}  {k.Text}").ToList();
        var widest = texts.Max(t => TextWidth.Of(t, frame.Small)) + 24;
        var columns = (int)(frame.Width / widest);
        if (columns < 2)
        {
            var lines = texts.SelectMany(t => TextWidth.Wrap(t, frame.Width, frame.Small, LongestEntry)).ToList();
            return new NumberKey([.. lines.Select((line, i) => (line, 0.0, i))], lines.Count);
        }

        var rows = (texts.Count + columns - 1) / columns;
        return new NumberKey([.. texts.Select((text, i) => (text, i / rows * frame.Width / columns, i % rows))], rows);
    }

    /// <summary>Draws the names from a height on; the height below them.</summary>
    public double Draw(ICanvas canvas, ChartFrame frame, double top)
    {
        foreach (var (text, x, row) in Entries)
            canvas.Text(text, x, top + (row + 1) * Line, frame.Small);
        return top + Rows * Line;
    }
}
