using System.Text;

namespace CostSim.Documents;

/// <summary>How texts become the words of an index.</summary>
internal enum WordForm
{
    /// <summary>As SQLite's tokenizer of that name.</summary>
    Unicode61,

    /// <summary>The same, English words cut to their stems.</summary>
    Porter,

    /// <summary>The same, but Chinese, Japanese, Thai and their like, which put no space between words, as pairs of characters.</summary>
    Pairs,
}

/// <summary>
/// Finds the words of a text as SQLite's <c>unicode61</c> tokenizer does: letters and digits, case and simple diacritics folded. The
/// table was read out of SQLite itself; a test holds every character against it.
/// </summary>
internal static class Words
{
    private const int Separator = 0;
    private const int Diacritic = -1;

    private static readonly CharacterTable Table = CharacterTable.Load();

    public delegate void Word(ReadOnlySpan<char> folded);

    /// <summary>Calls back for each word in order; the span is valid only during the call.</summary>
    public static void Each(ReadOnlySpan<char> text, Word found)
    {
        var buffer = new char[64];
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var folded = Table.Fold(rune.Value);
            if (folded == Separator || (folded == Diacritic && length == 0))
            {
                if (length > 0)
                    found(buffer.AsSpan(0, length));
                length = 0;
                continue;
            }

            if (folded == Diacritic)
                continue;
            if (length + 2 > buffer.Length)
                Array.Resize(ref buffer, buffer.Length * 2);
            length += new Rune(folded).EncodeToUtf16(buffer.AsSpan(length));
        }

        if (length > 0)
            found(buffer.AsSpan(0, length));
    }

    /// <summary>The same in another form.</summary>
    public static void Each(ReadOnlySpan<char> text, WordForm form, Word found)
    {
        switch (form)
        {
            case WordForm.Porter:
                Each(text, word => found(PorterStemmer.Stem(word.ToString())));
                break;
            case WordForm.Pairs:
                Each(text, word => EachPair(word, found));
                break;
            default:
                Each(text, found);
                break;
        }
    }

    /// <summary>
    /// A question as search phrases: its words as people see them (letters, marks, digits, underscores), each once, each the folded
    /// words that it is to the index. Pairs of characters are phrases of their own: few of them are in one order in a text.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Phrases(string question, WordForm form)
    {
        var seen = new HashSet<string>();
        var phrases = new List<IReadOnlyList<string>>();
        foreach (var word in Split(question.ToLowerInvariant()).Where(seen.Add))
        {
            var parts = new List<string>();
            Each(word, form, folded => parts.Add(folded.ToString()));
            if (form == WordForm.Pairs && parts.Exists(p => IsUnspaced(p[0])))
                phrases.AddRange(parts.Distinct().Select(p => (IReadOnlyList<string>)[p]));
            else if (parts.Count > 0)
                phrases.Add(parts);
        }

        return phrases;
    }

    private static void EachPair(ReadOnlySpan<char> word, Word found)
    {
        for (var at = 0; at < word.Length;)
        {
            var (start, unspaced) = (at, IsUnspaced(word[at]));
            while (at < word.Length && IsUnspaced(word[at]) == unspaced)
                at++;
            if (!unspaced || at - start == 1)
                found(word[start..at]);
            for (var i = start; unspaced && i + 1 < at; i++)
                found(word.Slice(i, 2));
        }
    }

    private static bool IsUnspaced(char c) =>
        c is >= '\u0E00' and <= '\u109F' or >= '\u1780' and <= '\u17FF' or >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF';

    private static IEnumerable<string> Split(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value == '_' || Rune.IsLetterOrDigit(rune) || Rune.IsNumber(rune) || IsMark(rune))
                word.Append(rune.ToString());
            else if (word.Length > 0)
            {
                yield return word.ToString();
                word.Clear();
            }
        }

        if (word.Length > 0)
            yield return word.ToString();
    }

    private static bool IsMark(Rune rune) => (int)Rune.GetUnicodeCategory(rune) is >= 5 and <= 7;
}
