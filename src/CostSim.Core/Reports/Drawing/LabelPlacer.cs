namespace CostSim.Reports.Drawing;

/// <summary>A rectangle on the drawing.</summary>
internal sealed record Box(double X, double Y, double Width, double Height)
{
    public double Right => X + Width;

    public double Bottom => Y + Height;

    public bool Overlaps(Box other) => X < other.Right && other.X < Right && Y < other.Bottom && other.Y < Bottom;

    public bool Holds(Box other) => other.X >= X && other.Right <= Right && other.Y >= Y && other.Bottom <= Bottom;

    /// <summary>Whether a straight line touches the rectangle (Liang and Barsky's clipping).</summary>
    public bool Meets(Segment line)
    {
        var (from, to) = (0.0, 1.0);
        var (dx, dy) = (line.X2 - line.X1, line.Y2 - line.Y1);
        return Clip(-dx, line.X1 - X) && Clip(dx, Right - line.X1) && Clip(-dy, line.Y1 - Y) && Clip(dy, Bottom - line.Y1);

        bool Clip(double p, double q)
        {
            if (p == 0)
                return q >= 0;
            var at = q / p;
            if (p < 0)
                from = Math.Max(from, at);
            else
                to = Math.Min(to, at);
            return from <= to;
        }
    }
}

/// <summary>A straight piece of a line on the drawing.</summary>
internal sealed record Segment(double X1, double Y1, double X2, double Y2);

/// <summary>Finds a place for each label that covers no other label, no marker and no line.</summary>
internal sealed class LabelPlacer(Box within)
{
    private readonly List<Box> boxes = [];
    private readonly List<Segment> segments = [];

    public void Avoid(Box box) => boxes.Add(box);

    public void Avoid(Segment segment) => segments.Add(segment);

    public bool IsFree(Box box) => within.Holds(box) && !boxes.Any(b => b.Overlaps(box)) && !segments.Any(box.Meets);

    /// <summary>Whether a leader line may be drawn there: it may cross lines, but no label.</summary>
    public bool IsClear(Segment leader, int skip) => !boxes.Skip(skip).Any(b => b.Meets(leader));

    public int Count => boxes.Count;

    /// <summary>The first of the candidates that is free; it is then taken.</summary>
    public Box? Place(IEnumerable<Box> candidates)
    {
        foreach (var candidate in candidates)
        {
            if (!IsFree(candidate))
                continue;
            boxes.Add(candidate);
            return candidate;
        }

        return null;
    }

    /// <summary>Moves the centres of labels in a column apart until none overlap, each as near to its wish as the column allows.</summary>
    public static IReadOnlyList<double> Apart(IReadOnlyList<double> wishes, double height, double top, double bottom)
    {
        var order = Enumerable.Range(0, wishes.Count).OrderBy(i => wishes[i]).ThenBy(i => i).ToList();
        var placed = new double[wishes.Count];
        var at = top + height / 2;
        foreach (var i in order)
        {
            placed[i] = Math.Max(wishes[i], at);
            at = placed[i] + height;
        }

        at = bottom - height / 2;
        foreach (var i in order.AsEnumerable().Reverse())
        {
            placed[i] = Math.Min(placed[i], at);
            at = placed[i] - height;
        }

        return placed;
    }

    /// <summary>
    /// Rows for labels that are above lines: the row of each, so that labels in a row do not overlap, and no line runs through a label
    /// that is placed after its own.
    /// </summary>
    public static IReadOnlyList<int> Lanes(IReadOnlyList<(double Line, double Left, double Right)> labels, double gap)
    {
        var lanes = new int[labels.Count];
        for (var i = 0; i < labels.Count; i++)
        {
            var (label, before) = (labels[i], Enumerable.Range(0, i).ToList());
            // A line goes up to its own label, through all rows below.
            while (before.Exists(j => (lanes[j] == lanes[i] && label.Left < labels[j].Right + gap && label.Right > labels[j].Left - gap)
                || (lanes[j] > lanes[i] && label.Left - 2 < labels[j].Line && label.Right + 2 > labels[j].Line)))
                lanes[i]++;
        }

        return lanes;
    }
}
