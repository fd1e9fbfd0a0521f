namespace CostSim.Reports;

/// <summary>A chart as data: what is drawn, in the units of its axes, and what it says in words. A renderer decides every pixel.</summary>
internal sealed record Chart
{
    /// <summary>Its file name and anchor, as <c>distribution</c>.</summary>
    public required string Name { get; init; }

    public required string Title { get; init; }

    /// <summary>How to read it, in a line or two.</summary>
    public string Subtitle { get; init; } = "";

    /// <summary>What it shows with its main figures, for those who cannot see it.</summary>
    public required string Description { get; init; }

    public required Axis X { get; init; }

    public required Axis Y { get; init; }

    /// <summary>Drawn in order: the last lies on top.</summary>
    public IReadOnlyList<Mark> Marks { get; init; } = [];

    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>What to say in place of a drawing when there is nothing to draw.</summary>
    public string WhenEmpty { get; init; } = "Nothing to show.";

    /// <summary>The same figures as a table, folded beneath the chart.</summary>
    public Table? Values { get; init; }
}

/// <summary>Texts in a column under a heading, one for each category.</summary>
internal sealed record RowColumn(string Heading, IReadOnlyList<string> Texts);

/// <summary>How values are laid along an axis; a logarithmic one leaves out what is not above zero.</summary>
internal enum Scale
{
    Linear,
    Logarithmic,
    Categories,
    Dates,
}

/// <summary>An axis with its unit. Category i covers i - 0.5 to i + 0.5; on a vertical axis the first is on top.</summary>
internal sealed record Axis(string Title, Unit Unit, Scale Scale = Scale.Linear)
{
    /// <summary>The axis reaches at least from here to there; null leaves it to the marks.</summary>
    public double? From { get; init; }

    public double? To { get; init; }

    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>A second line below the categories, written where it changes, as the year below months.</summary>
    public IReadOnlyList<string> Groups { get; init; } = [];

    /// <summary>
    /// A line of figures below the categories of a horizontal axis, with its heading, as the chance to pass a budget below each month.
    /// </summary>
    public RowColumn? Figures { get; init; }

    /// <summary>Figures at the end of each row of a vertical category axis, a column each.</summary>
    public IReadOnlyList<RowColumn> RowColumns { get; init; } = [];

    /// <summary>Leaves a little room above the highest value, so that marks do not lie on the frame.</summary>
    public bool Headroom { get; init; }

    /// <summary>The height of a row of a vertical category axis.</summary>
    public double RowHeight { get; init; } = 34;

    public static Axis OfCategories(string title, IReadOnlyList<string> categories) =>
        new(title, Unit.Text, Scale.Categories) { Categories = categories };
}
