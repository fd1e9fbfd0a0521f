using System.Globalization;

namespace CostSim.Logs;

/// <summary>The thing that a line of a bill counts.</summary>
internal enum BilledThing
{
    /// <summary>Nothing that the words name.</summary>
    Unknown,

    /// <summary>A bare number, such as <c>1K</c>: the meter's name says of what.</summary>
    Count,
    Tokens,
    Requests,
    Characters,
    Images,
    Seconds,
    Time,
    Other,
}

/// <summary>A unit of a bill: <c>Tokens</c>, <c>1K Tokens</c>, <c>1,000 Tokens</c>, <c>Million Input Tokens</c>, <c>1K</c>.</summary>
internal readonly record struct BilledUnit(decimal Factor, BilledThing Thing)
{
    private static readonly Dictionary<string, decimal> Multiples = new(StringComparer.Ordinal)
    {
        ["k"] = 1_000,
        ["thousand"] = 1_000,
        ["thousands"] = 1_000,
        ["m"] = 1_000_000,
        ["million"] = 1_000_000,
        ["millions"] = 1_000_000,
        ["mio"] = 1_000_000,
        ["b"] = 1_000_000_000,
        ["billion"] = 1_000_000_000,
        ["hundred"] = 100,
    };

    private static readonly Dictionary<string, (BilledThing Thing, decimal Factor)> Things = new(StringComparer.Ordinal)
    {
        ["token"] = (BilledThing.Tokens, 1),
        ["tokens"] = (BilledThing.Tokens, 1),
        ["ktok"] = (BilledThing.Tokens, 1_000),
        ["mtok"] = (BilledThing.Tokens, 1_000_000),
        ["mtokens"] = (BilledThing.Tokens, 1_000_000),
        ["ktokens"] = (BilledThing.Tokens, 1_000),
        ["tok"] = (BilledThing.Tokens, 1),
        ["request"] = (BilledThing.Requests, 1),
        ["requests"] = (BilledThing.Requests, 1),
        ["call"] = (BilledThing.Requests, 1),
        ["calls"] = (BilledThing.Requests, 1),
        ["invocations"] = (BilledThing.Requests, 1),
        ["queries"] = (BilledThing.Requests, 1),
        ["character"] = (BilledThing.Characters, 1),
        ["characters"] = (BilledThing.Characters, 1),
        ["chars"] = (BilledThing.Characters, 1),
        ["image"] = (BilledThing.Images, 1),
        ["images"] = (BilledThing.Images, 1),
        ["picture"] = (BilledThing.Images, 1),
        ["pictures"] = (BilledThing.Images, 1),
        ["second"] = (BilledThing.Seconds, 1),
        ["seconds"] = (BilledThing.Seconds, 1),
        ["minute"] = (BilledThing.Seconds, 60),
        ["minutes"] = (BilledThing.Seconds, 60),
        ["hour"] = (BilledThing.Time, 1),
        ["hours"] = (BilledThing.Time, 1),
        ["hrs"] = (BilledThing.Time, 1),
        ["month"] = (BilledThing.Time, 1),
        ["months"] = (BilledThing.Time, 1),
        ["day"] = (BilledThing.Time, 1),
        ["days"] = (BilledThing.Time, 1),
        ["year"] = (BilledThing.Time, 1),
        ["years"] = (BilledThing.Time, 1),
        ["mo"] = (BilledThing.Time, 1),
        ["gb"] = (BilledThing.Other, 1),
        ["gib"] = (BilledThing.Other, 1),
        ["byte"] = (BilledThing.Other, 1),
        ["bytes"] = (BilledThing.Other, 1),
        ["page"] = (BilledThing.Other, 1),
        ["pages"] = (BilledThing.Other, 1),
        ["session"] = (BilledThing.Other, 1),
        ["sessions"] = (BilledThing.Other, 1),
        ["seat"] = (BilledThing.Other, 1),
        ["seats"] = (BilledThing.Other, 1),
        ["user"] = (BilledThing.Other, 1),
        ["users"] = (BilledThing.Other, 1),
        ["count"] = (BilledThing.Count, 1),
        ["unit"] = (BilledThing.Count, 1),
        ["units"] = (BilledThing.Count, 1),
        ["each"] = (BilledThing.Count, 1),
    };

    /// <summary>Reads a unit by its whole words; <c>Unknown</c> where a word of it is not known.</summary>
    public static BilledUnit Of(string text)
    {
        var (factor, thing, named) = (1m, BilledThing.Count, false);
        foreach (var word in Words.Of(text.Replace(",", "", StringComparison.Ordinal)))
        {
            if (decimal.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number))
                factor *= number > 0 ? number : 1;
            else if (Multiples.TryGetValue(word, out var multiple))
                factor *= multiple;
            else if (Things.TryGetValue(word, out var known))
                (factor, thing, named) = (factor * known.Factor, named && thing is not BilledThing.Count ? Combined(thing, known.Thing)
                    : known.Thing, true);
            else if (word is not ("per" or "of" or "input" or "output" or "cached" or "text"))
                return new BilledUnit(1, named && thing == BilledThing.Tokens ? BilledThing.Tokens : BilledThing.Unknown);
        }

        return new BilledUnit(factor, thing);
    }

    // Token hours and GB months are times, not tokens.
    private static BilledThing Combined(BilledThing first, BilledThing second) => second is BilledThing.Time or BilledThing.Other ? second
        : first == BilledThing.Time ? BilledThing.Time : second is BilledThing.Count ? first : second;
}
