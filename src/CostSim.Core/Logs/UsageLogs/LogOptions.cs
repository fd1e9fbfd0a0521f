namespace CostSim.Logs;

/// <summary>The order of day, month and year in dates with slashes or dots.</summary>
internal enum DateOrder
{
    MonthDayYear,
    DayMonthYear,
    YearMonthDay,
}

/// <summary>Facts that a person states about a log because the log does not hold them.</summary>
internal sealed record LogOptions
{
    /// <summary>Of times that state none.</summary>
    public TimeSpan Offset { get; init; }

    /// <summary>Columns by field, from <c>--map</c>: a name, a sum such as <c>a+b</c>, a number, or a text in quotes.</summary>
    public IReadOnlyDictionary<LogField, string> Map { get; init; } = new Dictionary<LogField, string>();

    /// <summary>Whether cached tokens are counted apart from the input (true) or in it (false); null leaves it to the format.</summary>
    public bool? CachedOutside { get; init; }

    /// <summary>Null where dates with slashes must show their order themselves.</summary>
    public DateOrder? Dates { get; init; }

    /// <summary>Columns or tags that records keep, for groups by team or project.</summary>
    public IReadOnlyList<string> Tags { get; init; } = [];
}
