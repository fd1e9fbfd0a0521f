namespace CostSim.Scenarios;

/// <summary>The known pattern of a class's traffic, in its own time zone.</summary>
internal sealed record Rhythm
{
    public static Rhythm Flat { get; } = new();

    /// <summary>Seven factors, Monday first, used as they are.</summary>
    public IReadOnlyList<double> Weekdays { get; init; } = [1, 1, 1, 1, 1, 1, 1];

    /// <summary>Shares of a day's requests by local hour; they sum to 1.</summary>
    public IReadOnlyList<double> Hours { get; init; } = [.. Enumerable.Repeat(1.0 / 24, 24)];

    public IReadOnlySet<DateOnly> Holidays { get; init; } = new HashSet<DateOnly>();

    /// <summary>The factor of a holiday, in place of its weekday's.</summary>
    public double HolidayFactor { get; init; } = 1;

    /// <summary>Local time minus UTC.</summary>
    public TimeSpan Offset { get; init; }

    /// <summary>The factor of a local date.</summary>
    public double LocalFactor(DateOnly date) => Holidays.Contains(date) ? HolidayFactor : Weekdays[Calendar.WeekdayOf(date)];

    /// <summary>The factor of a UTC date: each of its hours belongs to a local date.</summary>
    public double FactorOf(DateOnly date)
    {
        var today = ShareOfToday();
        if (today == 1)
            return LocalFactor(date);
        return (today * LocalFactor(date)) + ((1 - today) * LocalFactor(date.AddDays(Offset > TimeSpan.Zero ? 1 : -1)));
    }

    /// <summary>Shares of a UTC day's requests by UTC hour, for a day whose local dates have the same factor.</summary>
    public IReadOnlyList<double> UtcHours()
    {
        var shifted = new double[24];
        var offset = Offset.TotalHours;
        for (var hour = 0; hour < 24; hour++)
        {
            var local = hour + offset;
            var first = (int)Math.Floor(local);
            var rest = local - first;
            shifted[hour] = ((1 - rest) * Hours[Wrap(first)]) + (rest * Hours[Wrap(first + 1)]);
        }

        return shifted;
    }

    /// <summary>The volume of one UTC hour of a UTC date, as a part of a day whose local dates have a factor of one.</summary>
    public double VolumeOfHour(DateOnly date, int hour)
    {
        var local = hour + Offset.TotalHours;
        var first = (int)Math.Floor(local);
        var rest = local - first;
        return ((1 - rest) * LocalHour(date, first)) + (rest * LocalHour(date, first + 1));
    }

    private double LocalHour(DateOnly date, int hour) => Hours[Wrap(hour)] * LocalFactor(date.AddDays((int)Math.Floor(hour / 24.0)));

    // Part of the local day that falls on the UTC date of the same name: at +08:00 the local hours from 8 on, at -05:00 those before 19.
    private double ShareOfToday()
    {
        var offset = Offset.TotalHours;
        var (from, to) = offset >= 0 ? (offset, 24.0) : (0.0, 24.0 + offset);
        var share = 0.0;
        for (var hour = 0; hour < 24; hour++)
            share += Hours[hour] * Math.Clamp(Math.Min(to, hour + 1) - Math.Max(from, hour), 0, 1);
        return share;
    }

    private static int Wrap(int hour) => ((hour % 24) + 24) % 24;
}
