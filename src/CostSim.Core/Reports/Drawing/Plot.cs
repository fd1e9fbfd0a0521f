namespace CostSim.Reports.Drawing;

/// <summary>A label of a vertical reference line above the plot.</summary>
internal sealed record RuleLabel(Rule Rule, string Text, double X, double TextX, double Y, Anchor Anchor, double LineTop);

/// <summary>The name of a line, written in the margin at its end.</summary>
internal sealed record EndLabel(Mark Mark, string Text, double FromX, double FromY, double X, double Y);

/// <summary>Where everything of a chart goes.</summary>
internal sealed record Plot(Chart Chart, ChartFrame Frame)
{
    public required Box Area { get; init; }

    public required Position X { get; init; }

    public required Position Y { get; init; }

    public required AxisTicks XTicks { get; init; }

    public required AxisTicks YTicks { get; init; }

    public required Legend Legend { get; init; }

    public required Head Head { get; init; }

    public required Rows? Rows { get; init; }

    public required IReadOnlyList<RuleLabel> RuleLabels { get; init; }

    public required IReadOnlyList<EndLabel> EndLabels { get; init; }

    /// <summary>The baseline of the vertical axis' title.</summary>
    public required double YTitle { get; init; }

    /// <summary>Below the ticks and the title of the horizontal axis.</summary>
    public required double Bottom { get; init; }

    public bool IsEmpty => Area.Height <= 0;
}

/// <summary>Title and subtitle of a chart on its own, in lines.</summary>
internal sealed record Head(IReadOnlyList<string> Title, IReadOnlyList<string> Subtitle)
{
    public const double TitleSize = 18;
    private const double TitleLine = 24;
    private const double SubtitleLine = 18;

    public static Head Of(Chart chart, ChartFrame frame) => frame.Alone
        ? new(TextWidth.Wrap(chart.Title, frame.Width, TitleSize, 3, bold: true),
            TextWidth.Wrap(chart.Subtitle, frame.Width, frame.Text, 4))
        : new([], []);

    public double Height => Title.Count == 0 ? 0 : Title.Count * TitleLine + Subtitle.Count * SubtitleLine + 10;

    public void Draw(ICanvas canvas, ChartFrame frame)
    {
        var y = 0.0;
        foreach (var line in Title)
            canvas.Text(line, 0, (y += TitleLine) - 5, TitleSize, bold: true);
        foreach (var line in Subtitle)
            canvas.Text(line, 0, (y += SubtitleLine) - 2, frame.Text, "soft");
    }
}

/// <summary>
/// The rows of a vertical category axis: labels at the left and figures in columns at the right or, on narrow paper, both above each row.
/// </summary>
internal sealed record Rows(bool Stacked, double LabelWidth, IReadOnlyList<double> ColumnWidths, double LabelHeight,
    double RowHeight, bool NoteBelow)
{
    private const double ColumnGap = 16;

    /// <summary>The width that the columns take with the gaps before them.</summary>
    public double NoteWidth => ColumnWidths.Sum() + (ColumnGap * ColumnWidths.Count);

    /// <summary>The right edge of a column on the paper.</summary>
    public double ColumnEnd(int column, double paper) => paper - ColumnWidths.Skip(column + 1).Sum(w => w + ColumnGap);

    /// <summary>The figures of a row in one line.</summary>
    public static string NoteOf(Axis axis, int row) =>
        string.Join(" · ", axis.RowColumns.Where(c => c.Texts[row].Length > 0)
            .Select(c => c.Heading.Length > 0 ? $"{c.Heading} {c.Texts[row]}" : c.Texts[row]));

    public static Rows? Of(Axis axis, ChartFrame frame)
    {
        if (axis.Scale != Scale.Categories)
            return null;
        var label = axis.Categories.Select(c => TextWidth.Of(c, frame.Text)).DefaultIfEmpty().Max();
        var columns = axis.RowColumns.Select(c => c.Texts.Append(c.Heading).Max(t => TextWidth.Of(t, frame.Small))).ToList();
        if (!frame.Narrow)
            return new Rows(false, Math.Min(label, frame.Width * 0.3), columns, 0, axis.RowHeight, false);
        var note = Enumerable.Range(0, axis.RowColumns.Count == 0 ? 0 : axis.Categories.Count)
            .Select(row => TextWidth.Of(NoteOf(axis, row), frame.Small)).DefaultIfEmpty().Max();
        // Label and note share a line where both fit; a name may lose its tail, a figure may not.
        var below = note > 0 && note + Math.Min(label, frame.Width * 0.45) + 10 > frame.Width;
        var height = below ? 34.0 : 18;
        return new Rows(true, below ? frame.Width : frame.Width - note - 10, [], height,
            height + Math.Max(16, axis.RowHeight * 0.72), below);
    }
}
