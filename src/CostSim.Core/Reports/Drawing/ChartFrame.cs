namespace CostSim.Reports.Drawing;

/// <summary>The paper a chart is drawn on: its width, and whether it must carry its own title and colours.</summary>
internal sealed record ChartFrame(double Width, bool Alone = false)
{
    /// <summary>A file of its own.</summary>
    public static ChartFrame File { get; } = new(840, Alone: true);

    /// <summary>On a page, next to text that holds the title.</summary>
    public static ChartFrame Page { get; } = new(840);

    /// <summary>
    /// On the page of a phone: as wide as the page's text on a screen of 360 points, so that sizes are those stated here.
    /// </summary>
    public static ChartFrame Phone { get; } = new(324);

    public bool Narrow => Width < 500;

    /// <summary>The size of labels.</summary>
    public double Text => Narrow ? 12 : 13;

    /// <summary>The size of ticks and notes.</summary>
    public double Small { get; init; } = 12;
}

/// <summary>Draws charts in one format; the page takes any.</summary>
internal interface IChartRenderer
{
    string Render(Chart chart, ChartFrame frame);
}
