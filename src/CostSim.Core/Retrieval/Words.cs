using System.Text;

namespace CostSim.Retrieval;

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

    /// <summary>
    /// A question as search phrases: its words as people see them (letters, marks, digits, underscores), each once, each the folded
    /// words that it is to the index.
    /// </summary>
    public static IReadOnlyList<IReadOnlyList<string>> Phrases(string question)
    {
        var seen = new HashSet<string>();
        var phrases = new List<IReadOnlyList<string>>();
        foreach (var word in Split(question.ToLowerInvariant()).Where(seen.Add))
        {
            var parts = new List<string>();
            Each(word, folded => parts.Add(folded.ToString()));
            if (parts.Count > 0)
                phrases.Add(parts);
        }

        return phrases;
    }

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
