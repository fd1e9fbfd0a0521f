using System.Globalization;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// Hours of a day in UTC, start inside and end outside; an end at or before the start is on the next day.
/// Written <c>16:30-00:30</c>, <c>Mon-Fri 01:00-04:00</c>, <c>Sat-Sun 01:00-04:00 until 2026-08-23</c>.
/// </summary>
internal sealed record TimeWindow
{
    private static readonly string[] Days = ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"];

    public required TimeOnly From { get; init; }

    public required TimeOnly To { get; init; }

    /// <summary>The days on which the window starts, Sunday first.</summary>
    public required IReadOnlyList<bool> On { get; init; }

    /// <summary>First and last-plus-one day on which the window starts; null where it is open.</summary>
    public DateOnly? Since { get; init; }

    public DateOnly? Until { get; init; }

    public bool Covers(DateTimeOffset at)
    {
        var utc = at.UtcDateTime;
        var (day, time) = (DateOnly.FromDateTime(utc), TimeOnly.FromDateTime(utc));
        if (From < To)
            return Starts(day) && time >= From && time < To;
        return (Starts(day) && time >= From) || (Starts(day.AddDays(-1)) && time < To);
    }

    public static TimeWindow Parse(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var next = 0;
        var on = words.Length > 0 && char.IsLetter(words[0][0])
            ? ReadDays(text, words[next++])
            : [true, true, true, true, true, true, true];
        var hours = next < words.Length ? words[next++].Split('-') : [];
        if (hours.Length != 2 || !ReadTime(hours[0], out var from) || !ReadTime(hours[1], out var to))
            throw Refused(text);
        DateOnly? since = null, until = null;
        for (; next + 1 < words.Length && words[next] is "from" or "until"; next += 2)
        {
            if (!Files.Numbers.TryDate(words[next + 1], out var date))
                throw Refused(text);
            if (words[next] == "from")
                since = date;
            else
                until = date;
        }

        return next == words.Length ? new TimeWindow { From = from, To = to, On = on, Since = since, Until = until } : throw Refused(text);
    }

    private bool Starts(DateOnly day) =>
        On[(int)day.DayOfWeek] && !(Since is { } since && day < since) && !(Until is { } until && day >= until);

    private static bool ReadTime(string text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    private static bool[] ReadDays(string text, string days)
    {
        var ends = days.Split('-').Select(d => Array.IndexOf(Days, d)).ToArray();
        if (ends.Length is not (1 or 2) || ends.Contains(-1))
            throw Refused(text);
        var on = new bool[7];
        for (var day = ends[0]; ; day = (day + 1) % 7)
        {
            on[day] = true;
            if (day == ends[^1])
                return on;
        }
    }

    private static RuleException Refused(string text) =>
        new("utc", $"'{text}' is not a window; write hours in UTC such as '16:30-00:30' or 'Mon-Fri 01:00-04:00'");
}
