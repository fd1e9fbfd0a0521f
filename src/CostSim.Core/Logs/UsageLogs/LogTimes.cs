using System.Globalization;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>
/// Moments as logs write them: ISO 8601 with or without an offset, a day, a month, a date with slashes, or a number since 1970.
/// </summary>
internal static class LogTimes
{
    // A number since 1970 says its unit by its size: seconds until the year 5138, then thousandths, and so on.
    private const double LeastSeconds = 1e8;
    private const double LeastMilliseconds = 1e11;
    private const double LeastMicroseconds = 1e14;
    private const double LeastNanoseconds = 1e17;

    /// <summary>The moment; its end where the text names a whole day or month; whether an offset was stated.</summary>
    public static (DateTimeOffset From, DateTimeOffset? Until, bool HasOffset) Read(string name, string text, TimeSpan offset,
        DateOrder? dates = null)
    {
        if (Plain(text) is { } utc)
            return (utc, null, true);
        if (text.Length >= 7 && text[4] == '-' && char.IsAsciiDigit(text[0]))
            return Written(name, text, offset);
        if (text.AsSpan().IndexOfAny('/', '.') is > 0 and <= 4 && IsDate(text, out var parts, out var rest))
            return Ordered(name, text, parts, rest, offset, dates);
        if (text.Length == 8 && DateOnly.TryParseExact(text, "yyyyMMdd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var plain))
            return (Start(plain, offset), Start(plain.AddDays(1), offset), true);
        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number))
            return (Since1970(name, text, number), null, true);
        throw Refuse(name, text);
    }

    /// <summary>The orders in which a date of three numbers can be read; null where the text is not one.</summary>
    public static IReadOnlyList<DateOrder>? OrdersOf(string text)
    {
        if (!IsDate(text, out var parts, out _))
            return null;
        return [.. Enum.GetValues<DateOrder>().Where(order => Day(parts, order) is not null)];
    }

    // 2026-11-01T16:30:00.123Z, as most logs write it, without the framework's slower way; null for every other form.
    private static DateTimeOffset? Plain(ReadOnlySpan<char> text)
    {
        if (text.Length is < 20 or > 28 || text[^1] != 'Z' || text[4] != '-' || text[7] != '-' || text[10] != 'T' || text[13] != ':'
            || text[16] != ':' || (text.Length > 20 && text[19] != '.'))
            return null;
        if (!Digits(text[..4], out var year) || !Digits(text[5..7], out var month) || !Digits(text[8..10], out var day)
            || !Digits(text[11..13], out var hour)
            || !Digits(text[14..16], out var minute) || !Digits(text[17..19], out var second)
                || !Digits(text.Length > 20 ? text[20..^1] : "0", out var fraction))
            return null;
        if (year < 1 || month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month) || hour > 23 || minute > 59
            || second > 59)
            return null;
        var ticks = (long)fraction;
        for (var digits = text.Length > 20 ? text.Length - 21 : 1; digits < 7; digits++)
            ticks *= 10;
        return new DateTimeOffset(year, month, day, hour, minute, second, TimeSpan.Zero).AddTicks(ticks);
    }

    private static bool Digits(ReadOnlySpan<char> text, out int number)
    {
        number = 0;
        foreach (var c in text)
        {
            if (!char.IsAsciiDigit(c))
                return false;
            number = (number * 10) + (c - '0');
        }

        return text.Length is > 0 and <= 7;
    }

    private static (DateTimeOffset, DateTimeOffset?, bool) Written(string name, string text, TimeSpan offset)
    {
        if (text.Length == 7 && DateOnly.TryParseExact(text, "yyyy-MM", CultureInfo.InvariantCulture, DateTimeStyles.None, out var month))
            return (Start(month, offset), Start(month.AddMonths(1), offset), true);
        if (text.Length == 10 && DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return (Start(day, offset), Start(day.AddDays(1), offset), true);
        var utc = text.EndsWith("UTC", StringComparison.Ordinal);
        var stated = text.EndsWith('Z') || text.LastIndexOfAny(['+', '-']) > 10 || utc;
        // Nanoseconds are finer than a moment here; the framework refuses more than seven decimals.
        var bare = WithoutNanoseconds(utc ? text[..^3].TrimEnd() : text);
        if (!DateTimeOffset.TryParse(bare, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment))
            throw Refuse(name, text);
        return (stated ? moment : new DateTimeOffset(moment.UtcDateTime.Ticks, offset), null, stated);
    }

    private static string WithoutNanoseconds(string text)
    {
        var point = text.LastIndexOf('.');
        if (point < 0)
            return text;
        var end = point + 1;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
            end++;
        return end - point - 1 > 7 ? text[..(point + 8)] + text[end..] : text;
    }

    private static (DateTimeOffset, DateTimeOffset?, bool) Ordered(string name, string text, int[] parts, string rest, TimeSpan offset,
        DateOrder? dates)
    {
        var possible = OrdersOf(text)!;
        var order = dates ?? (possible.Count == 1 ? possible[0] : throw new RuleException(name,
            $"'{text}' can be read month first or day first; say which with --date-format M/D/Y or --date-format D/M/Y"));
        if (Day(parts, order) is not { } day)
            throw new RuleException(name, $"'{text}' is not a date in the order {Name(order)}; say the right one with --date-format");
        if (rest.Length == 0)
            return (Start(day, offset), Start(day.AddDays(1), offset), true);
        var iso = $"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)} {rest}";
        return Written(name, iso, offset);
    }

    public static string Name(DateOrder order) => order switch
    {
        DateOrder.MonthDayYear => "M/D/Y",
        DateOrder.DayMonthYear => "D/M/Y",
        _ => "Y/M/D"
    };

    private static bool IsDate(string text, out int[] parts, out string rest)
    {
        (parts, rest) = ([], "");
        var space = text.IndexOfAny([' ', 'T', ',']);
        var date = space < 0 ? text : text[..space];
        var split = date.Split('/', '.');
        if (split.Length != 3 || !split.All(p => p.Length is >= 1 and <= 4 && p.All(char.IsAsciiDigit)))
            return false;
        parts = [.. split.Select(p => int.Parse(p, CultureInfo.InvariantCulture))];
        rest = space < 0 ? "" : text[(space + 1)..].Trim();
        return parts.Any(p => p > 31) || split[2].Length == 2;
    }

    private static DateOnly? Day(int[] parts, DateOrder order)
    {
        var (year, month, day) = order switch
        {
            DateOrder.MonthDayYear => (parts[2], parts[0], parts[1]),
            DateOrder.DayMonthYear => (parts[2], parts[1], parts[0]),
            _ => (parts[0], parts[1], parts[2]),
        };
        if (year < 100)
            year = order == DateOrder.YearMonthDay ? 0 : year + 2000;
        return year is >= 1970 and < 3000 && month is >= 1 and <= 12 && day >= 1 && day <= DateTime.DaysInMonth(year, month)
            ? new DateOnly(year, month, day) : null;
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
            _ => throw new RuleException(name,
                $"{text} is not a moment since 1970 (too small); a log needs dates, not times from its own start"),
        };
        return ticks < 2.5e18 ? DateTimeOffset.UnixEpoch.AddTicks((long)ticks) : throw Refuse(name, text);
    }

    private static RuleException Refuse(string name, string text) =>
        new(name, $"must be a moment such as 2026-11-01T16:30:00Z, a day (2026-11-01), a month (2026-11), or a number since 1970, but "
            + $"is '{text}'");
}
