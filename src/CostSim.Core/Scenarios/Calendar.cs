using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>A calendar month of the horizon: its days by index from the horizon's first; partial where the horizon cuts it.</summary>
internal sealed record CalendarMonth(int Year, int Month, int FirstDay, int Days, bool IsPartial)
{
    /// <summary>As files write it: <c>2027-01</c>.</summary>
    public string Name => $"{Year:0000}-{Month:00}";

    public int EndDay => FirstDay + Days;

    /// <summary>The part of the whole month that lies in the horizon.</summary>
    public double Part => (double)Days / DateTime.DaysInMonth(Year, Month);
}

/// <summary>The horizon of a forecast: days counted from 0 on its first date, in calendar months.</summary>
internal sealed record Calendar
{
    /// <summary>Mean length of a month in days: growth per month compounds over this.</summary>
    public const double DaysPerMonth = 365.0 / 12;

    public DateOnly Start { get; }

    public int Days { get; }

    public IReadOnlyList<CalendarMonth> Months { get; }

    public Calendar(DateOnly start, int days)
    {
        if (days is < 1 or > 36_600)
            throw new RuleException("days", FormattableString.Invariant($"must lie between 1 and 36,600, but is {days:#,0}"));
        (Start, Days, Months) = (start, days, MonthsOf(start, days));
    }

    public static Calendar OfMonths(DateOnly start, int months)
    {
        if (months is < 1 or > 1_200)
            throw new RuleException("months", FormattableString.Invariant($"must lie between 1 and 1,200, but is {months:#,0}"));
        return new Calendar(start, start.AddMonths(months).DayNumber - start.DayNumber);
    }

    public DateOnly DateOf(int day) => Start.AddDays(day);

    /// <summary>The index of a date; negative before the horizon, and at or above <see cref="Days"/> after it.</summary>
    public int DayOf(DateOnly date) => date.DayNumber - Start.DayNumber;

    /// <summary>0 for Monday to 6 for Sunday.</summary>
    public static int WeekdayOf(DateOnly date) => ((int)date.DayOfWeek + 6) % 7;

    public int MonthOf(int day)
    {
        var date = DateOf(day);
        return ((date.Year - Start.Year) * 12) + date.Month - Start.Month;
    }

    private static List<CalendarMonth> MonthsOf(DateOnly start, int days)
    {
        var months = new List<CalendarMonth>();
        for (var day = 0; day < days;)
        {
            var date = start.AddDays(day);
            var whole = DateTime.DaysInMonth(date.Year, date.Month);
            var length = Math.Min(whole - date.Day + 1, days - day);
            months.Add(new CalendarMonth(date.Year, date.Month, day, length, length < whole));
            day += length;
        }

        return months;
    }
}
