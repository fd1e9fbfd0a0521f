namespace CostSim.Reports.Drawing;

/// <summary>The values that the marks of a chart take along each axis.</summary>
internal static class Extents
{
    public static IEnumerable<double> Horizontal(Chart chart) => chart.Marks.SelectMany(mark => mark switch
    {
        Line line => line.Points.Select(p => p.X),
        Spots spots => spots.Points.Select(p => p.X),
        Band band => band.Spans.Select(s => s.X),
        Bars bars => bars.Rectangles.SelectMany(b => new[] { b.X0, b.X1 }),
        Rule { Vertical: true } rule => [rule.At],
        _ => Enumerable.Empty<double>(),
    });

    public static IEnumerable<double> Vertical(Chart chart) => chart.Marks.SelectMany(mark => mark switch
    {
        Line line => line.Points.Select(p => p.Y),
        Spots spots => spots.Points.Select(p => p.Y),
        Band band => band.Spans.SelectMany(s => new[] { s.Low, s.High }),
        Bars bars => bars.Rectangles.SelectMany(b => new[] { b.Y0, b.Y1 }),
        Rule { Vertical: false } rule => [rule.At],
        Zone zone => [zone.Low, zone.High],
        _ => Enumerable.Empty<double>(),
    });

    public static bool IsEmpty(Chart chart) => !chart.Marks.Any(mark => mark switch
    {
        Line line => line.Points.Count > 0,
        Spots spots => spots.Points.Count > 0,
        Band band => band.Spans.Count > 0,
        Bars bars => bars.Rectangles.Count > 0,
        _ => false,
    });
}
