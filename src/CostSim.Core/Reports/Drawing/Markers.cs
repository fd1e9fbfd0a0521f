namespace CostSim.Reports.Drawing;

/// <summary>A shape for each series, so that colour is never the only cue.</summary>
internal static class Markers
{
    /// <summary>The corners of a series' shape around a point; null where it is a circle.</summary>
    public static IReadOnlyList<(double X, double Y)>? Corners(Ink ink, double x, double y, double r) =>
        (ink.Series < 0 ? 0 : ink.Series % 6) switch
        {
            0 => null,
            1 => Polygon(x, y, r * 0.9, (-1, -1), (1, -1), (1, 1), (-1, 1)),
            2 => Polygon(x, y, r * 1.2, (0, -1), (1, 0.8), (-1, 0.8)),
            3 => Polygon(x, y, r * 1.25, (0, -1), (1, 0), (0, 1), (-1, 0)),
            4 => Polygon(x, y, r * 1.2, (-1, -0.8), (1, -0.8), (0, 1)),
            _ => Polygon(x, y, r, (-0.4, -1.1), (0.4, -1.1), (0.4, -0.4), (1.1, -0.4), (1.1, 0.4), (0.4, 0.4), (0.4, 1.1),
                (-0.4, 1.1), (-0.4, 0.4),
                (-1.1, 0.4), (-1.1, -0.4), (-0.4, -0.4)),
        };

    private static List<(double X, double Y)> Polygon(double x, double y, double r, params ReadOnlySpan<(double X, double Y)> corners)
    {
        var placed = new List<(double X, double Y)>(corners.Length);
        foreach (var corner in corners)
            placed.Add((x + (corner.X * r), y + (corner.Y * r)));
        return placed;
    }
}
