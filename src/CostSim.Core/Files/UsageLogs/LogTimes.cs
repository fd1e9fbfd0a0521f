using System.Globalization;
using CostSim.Units;

namespace CostSim.Files.UsageLogs;

/// <summary>Moments as logs write them: ISO 8601 with or without an offset, a day, a month, or a number since 1970.</summary>
internal static class LogTimes
{
    // A number since 1970 says its unit by its size: seconds until the year 5138, then thousandths, and so on.
    private const double LeastSeconds = 1e8;
    private const double LeastMilliseconds = 1e11;
    private const double LeastMicroseconds = 1e14;
    private const double LeastNanoseconds = 1e17;

    /// <summary>The moment; its end where the text names a whole day or month; whether an offset was stated.</summary>
    public static (DateTimeOffset From, DateTimeOffset? Until, bool HasOffset) Read(string name, string text, TimeSpan offset)
    {
        if (text.Length >= 7 && text[4] == '-' && char.IsAsciiDigit(text[0]))
            return Written(name, text, offset);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return (Since1970(name, text, number), null, true);
        throw Refuse(name, text);
    }

    private static (DateTimeOffset, DateTimeOffset?, bool) Written(string name, string text, TimeSpan offset)
    {
        if (text.Length == 7 && DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return (Start(month, offset), Start(month.AddMonths(1), offset), true);
        if (text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return (Start(day, offset), Start(day.AddDays(1), offset), true);
        var stated = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10 || text.EndsWith("UTC", StringComparison.Ordinal);
        var bare = text.EndsWith("UTC", StringComparison.Ordinal) ? text[..^3].TrimEnd() : text;
        if (!DateTimeOffset.TryParse(bare, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            throw Refuse(name, text);
        return (stated ? moment : new DateTimeOffset(moment.UtcDateTime.Ticks, offset), null, stated);
    }

    private static DateTimeOffset Start(DateOnly day, TimeSpan offset) => new(day, TimeOnly.MinValue, offset);

    private static DateTimeOffset Since1970(string name, string text, double number)
    {
        var ticks = number switch
        {
            >= LeastNanoseconds => number / 100,
            >= LeastMicroseconds => number * TimeSpan.TicksPerMicrosecond,
            >= LeastMilliseconds => number * TimeSpan.TicksPerMillisecond,
            >= LeastSeconds => number * TimeSpan.TicksPerSecond,
            _ => throw new RuleException(name, $"{text} is no moment since 1970 (too small); a log needs dates, not times from its own start"),
        };
        return ticks < 2.5e18 ? DateTimeOffset.UnixEpoch.AddTicks((long)ticks) : throw Refuse(name, text);
    }

    private static RuleException Refuse(string name, string text) =>
        new(name, $"must be a moment such as 2026-11-01T16:30:00Z, a day (2026-11-01), a month (2026-11), or a number since 1970, but is '{text}'");
}
