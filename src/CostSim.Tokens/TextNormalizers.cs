using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CostSim.Tokens;

/// <summary>Changes a text before it is cut into pieces.</summary>
internal delegate SourcedText TextNormalizer(SourcedText text);

/// <summary>The normalisers that tokenizer files name.</summary>
internal static class TextNormalizers
{
    private const char DottedI = '\u0130', Sigma = '\u03A3', FinalSigma = '\u03C2';

    /// <summary>How long a file's pattern may work on one text: some patterns would never end.</summary>
    public static TimeSpan PatternTime { get; } = TimeSpan.FromSeconds(60);

    /// <summary>One of the forms C, D, KC and KD of Unicode.</summary>
    public static TextNormalizer Unicode(bool compatible, bool compose, char? kept = null) => text =>
    {
        var changes = new List<(int, int, string)>();
        // ASCII characters combine with nothing before them, so each part that begins with one is independent.
        for (var start = 0; start < text.Text.Length;)
        {
            var end = start + 1;
            while (end < text.Text.Length && !char.IsAscii(text.Text[end]))
                end++;
            if (end - start > 1 || !char.IsAscii(text.Text[start]))
            {
                var part = text.Text[start..end];
                var normal = kept is { } same && part.Contains(same, StringComparison.Ordinal)
                    ? string.Join(same, part.Split(same).Select(p => Normalization.Apply(p, compatible, compose)))
                    : Normalization.Apply(part, compatible, compose);
                if (normal != part)
                    changes.Add((start, end - start, normal));
            }

            start = end;
        }

        return text.Replace(changes);
    };

    public static TextNormalizer Prepend(string prefix, bool unlessThere = false) => text =>
        text.Text.Length == 0 || unlessThere && text.Text.StartsWith(prefix, StringComparison.Ordinal)
            ? text
            : text.Replace([(0, 0, prefix)]);

    public static TextNormalizer Replace(string from, string by) => from.Length == 1 && by.Length == 1
        ? text => text with { Text = text.Text.Replace(from[0], by[0]) }
        : ReplacePattern(Regex.Escape(from), by);

    /// <exception cref="ArgumentException">The pattern uses what this program's regular expressions lack.</exception>
    public static TextNormalizer ReplacePattern(string pattern, string by)
    {
        var regex = new Regex(pattern, RegexOptions.CultureInvariant, PatternTime);
        return text => text.Replace([.. regex.Matches(text.Text).Select(m => (m.Index, m.Length, by))]);
    }

    /// <summary>Lower case by Unicode's full mappings, where a sigma that ends a word has a form of its own.</summary>
    public static TextNormalizer Lowercase() => text =>
    {
        // The only character whose lower case is longer, and one that the invariant culture leaves alone.
        var whole = text.Text.Contains(DottedI, StringComparison.Ordinal)
            ? text.Replace([.. text.Text.Index().Where(c => c.Item == DottedI).Select(c => (c.Index, 1, "i\u0307"))])
            : text;
        var lower = whole.Text.ToLowerInvariant();
        if (!whole.Text.Contains(Sigma, StringComparison.Ordinal))
            return whole with { Text = lower };
        var letters = lower.ToCharArray();
        for (var at = whole.Text.IndexOf(Sigma, StringComparison.Ordinal); at >= 0; at = whole.Text.IndexOf(Sigma, at + 1))
        {
            if (TouchesLetter(whole.Text, at, -1) && !TouchesLetter(whole.Text, at, 1))
                letters[at] = FinalSigma;
        }

        return whole with { Text = new string(letters) };
    };

    // Whether the next character in a direction that is not ignored has a case.
    private static bool TouchesLetter(string text, int at, int step)
    {
        for (at += step; at >= 0 && at < text.Length; at += step)
        {
            // A low surrogate is reached from behind; its character is that of the pair.
            if (char.IsLowSurrogate(text[at]) && at > 0 && char.IsHighSurrogate(text[at - 1]) && step < 0)
                at--;
            var category = CharUnicodeInfo.GetUnicodeCategory(text, at);
            if (step > 0 && char.IsHighSurrogate(text[at]) && at + 1 < text.Length && char.IsLowSurrogate(text[at + 1]))
                at++;
            if (category is UnicodeCategory.UppercaseLetter or UnicodeCategory.LowercaseLetter or UnicodeCategory.TitlecaseLetter)
                return true;
            var ignored = category is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format
                or UnicodeCategory.ModifierLetter or UnicodeCategory.ModifierSymbol;
            if (!ignored && !"'.:\u00B7\u2018\u2019\u2024\u2027".Contains(text[at], StringComparison.Ordinal))
                return false;
        }

        return false;
    }

    /// <summary>Marks that take no space of their own away.</summary>
    public static TextNormalizer StripAccents() =>
        Characters(rune => !rune.IsAscii && Rune.GetUnicodeCategory(rune) == UnicodeCategory.NonSpacingMark ? "" : null);

    /// <summary>Each character by itself: what it becomes, or null where it stays.</summary>
    public static TextNormalizer Characters(Func<Rune, string?> change) => text =>
    {
        List<(int, int, string)>? changes = null;
        var at = 0;
        foreach (var rune in text.Text.EnumerateRunes())
        {
            if (change(rune) is { } by)
                (changes ??= []).Add((at, rune.Utf16SequenceLength, by));
            at += rune.Utf16SequenceLength;
        }

        return changes is null ? text : text.Replace(changes);
    };

    /// <summary>Control characters away, other white space a space.</summary>
    public static TextNormalizer Nmt() => Characters(rune => rune.Value switch
    {
        >= 1 and <= 8 or 0x0B or >= 0x0E and <= 0x1F or 0x7F or 0x8F or 0x9F => "",
        '\t' or '\n' or 0x0C or '\r' or 0x1680 or >= 0x200B and <= 0x200F or 0x2028 or 0x2029 or 0x2581 or 0xFEFF or 0xFFFD => " ",
        _ => null,
    });

    /// <summary>
    /// What SentencePiece's standard table does, where a file names the table but does not hold it: NFKC, control characters away, all
    /// white space a space; the wide tilde stays.
    /// </summary>
    public static IEnumerable<TextNormalizer> StandardTable() =>
    [
        Characters(rune => rune.Value switch
        {
            >= 1 and <= 8 or 0x0B or >= 0x0E and <= 0x1F or 0x7F or 0x8F or 0x9F => "",
            '\t' or '\n' or 0x0C or '\r' or 0xA0 or 0x1680 or >= 0x2000 and <= 0x200F or 0x2028 or 0x2029 or 0x202F or 0x205F or 0x2581
                or 0x3000 or 0xFEFF or 0xFFFD => " ",
            _ => null,
        }),
        Unicode(compatible: true, compose: true, kept: '\uFF5E'),
    ];

    public static TextNormalizer Strip(bool left, bool right) => text =>
    {
        var trimmed = left ? text.Text.TrimStart() : text.Text;
        var start = text.Text.Length - trimmed.Length;
        var kept = right ? trimmed.TrimEnd().Length : trimmed.Length;
        return text.Replace([(0, start, ""), (start + kept, text.Text.Length - start - kept, "")]);
    };
}
