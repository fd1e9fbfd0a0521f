using System.Globalization;
using CostSim.Files;

namespace CostSim.Logs;

/// <summary>A record cut at local midnights: a day, and the record's share of it by time.</summary>
internal static class LogDays
{
    // Ten years of days; beyond that a time is wrong (a unit mistaken), and memory would grow with it.
    public const int Most = 3_660;

    // A day can have 23 or 25 hours, when clocks change.
    private static readonly (TimeSpan Least, TimeSpan Most) Day = (TimeSpan.FromHours(23), TimeSpan.FromHours(25));

    /// <summary>True for a bucket that is a whole day in the log's own time: its use cannot be divided between two local days.</summary>
    public static bool IsDay(in LogRecord record) =>
        record.Until is { } end && record.From.TimeOfDay == TimeSpan.Zero && end - record.From >= Day.Least
            && end - record.From <= Day.Most;

    public static IEnumerable<(DateOnly Day, double Share, double Hours)> Of(LogRecord record, TimeSpan offset)
    {
        if (IsDay(record))
        {
            yield return (DateOnly.FromDateTime(record.From.DateTime), 1, 24);
            yield break;
        }

        var from = record.From.ToOffset(offset);
        if (record.Until is not { } end || end <= record.From)
        {
            yield return (DateOnly.FromDateTime(from.DateTime), 1, 0);
            yield break;
        }

        var length = (end - record.From).TotalHours;
        for (var at = from; at < end;)
        {
            var next = new DateTimeOffset(at.Date.AddDays(1), offset);
            var stop = next < end ? next : end;
            var hours = (stop - at).TotalHours;
            yield return (DateOnly.FromDateTime(at.DateTime), hours / length, hours);
            at = stop.ToOffset(offset);
        }
    }

    /// <summary>Refuses a log whose days lie so far apart that a time must be wrong.</summary>
    public static void RequireBoundedSpan(int days, LogRecord record)
    {
        if (days > Most)
            throw new InputException(record.At,
                string.Create(CultureInfo.InvariantCulture,
                    $"the log spans more than {Most:#,0} days ({record.From:yyyy-MM-dd} is one of them); a time is in another "
                    + $"unit or wrong"));
    }
}
