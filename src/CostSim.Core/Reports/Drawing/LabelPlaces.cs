namespace CostSim.Reports.Drawing;

/// <summary>A label with its place, a marker or a leader that ties it to what it names.</summary>
internal sealed record PlacedLabel(string Text, Box Box, Ink Ink, Spot? Marker, Segment? Leader);

/// <summary>A label that found no place: a number is at the point, the text below the plot.</summary>
internal sealed record KeyedLabel(int Number, string Text, double X, double Y)
{
    public const double Circle = 16;
}

/// <summary>Places the labels inside the plot; what finds none is named in the legend or keyed by a number.</summary>
internal sealed record LabelPlaces(IReadOnlyList<PlacedLabel> Placed, IReadOnlyList<KeyedLabel> Keyed, IReadOnlyList<Mark> Unplaced)
{
    private static readonly double[] ways = [0.5, 0.42, 0.58, 0.35, 0.65, 0.28, 0.72, 0.2, 0.8, 0.12, 0.88];

    public static LabelPlaces Of(Plot plot, IReadOnlySet<Mark> skipped)
    {
        var placer = new LabelPlacer(plot.Area);
        foreach (var segment in plot.Chart.Marks.OfType<Line>().SelectMany(line => Segments(plot, line)))
            placer.Avoid(segment);
        foreach (var spot in plot.Chart.Marks.OfType<Spots>().SelectMany(s => s.Points).Where(p => plot.X.Shows(p.X) && plot.Y.Shows(p.Y)))
            placer.Avoid(new Box(plot.X.Of(spot.X) - 6, plot.Y.Of(spot.Y) - 6, 12, 12));
        foreach (var rule in plot.Chart.Marks.OfType<Rule>())
            placer.Avoid(RuleLine(plot, rule));

        var (placed, keyed, unplaced) = (new List<PlacedLabel>(), new List<KeyedLabel>(), new List<Mark>());
        foreach (var mark in plot.Chart.Marks.Where(m => !skipped.Contains(m)))
        {
            var label = mark switch
            {
                Rule { Vertical: false, Name.Length: > 0 } rule when plot.Y.Shows(rule.At) => PlaceRule(plot, placer, rule),
                Line { Naming: Naming.AlongLine } line => PlaceAlong(plot, placer, line),
                _ => null,
            };
            if (label is not null)
                placed.Add(label);
            else if (mark is Rule { Vertical: false, Name.Length: > 0 } or Line { Naming: Naming.AlongLine })
                unplaced.Add(mark);
        }

        foreach (var spots in plot.Chart.Marks.OfType<Spots>())
            PlaceSpots(plot, placer, spots, placed, keyed);
        return new LabelPlaces(placed, keyed, unplaced);
    }

    private static Segment RuleLine(Plot plot, Rule rule) => rule.Vertical
        ? new Segment(plot.X.Of(rule.At), plot.Area.Y, plot.X.Of(rule.At), plot.Area.Bottom)
        : new Segment(plot.Area.X, plot.Y.Of(rule.At), plot.Area.Right, plot.Y.Of(rule.At));

    private static IEnumerable<Segment> Segments(Plot plot, Line line)
    {
        var places = MarkDrawing.PlacesOf(plot, line);
        return places.Zip(places.Skip(1), (a, b) => new Segment(a.X, a.Y, b.X, b.Y));
    }

    private static Box Around(Plot plot, string text) => new(0, 0, TextWidth.Of(text, plot.Frame.Text) + 2, plot.Frame.Text + 3);

    private static PlacedLabel? PlaceRule(Plot plot, LabelPlacer placer, Rule rule)
    {
        var size = Around(plot, rule.Name);
        var (y, room) = (plot.Y.Of(rule.At), plot.Area.Width - size.Width);
        if (room < 0)
            return null;
        var box = placer.Place(Enumerable.Range(0, 9).SelectMany(i => new[]
        {
            size with { X = plot.Area.X + 4 + (room - 8) * i / 8, Y = y - size.Height - 2 },
            size with { X = plot.Area.X + 4 + (room - 8) * i / 8, Y = y + 3 },
        }));
        return box is { } found ? new PlacedLabel(rule.Name, found, rule.Ink, null, null) : null;
    }

    private static PlacedLabel? PlaceAlong(Plot plot, LabelPlacer placer, Line line)
    {
        var segments = Segments(plot, line).ToList();
        var size = Around(plot, line.Name);
        foreach (var way in ways.Take(segments.Count == 0 ? 0 : ways.Length))
        {
            var (x, y) = At(segments, way);
            var box = placer.Place(
            [
                size with { X = x + 9, Y = y - size.Height - 1 }, size with { X = x + 9, Y = y - size.Height / 2 },
                size with { X = x - size.Width - 9, Y = y - size.Height - 1 }, size with { X = x + 9, Y = y + 2 },
                size with { X = x - size.Width - 9, Y = y + 2 }, size with { X = x - size.Width - 9, Y = y - size.Height / 2 },
            ]);
            if (box is { } found)
                return new PlacedLabel(line.Name, found, line.Ink, new Spot(x, y), null);
        }

        return null;
    }

    // The point at a share of the way along the line as it is drawn.
    private static (double X, double Y) At(List<Segment> segments, double share)
    {
        var lengths = segments.ConvertAll(s => Math.Sqrt((s.X2 - s.X1) * (s.X2 - s.X1) + (s.Y2 - s.Y1) * (s.Y2 - s.Y1)));
        var left = lengths.Sum() * share;
        for (var i = 0; i < segments.Count; i++)
        {
            if (left <= lengths[i] && lengths[i] > 0)
                return (segments[i].X1 + (segments[i].X2 - segments[i].X1) * left / lengths[i],
                    segments[i].Y1 + (segments[i].Y2 - segments[i].Y1) * left / lengths[i]);
            left -= lengths[i];
        }

        return (segments[^1].X2, segments[^1].Y2);
    }

    private static void PlaceSpots(Plot plot, LabelPlacer placer, Spots spots, List<PlacedLabel> placed, List<KeyedLabel> keyed)
    {
        foreach (var spot in spots.Points.Where(p => p.Label.Length > 0 && plot.X.Shows(p.X) && plot.Y.Shows(p.Y)))
        {
            var (x, y, size) = (plot.X.Of(spot.X), plot.Y.Of(spot.Y), Around(plot, spot.Label));
            var around = ((double[])[10, 20, 32, 46, 64, 90, 120]).SelectMany(r => Ring(x, y, r, size))
                .Where(c => IsReachable(placer, c, x, y));
            if (placer.Place(around) is { } box)
                placed.Add(new PlacedLabel(spot.Label, box, spots.Ink, null, Leader(box, x, y)));
            else
                Key(keyed, spot.Label, x, y);
        }
    }

    // Points under one circle share its number.
    private static void Key(List<KeyedLabel> keyed, string text, double x, double y)
    {
        var near = keyed.FindIndex(k => Math.Abs(k.X - x) < KeyedLabel.Circle && Math.Abs(k.Y - y) < KeyedLabel.Circle);
        if (near < 0)
            keyed.Add(new KeyedLabel(keyed.Count + 1, text, x, y));
        else
            keyed[near] = keyed[near] with { Text = $"{keyed[near].Text}, {text}" };
    }

    private static IEnumerable<Box> Ring(double x, double y, double r, Box size) =>
    [
        size with { X = x + r, Y = y - size.Height / 2 }, size with { X = x - r - size.Width, Y = y - size.Height / 2 },
        size with { X = x - size.Width / 2, Y = y - r - size.Height }, size with { X = x - size.Width / 2, Y = y + r },
        size with { X = x + r * 0.7, Y = y - r * 0.7 - size.Height }, size with { X = x + r * 0.7, Y = y + r * 0.7 },
        size with { X = x - r * 0.7 - size.Width, Y = y - r * 0.7 - size.Height },
        size with { X = x - r * 0.7 - size.Width, Y = y + r * 0.7 },
    ];

    private static bool IsReachable(LabelPlacer placer, Box box, double x, double y) =>
        Leader(box, x, y) is not { } leader || placer.IsClear(leader, 0);

    // From the rim of the marker to the nearest point of the label, where they are not neighbours anyway.
    private static Segment? Leader(Box box, double x, double y)
    {
        var (nearX, nearY) = (Math.Clamp(x, box.X, box.Right), Math.Clamp(y, box.Y, box.Bottom));
        var (dx, dy) = (nearX - x, nearY - y);
        var length = Math.Sqrt(dx * dx + dy * dy);
        return length < 16 ? null : new Segment(x + dx / length * 10, y + dy / length * 10, nearX - dx / length, nearY - dy / length);
    }
}
