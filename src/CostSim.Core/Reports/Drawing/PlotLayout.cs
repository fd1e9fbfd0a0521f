namespace CostSim.Reports.Drawing;

/// <summary>Lays a chart out from the outside in: title, legend, labels of lines, margins as wide as their texts, then the plot.</summary>
internal static class PlotLayout
{
    private const double Lane = 17;

    public static Plot Of(Chart chart, ChartFrame frame, IReadOnlySet<Mark> unplaced)
    {
        var rows = Rows.Of(chart.Y, frame);
        var height = rows is null ? (frame.Narrow ? 220 : 300) : rows.RowHeight * chart.Y.Categories.Count;
        var yTicks = AxisTicks.Of(chart.Y, Extents.Vertical(chart), height, horizontal: false, frame.Small);
        var ends = EndNames(chart, frame, height, unplaced);
        var (left, right) = Margins(rows, yTicks, ends, frame);
        var xTicks = AxisTicks.Of(chart.X, Extents.Horizontal(chart), frame.Width - left - right, horizontal: true, frame.Small);
        // The first and last tick may be at the very edges of the plot.
        if (xTicks is { Upright: false, Items.Count: > 0 } && chart.X.Scale != Scale.Categories)
        {
            left = Math.Max(left, TextWidth.Of(xTicks.Items[0].Text, frame.Small) / 2 + 1);
            right = Math.Max(right, TextWidth.Of(xTicks.Items[^1].Text, frame.Small) / 2 + 1);
        }

        var x = new Position(chart.X, xTicks.Low, xTicks.High, left, frame.Width - right);
        var head = Head.Of(chart, frame);
        var endNamed = ends.Select(e => e.Mark).ToHashSet();
        var legend = Legend.Of([.. chart.Marks.Where(m => m.Name.Length > 0 && InLegend(m, endNamed, unplaced))], frame.Width,
            head.Height, frame.Text);
        var top = head.Height + legend.Height;
        var yTitle = top + 12;
        if (chart.Y.Title.Length > 0)
            top += 20;
        var labels = RuleLanes(chart, x, frame, ref top);
        if (rows is { Stacked: false } && chart.Y.RowColumns.Any(c => c.Heading.Length > 0))
            top += frame.Small + 4;
        var area = new Box(left, top + 4, frame.Width - left - right, height);
        var y = rows is null
            ? new Position(chart.Y, yTicks.Low, yTicks.High, area.Bottom, area.Y)
            : new Position(chart.Y, yTicks.Low, yTicks.High, area.Y, area.Bottom) { RowLabel = rows.LabelHeight };
        return new Plot(chart, frame)
        {
            Area = area,
            X = x,
            Y = y,
            XTicks = xTicks,
            YTicks = yTicks,
            Legend = legend,
            Head = head,
            Rows = rows,
            RuleLabels = labels,
            EndLabels = EndPlaces(ends, x, y, area),
            YTitle = yTitle,
            Bottom = area.Bottom + TickHeight(xTicks, chart.X, frame) + (chart.X.Title.Length > 0 ? 18 : 2),
        };
    }

    /// <summary>The height that the ticks of the horizontal axis take.</summary>
    public static double TickHeight(AxisTicks ticks, Axis axis, ChartFrame frame) =>
        8 + (ticks.Items.Count == 0 ? 0 : ticks.Upright ? ticks.Items.Max(t => TextWidth.Of(t.Text, frame.Small)) + 4 : frame.Small + 3)
        + (axis.Groups.Count > 0 ? frame.Small + 4 : 0) + (axis.Figures is null ? 0 : frame.Small + 8);

    private static bool InLegend(Mark mark, HashSet<Mark> endNamed, IReadOnlySet<Mark> unplaced) =>
        unplaced.Contains(mark) || mark.Naming switch
        {
            Naming.Legend => true,
            Naming.AtEnd => !endNamed.Contains(mark),
            _ => false,
        };

    private static (double Left, double Right) Margins(Rows? rows, AxisTicks yTicks,
        List<(Mark Mark, string Text, Spot At)> ends, ChartFrame frame)
    {
        if (rows is not null)
            return rows.Stacked ? (0, 0) : (rows.LabelWidth + 12, rows.NoteWidth);
        return (yTicks.Items.Select(t => TextWidth.Of(SvgCanvas.Typeset(t.Text), frame.Small)).DefaultIfEmpty().Max() + 10,
            ends.Count == 0 ? 0 : ends.Max(e => TextWidth.Of(e.Text, frame.Text)) + 18);
    }

    // All lines that end at the right are named there, or none is: half a legend is worse than one.
    private static List<(Mark Mark, string Text, Spot At)> EndNames(Chart chart, ChartFrame frame, double height,
        IReadOnlySet<Mark> unplaced)
    {
        var ends = new List<(Mark Mark, string Text, Spot At)>();
        foreach (var mark in chart.Marks.Where(m => m.Naming == Naming.AtEnd && !unplaced.Contains(m)))
        {
            if (mark is Line { Points: [.., var last] })
                ends.Add((mark, last.Label.Length > 0 ? last.Label : mark.Name, last));
        }

        var fits = ends.Count * (frame.Text + 3) <= height && ends.All(e => TextWidth.Of(e.Text, frame.Text) <= frame.Width * 0.3);
        return fits ? ends : [];
    }

    private static List<EndLabel> EndPlaces(List<(Mark Mark, string Text, Spot At)> ends, Position x, Position y, Box area)
    {
        var wishes = ends.Select(e => y.Shows(e.At.Y) ? y.Of(e.At.Y) : area.Bottom).ToList();
        var centres = LabelPlacer.Apart(wishes, 16, area.Y - 8, area.Bottom + 8);
        return [.. ends.Select((e, i) => new EndLabel(e.Mark, e.Text, x.Of(e.At.X), wishes[i], area.Right + 14, centres[i]))];
    }

    // From right to left, so that the line of one never runs through the name of another further left.
    private static List<RuleLabel> RuleLanes(Chart chart, Position x, ChartFrame frame, ref double top)
    {
        var rules = chart.Marks.OfType<Rule>().Where(r => r.Vertical && r.Name.Length > 0 && x.Shows(r.At))
            .Select(r => new { Rule = r, X = x.Of(r.At), Text = TextWidth.Fit(r.Name, frame.Width * 0.8, frame.Text) })
                .OrderByDescending(r => r.X).ToList();
        if (rules.Count == 0)
            return [];
        var extents = rules.Select(r => Extent(r.X, TextWidth.Of(r.Text, frame.Text), frame.Width)).ToList();
        var lanes = LabelPlacer.Lanes([.. extents.Select((e, i) => (rules[i].X, e.Left, e.Right))], 10);
        var bottom = top + (lanes.Max() + 1) * Lane;
        var labels = new List<RuleLabel>();
        for (var i = 0; i < rules.Count; i++)
        {
            var (rule, at, text) = (rules[i].Rule, rules[i].X, rules[i].Text);
            var crossed = Enumerable.Range(0, rules.Count)
                .Any(j => lanes[j] < lanes[i] && extents[j].Left < at + 2 && extents[j].Right > at - 2);
            labels.Add(new RuleLabel(rule, text, at, extents[i].Left, bottom - lanes[i] * Lane - 4, Anchor.Start, crossed
                ? bottom
                : bottom - (lanes[i] + 1) * Lane + 3));
        }

        top = bottom;
        return labels;
    }

    private static (double Left, double Right) Extent(double x, double width, double paper)
    {
        var left = x + 5 + width <= paper ? x + 5 : x - 5 - width >= 0 ? x - 5 - width : Math.Max(0, paper - width);
        return (left, left + width);
    }
}
