using System.Globalization;
using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>Reads weekdays, hours, holidays and time zone.</summary>
internal static class RhythmReader
{
    // Relative requests by local hour from midnight: office work with a dip at lunch, and a world-wide wave.
    private static readonly double[] Office =
        [3, 2, 2, 2, 3, 6, 15, 35, 65, 90, 95, 90, 70, 80, 95, 95, 85, 65, 40, 22, 16, 12, 8, 5];

    private static readonly double[] Global =
        [75, 70, 67, 65, 67, 70, 76, 84, 93, 103, 113, 122, 128, 133, 135, 133, 128, 121, 113, 105, 98, 91, 85, 80];

    public static IReadOnlyList<double> HoursNamed(string name) => name switch
    {
        "office" => Normalised(Office),
        "global" => Normalised(Global),
        _ => Normalised([.. Enumerable.Repeat(1.0, 24)]),
    };

    /// <summary>Reads the keys; a log brings its own weekdays, so <paramref name="mayShape"/> is then false.</summary>
    public static Rhythm Read(SettingsMap map, bool mayShape = true)
    {
        if (!mayShape && map.Has("weekdays"))
            map.Refuse("weekdays", "cannot be combined with log, whose days have their own weekdays; keep one of them");
        return new Rhythm
        {
            Weekdays = Factors(map, "weekdays", 7, "Monday first") ?? Rhythm.Flat.Weekdays,
            Hours = Hours(map),
            Holidays = Holidays(map),
            HolidayFactor = map.Number("holiday_factor", 1, min: 0),
            Offset = Offset(map),
        };
    }

    private static IReadOnlyList<double> Hours(SettingsMap map)
    {
        if (map.Find("hours") is ListNode)
            return Factors(map, "hours", 24, "midnight first") is { } hours && hours.Sum() > 0 ? Normalised(hours) : HoursNamed("flat");
        return HoursNamed(map.OneOf("hours", ["office", "global", "flat"], "flat"));
    }

    private static List<double>? Factors(SettingsMap map, string key, int count, string order)
    {
        var items = map.List(key);
        if (items.Count == 0)
            return null;
        var factors = new List<double>();
        foreach (var item in items)
        {
            if (Numbers.TryDouble(item.Text, out var factor) && factor >= 0)
                factors.Add(factor);
            else
                map.Errors.Add(item.At, $"{key}: must be factors of 0 or more, but one is '{item.Text}'");
        }

        if (items.Count != count)
            map.Refuse(key, string.Create(CultureInfo.InvariantCulture, $"must be {count} factors, {order}, but are {items.Count}"));
        if (items.Count != count || factors.Count != count)
            return null;
        map.Record(key, $"[{string.Join(", ", items.Select(i => i.Text))}]", Origin.Typed);
        return factors;
    }

    private static HashSet<DateOnly> Holidays(SettingsMap map)
    {
        var dates = new HashSet<DateOnly>();
        foreach (var item in map.List("holidays"))
        {
            if (Numbers.TryDate(item.Text, out var date))
                dates.Add(date);
            else
                map.Errors.Add(item.At, $"holidays: must be dates such as 2027-12-25, but one is '{item.Text}'");
        }

        return dates;
    }

    private static TimeSpan Offset(SettingsMap map)
    {
        var text = map.Text("timezone", "+00:00");
        if (text is "UTC" or "Z")
            return TimeSpan.Zero;
        if (TimeSpan.TryParseExact(text.TrimStart('+', '-'), ["hh\\:mm", "h\\:mm", "hh"], CultureInfo.InvariantCulture, out var offset)
            && offset <= TimeSpan.FromHours(14))
            return text.StartsWith('-') ? -offset : offset;
        map.Refuse("timezone", $"must be an offset from UTC such as +08:00, but is '{text}'");
        return TimeSpan.Zero;
    }

    private static double[] Normalised(IReadOnlyList<double> hours)
    {
        var sum = hours.Sum();
        return [.. hours.Select(h => h / sum)];
    }
}
