using System.Text;

namespace CostSim.Documents;

/// <summary>
/// Finds in a text what a person copied from a viewer: white space, hyphens and dashes do not count, ligatures and the kinds of
/// quotation marks are one.
/// </summary>
internal sealed class ExcerptMatcher(string text)
{
    private readonly Lazy<Plain> plain = new(() => Plain.Of(text));

    /// <summary>
    /// The place of the excerpt, as it is or else up to its form; null where it is not in the text. The first of several.
    /// </summary>
    public TextRange? Find(string excerpt) => FindAsIs(excerpt) ?? FindPlain(excerpt);

    public TextRange? FindAsIs(string excerpt)
    {
        var wanted = excerpt.Trim();
        var at = wanted.Length == 0 ? -1 : text.IndexOf(wanted, StringComparison.Ordinal);
        return at < 0 ? null : new TextRange(at, at + wanted.Length);
    }

    public TextRange? FindPlain(string excerpt)
    {
        var wanted = Plain.Of(excerpt).Text;
        var at = wanted.Length == 0 ? -1 : plain.Value.Text.IndexOf(wanted, StringComparison.Ordinal);
        return at < 0 ? null : new TextRange(plain.Value.Offsets[at], plain.Value.Offsets[at + wanted.Length - 1] + 1);
    }

    /// <summary>Whether a part of the text says the same as an excerpt.</summary>
    public bool Says(TextRange range, string excerpt) =>
        range.Start >= 0 && range.Start < range.End && range.End <= text.Length
            && Plain.Of(text[range.Start..range.End]).Text == Plain.Of(excerpt).Text;

    /// <summary>
    /// The passage of as many words that shares the most words with an excerpt, and the share; null where nothing is alike.
    /// </summary>
    public (string Passage, double Share)? Nearest(string excerpt)
    {
        var wanted = WordsOf(excerpt).GroupBy(w => w.Word).ToDictionary(g => g.Key, g => g.Count());
        var (length, words) = (wanted.Values.Sum(), WordsOf(text));
        var (best, bestAt, shared) = (0, 0, 0);
        for (var i = 0; i < words.Count; i++)
        {
            // What is left of a word's count says whether its next occurrence in the window is still shared.
            if (wanted.TryGetValue(words[i].Word, out var left))
            {
                shared += left > 0 ? 1 : 0;
                wanted[words[i].Word] = left - 1;
            }

            if (i >= length && wanted.TryGetValue(words[i - length].Word, out left))
            {
                shared -= left >= 0 ? 1 : 0;
                wanted[words[i - length].Word] = left + 1;
            }

            if (shared > best)
                (best, bestAt) = (shared, i);
        }

        if (best * 3 < length || best == 0)
            return null;
        var first = words[Math.Max(0, bestAt - length + 1)].Range.Start;
        return (text[first..words[bestAt].Range.End], (double)best / length);
    }

    private static List<(string Word, TextRange Range)> WordsOf(string text)
    {
        var words = new List<(string, TextRange)>();
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at]))
                at++;
            if (at > start)
                words.Add((text[start..at].ToLowerInvariant(), new TextRange(start, at)));
        }

        return words;
    }

    /// <summary>A text without what viewers change, and the place of each of its characters in the original.</summary>
    private sealed record Plain(string Text, IReadOnlyList<int> Offsets)
    {
        public static Plain Of(string text)
        {
            var plain = new StringBuilder(text.Length);
            var offsets = new List<int>(text.Length);
            for (var at = 0; at < text.Length; at++)
            {
                foreach (var c in Form(text[at]))
                {
                    plain.Append(c);
                    offsets.Add(at);
                }
            }

            return new Plain(plain.ToString(), offsets);
        }

        private static ReadOnlySpan<char> Form(char c) => c switch
        {
            '-' or '\u00AD' or >= '\u2010' and <= '\u2015' or '\u2212' or '\uFE58' or '\uFE63' or '\uFF0D' => [],
            >= '\u200B' and <= '\u200F' or '\u2060' or '\uFEFF' => [],
            '\uFB00' => "ff",
            '\uFB01' => "fi",
            '\uFB02' => "fl",
            '\uFB03' => "ffi",
            '\uFB04' => "ffl",
            '\uFB05' or '\uFB06' => "st",
            '\u2026' => "...",
            '\u2018' or '\u2019' or '\u201A' or '\u201B' or '\u2032' or '`' or '\u00B4' => "'",
            '\u201C' or '\u201D' or '\u201E' or '\u201F' or '\u2033' or '\u00AB' or '\u00BB' => "\"",
            _ when char.IsWhiteSpace(c) => [],
            _ => new ReadOnlySpan<char>([c]),
        };
    }
}
