namespace CostSim.Tokens;

/// <summary>What a text mainly is, as far as tokenizers differ in it.</summary>
internal enum ContentKind
{
    /// <summary>Words in Latin script.</summary>
    Prose,

    /// <summary>Program text, markup and data: many signs between the words.</summary>
    Code,

    /// <summary>Chinese, Japanese and Korean.</summary>
    EastAsian,

    /// <summary>Words in any other script: Cyrillic, Greek, Arabic, Hebrew, the scripts of India and South-East Asia.</summary>
    OtherScript,
}

/// <summary>Tells kinds of content apart by counting characters.</summary>
internal static class ContentKinds
{
    // An eighth of signs among the characters that are not blank: prose in the benchmark's corpora has 4 to 8 %, code 15 to 35 %.
    private const double SignsOfCode = 0.12;

    /// <summary>A kind in the middle of a sentence.</summary>
    public static string InWords(this ContentKind kind) => kind switch
    {
        ContentKind.EastAsian => "East Asian",
        ContentKind.OtherScript => "other scripts",
        _ => kind.ToString().ToLowerInvariant(),
    };

    /// <summary>The kind of a block of text.</summary>
    public static ContentKind Of(ReadOnlySpan<char> text)
    {
        var (latin, eastAsian, other, signs) = (0, 0, 0, 0);
        foreach (var c in text)
        {
            if (char.IsAsciiLetterOrDigit(c))
                latin++;
            else if (c < 0x80)
                signs += IsSign(c) ? 1 : 0;
            else if (IsEastAsian(c))
                eastAsian++;
            else if (c < 0x250 || c is >= '\u1E00' and < '\u1F00')
                latin += char.IsLetter(c) ? 1 : 0;
            else
                other += char.IsLetter(c) || char.IsSurrogate(c) ? 1 : 0;
        }

        // A character of these scripts says as much as several Latin letters, so a third of the letters decides.
        var letters = latin + eastAsian + other;
        if (eastAsian * 3 > letters && eastAsian >= other)
            return ContentKind.EastAsian;
        if (other * 3 > letters)
            return ContentKind.OtherScript;
        return signs > SignsOfCode * (letters + signs) ? ContentKind.Code : ContentKind.Prose;
    }

    // Quotes, commas, full stops and the like belong to prose too.
    private static bool IsSign(char c) =>
        c is '{' or '}' or '(' or ')' or '[' or ']' or '<' or '>' or '=' or ';' or ':' or '_' or '/' or '\\'
        or '*' or '&' or '|' or '#' or '$' or '%' or '+' or '^' or '~' or '`' or '@' or '"';

    private static bool IsEastAsian(char c) => c is >= '\u1100' and < '\u1200' or >= '\u2E80' and < '\uA4D0' or >= '\uAC00' and < '\uD7B0'
        or >= '\uF900' and < '\uFB00' or >= '\uFF00' and < '\uFFF0';
}
