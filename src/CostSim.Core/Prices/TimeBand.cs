namespace CostSim.Prices;

/// <summary>The part of the week in which a price applies: inside its windows, or outside of them.</summary>
internal sealed record TimeBand(string Name, IReadOnlyList<TimeWindow> Windows, bool Outside)
{
    public static TimeBand Any { get; } = new("any", [], true);

    public bool IsAny => Windows.Count == 0 && Outside;

    public bool Covers(DateTimeOffset at)
    {
        foreach (var window in Windows)
        {
            if (window.Covers(at))
                return !Outside;
        }

        return Outside;
    }

    /// <summary>The share of an hour (0 to 23, UTC) of a day that lies in the band, counted by minutes.</summary>
    public double ShareOfHour(DateOnly day, int hour)
    {
        if (IsAny)
            return 1;
        var start = new DateTimeOffset(day, new TimeOnly(hour, 0), TimeSpan.Zero);
        return Enumerable.Range(0, 60).Count(minute => Covers(start.AddMinutes(minute))) / 60.0;
    }
}
