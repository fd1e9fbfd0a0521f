using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace CostSim.Tokens;

/// <summary>What becomes of a match when a text is split.</summary>
internal enum SplitBehavior
{
    Isolated,
    Removed,
    MergedWithPrevious,
    MergedWithNext,
    Contiguous,
}

/// <summary>The ways to split that tokenizer files name.</summary>
internal static class TextSplits
{
    /// <summary>The words of GPT-2, which the byte-level splitter uses unless told otherwise.</summary>
    public const string Gpt2 = @"'s|'t|'re|'ve|'m|'ll|'d| ?\p{L}+| ?\p{N}+| ?[^\s\p{L}\p{N}]+|\s+(?!\S)|\s+";

    // A character of the basic plane for each category: Regex sees UTF-16 units, so it is shown one unit a scalar value.
    private static readonly Lazy<Dictionary<UnicodeCategory, char>> Stands = new(() => Enumerable.Range(0x180, 0xFFFF - 0x180)
        .Select(c => (char)c).Where(c => !char.IsWhiteSpace(c)).GroupBy(CharUnicodeInfo.GetUnicodeCategory)
            .ToDictionary(g => g.Key, g => g.First()));

    /// <summary>Splits by a pattern of the tokenizers library; a contraction's s may be U+017F, which folds to s.</summary>
    /// <exception cref="ArgumentException">The pattern uses what this program's regular expressions lack.</exception>
    public static TextCut Pattern(string pattern, SplitBehavior behavior, bool inverted)
    {
        var regex = new Regex(
            pattern.Replace("(?i:'s|", "(?i:'s|'\u017F|", StringComparison.Ordinal)
                .Replace("'(?i:[sdmt]", "'(?i:[sdmt\u017F]", StringComparison.Ordinal),
            RegexOptions.CultureInvariant, TextNormalizers.PatternTime);
        return (part, _) => Parts(part, [.. Matches(regex, part)], behavior, inverted);
    }

    public static TextCut Literal(string literal, SplitBehavior behavior, bool inverted) =>
        Pattern(Regex.Escape(literal), behavior, inverted);

    private static IEnumerable<(int Start, int End)> Matches(Regex regex, TextPart part)
    {
        var (start, length) = (part.Start, part.Length);
        var seen = part.Span.ToString();
        if (!seen.Any(char.IsSurrogate))
            return regex.Matches(seen).Select(m => (start + m.Index, start + m.Index + m.Length));
        var (shown, places) = (new StringBuilder(length), new List<int>(length + 1));
        var at = start;
        foreach (var rune in seen.EnumerateRunes())
        {
            shown.Append(rune.IsBmp ? (char)rune.Value : Stands.Value.GetValueOrDefault(Rune.GetUnicodeCategory(rune), '\uFFFD'));
            places.Add(at);
            at += rune.Utf16SequenceLength;
        }

        places.Add(at);
        return regex.Matches(shown.ToString()).Select(m => (places[m.Index], places[m.Index + m.Length]));
    }

    private static List<TextPart> Parts(TextPart part, List<(int Start, int End)> matches, SplitBehavior behavior, bool inverted)
    {
        // All stretches in order, those between the matches too.
        var (stretches, at) = (new List<(int Start, int End, bool Match)>(), part.Start);
        foreach (var (start, end) in matches)
        {
            if (start > at)
                stretches.Add((at, start, inverted));
            if (end > start)
                stretches.Add((start, end, !inverted));
            at = end;
        }

        if (part.End > at)
            stretches.Add((at, part.End, inverted));
        var (parts, joins) = (new List<TextPart>(stretches.Count), false);
        foreach (var (start, end, match) in stretches)
        {
            var joinsBefore = parts.Count > 0 && parts[^1].End == start && behavior switch
            {
                SplitBehavior.MergedWithPrevious => match && !joins,
                SplitBehavior.MergedWithNext => joins && !match,
                SplitBehavior.Contiguous => match == joins,
                _ => false,
            };
            joins = match;
            if (joinsBefore)
                parts[^1] = parts[^1] with { End = end };
            else if (!match || behavior != SplitBehavior.Removed)
                parts.Add(part with { Start = start, End = end });
        }

        return parts;
    }
}
