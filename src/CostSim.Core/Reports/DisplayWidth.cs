using System.Globalization;
using System.Text;

namespace CostSim.Reports;

/// <summary>How many columns of a terminal a text takes: two for East Asian wide characters and emoji, none for combining marks.</summary>
internal static class DisplayWidth
{
    public static int Of(string text) => text.EnumerateRunes().Sum(Of);

    /// <summary>The text cut in its middle to a width: names made by programs often differ at their ends.</summary>
    public static string Fit(string text, int width) => Of(text) <= width ? text : CutMiddle(text, width - 1, Of);

    /// <summary>Two thirds of the room for the beginning, the rest for the end, an ellipsis between.</summary>
    internal static string CutMiddle(string text, double room, Func<Rune, int> widthOf)
    {
        var runes = text.EnumerateRunes().ToList();
        var head = Take(runes, room * 2 / 3);
        var tail = Take(runes.AsEnumerable().Reverse(), room - runes.Take(head).Sum(widthOf));
        return string.Concat(runes.Take(head)).TrimEnd() + "…" + string.Concat(runes.TakeLast(tail)).TrimStart();

        int Take(IEnumerable<Rune> from, double left) => from.TakeWhile(rune => (left -= widthOf(rune)) >= 0).Count();
    }

    private static int Of(Rune rune) => Rune.GetUnicodeCategory(rune) switch
    {
        UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format or UnicodeCategory.Control => 0,
        _ => IsWide(rune.Value) ? 2 : 1,
    };

    // The blocks of Unicode's East Asian Width W and F that names of documents use.
    private static bool IsWide(int code) => code is (>= 0x1100 and <= 0x115F) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7A3)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFF60) or (>= 0xFFE0 and <= 0xFFE6)
        or (>= 0x1F300 and <= 0x1FAFF) or (>= 0x20000 and <= 0x3FFFD);
}
