using System.Globalization;
using CostSim.Files;

namespace CostSim.Prices;

/// <summary>Days from one (inclusive) to another (exclusive); an end that is open lasts.</summary>
internal readonly record struct Period(DateOnly? From, DateOnly? To)
{
    public bool Holds(DateOnly day) => !(From is { } from && day < from) && !(To is { } to && day >= to);

    /// <summary>Reads the keys <c>from</c> and <c>to</c>.</summary>
    internal static Period Read(SettingsMap map)
    {
        var period = new Period(map.Has("from") ? map.Date("from") : null, map.Has("to") ? map.Date("to") : null);
        if (period.To <= period.From)
            map.Refuse("to", "must be after from; it is the first day on which the rule no longer holds");
        return period;
    }

    public override string ToString() => (From, To) switch
    {
        (null, null) => "always",
        ({ } from, null) => Day("from", from),
        (null, { } to) => Day("until", to),
        ({ } from, { } to) => $"{Day("from", from)} {Day("until", to)}",
    };

    private static string Day(string word, DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{word} {day:yyyy-MM-dd}");
}
