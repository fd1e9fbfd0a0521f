using System.Globalization;

namespace CostSim.Documents;

/// <summary>
/// Where sentences start, after the rules of Unicode's UAX 29: a full stop ends one unless a lower-case word or a digit follows, or
/// initials are before it; CJK stops need no space. Beyond them, abbreviations and numbers of paragraphs end none, a line that goes
/// on in lower case is not a new sentence, and Thai, which has no stops, is cut at its spaces.
/// </summary>
internal static class Sentences
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "st", "jr", "sr", "inc", "ltd", "co", "corp", "no", "nos", "art", "arts", "sec", "secs",
        "para", "cl", "reg", "vol", "fig", "ed", "pp", "vs", "etc", "approx", "cf", "al", "viz",
    };

    /// <summary>Offsets after the first where a sentence begins, in order.</summary>
    public static IEnumerable<int> Starts(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var next = Lines.IsEnd(text[at]) ? AfterLineEnd(text, at)
                : IsStop(text[at]) ? AfterStop(text, at)
                : text[at] == ' ' ? AfterThaiSpace(text, at)
                : -1;
            if (next <= at)
                continue;
            if (next >= text.Length)
                yield break;
            yield return next;
            at = next - 1;
        }
    }

    private static int AfterLineEnd(string text, int at)
    {
        var (next, ends) = (at, 0);
        for (; next < text.Length && char.IsWhiteSpace(text[next]); next++)
        {
            if (Lines.IsEnd(text[next]) && !(text[next] == '\n' && next > 0 && text[next - 1] == '\r'))
                ends++;
        }

        return next < text.Length && ends == 1 && char.IsLower(text[next]) ? -1 : next;
    }

    private static int AfterStop(string text, int at)
    {
        var end = at + 1;
        while (end < text.Length && (IsStop(text[end]) || IsClosing(text[end], IsWide(text[at]))))
            end++;
        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
            next++;
        if (IsWide(text[at]) || next == text.Length)
            return next;
        if (next == end)
            return -1;
        return text[at] is '.' or '\u2024' && (Continues(text, next) || EndsNoSentence(text, at)) ? -1 : next;
    }

    // Rule SB8: what follows the stop is a word in lower case, so the stop was an abbreviation's.
    private static bool Continues(string text, int next)
    {
        while (next < text.Length && !char.IsLetter(text[next]) && !Lines.IsEnd(text[next]) && !IsStop(text[next])
            && !char.IsDigit(text[next]))
            next++;
        return next < text.Length && char.IsLower(text[next]);
    }

    private static bool EndsNoSentence(string text, int stop)
    {
        var start = stop;
        while (start > 0 && char.IsLetterOrDigit(text[start - 1]))
            start--;
        var word = text.AsSpan(start, stop - start);
        if (word.Length == 0)
            return false;
        if (char.IsDigit(word[0]))
            return StartsLine(text, start);
        return (word.Length == 1 && char.IsUpper(word[0])) || Abbreviations.GetAlternateLookup<ReadOnlySpan<char>>().Contains(word);
    }

    // "12. The Supplier shall": the number of a paragraph, not its end.
    private static bool StartsLine(string text, int at)
    {
        while (at > 0 && text[at - 1] is ' ' or '\t' or '(' or '.' or '#' or '*' or >= '0' and <= '9')
            at--;
        return at == 0 || Lines.IsEnd(text[at - 1]);
    }

    private static int AfterThaiSpace(string text, int at)
    {
        var next = at;
        while (next < text.Length && text[next] == ' ')
            next++;
        return at > 0 && next < text.Length && IsThai(text[at - 1]) && IsThai(text[next]) ? next : -1;
    }

    private static bool IsThai(char c) => c is >= '\u0E01' and <= '\u0E5B' or >= '\u0E80' and <= '\u0EFF';

    /// <summary>Stops of scripts written without a space after them.</summary>
    private static bool IsWide(char c) => c is '\u3002' or '\uFF01' or '\uFF0E' or '\uFF1F' or '\uFF61' or '\uFE52' or '\uFE56' or '\uFE57';

    // Full stop and marks of Latin, Armenian, Arabic, Urdu, Syriac, Devanagari, Burmese, Ethiopic, Khmer, Mongolian, and the wide ones.
    private static bool IsStop(char c) =>
        IsWide(c) || c is '.' or '!' or '?' or '\u2024' or '\u203C' or '\u203D' or '\u2047' or '\u2048' or '\u2049'
        or '\u0589' or '\u061F' or '\u06D4' or '\u0700' or '\u0701' or '\u0702' or '\u0964' or '\u0965' or '\u104A' or '\u104B'
            or '\u1362' or '\u1367' or '\u1368'
        or '\u17D4' or '\u17D5' or '\u1803' or '\u1809';

    // A mark that opens a quotation closes one in German; without a space before it, it opens the next sentence in Chinese.
    private static bool IsClosing(char c, bool wide) => c is '"' or '\'' or '*' or '_' || CharUnicodeInfo.GetUnicodeCategory(c) switch
    {
        UnicodeCategory.ClosePunctuation or UnicodeCategory.FinalQuotePunctuation => true,
        UnicodeCategory.InitialQuotePunctuation => !wide,
        _ => false,
    };
}
