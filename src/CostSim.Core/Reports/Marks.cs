namespace CostSim.Reports;

/// <summary>The colour of a mark by its meaning; every series also has a dash and a marker of its own.</summary>
internal readonly record struct Ink(int Series)
{
    /// <summary>A budget, a limit: what must not be passed.</summary>
    public static Ink Limit { get; } = new(-1);

    /// <summary>What is in the background.</summary>
    public static Ink Muted { get; } = new(-2);

    /// <summary>The colour of text: a reference that is not a series.</summary>
    public static Ink Text { get; } = new(-3);

    /// <summary>A design, or whatever else a chart compares: the same place has the same colour in every chart of a report.</summary>
    public static Ink Of(int series) => new(series);

    /// <summary>A part of a whole, or a side of a range, from dark to light: greys that belong to no design.</summary>
    public static Ink Part(int part) => new(-10 - part);

    public static Ink LowSide { get; } = Part(2);

    public static Ink HighSide { get; } = Part(0);
}

/// <summary>Where the name of a mark is written. What does not fit goes to the legend.</summary>
internal enum Naming
{
    Nowhere,
    Legend,
    AtEnd,
    AlongLine,
}

/// <summary>A point, with a label next to it and a hint that a reader gets when pointing at it.</summary>
internal sealed record Spot(double X, double Y, string Label = "", string Hint = "");

/// <summary>From low to high at a place of the x axis; infinite reaches the edge of the plot.</summary>
internal sealed record Span(double X, double Low, double High);

/// <summary>A rectangle; shade 0 to 1 colours the cell of a heat map.</summary>
internal sealed record Bar(double X0, double X1, double Y0, double Y1, string Label = "", string Hint = "", double? Shade = null);

/// <summary>
/// Something drawn; one of <see cref="Line"/>, <see cref="Band"/>, <see cref="Bars"/>, <see cref="Spots"/>, <see cref="Rule"/>,
/// <see cref="Zone"/>.
/// </summary>
internal abstract record Mark(string Name, Ink Ink)
{
    public Naming Naming { get; init; } = Naming.Nowhere;
}

/// <summary>Points joined by straight lines, or by steps where a value holds until the next.</summary>
internal sealed record Line(string Name, Ink Ink, IReadOnlyList<Spot> Points) : Mark(Name, Ink)
{
    public bool Steps { get; init; }

    public bool Thin { get; init; }

    public bool Dashed { get; init; }
}

/// <summary>The area between two curves.</summary>
internal sealed record Band(string Name, Ink Ink, IReadOnlyList<Span> Spans) : Mark(Name, Ink)
{
    public bool Steps { get; init; }

    public double Opacity { get; init; } = 0.25;
}

/// <summary>Rectangles: bars, stacked bars, histograms, cells.</summary>
internal sealed record Bars(string Name, Ink Ink, IReadOnlyList<Bar> Rectangles) : Mark(Name, Ink);

/// <summary>The area between two values of the vertical axis, across the plot.</summary>
internal sealed record Zone(string Name, Ink Ink, double Low, double High) : Mark(Name, Ink);

/// <summary>Markers with labels; each label is placed where it covers nothing.</summary>
internal sealed record Spots(string Name, Ink Ink, IReadOnlyList<Spot> Points) : Mark(Name, Ink);

/// <summary>A reference line across the plot at a value of one axis.</summary>
internal sealed record Rule(string Name, Ink Ink, double At, bool Vertical = true) : Mark(Name, Ink)
{
    public bool Solid { get; init; }
}
