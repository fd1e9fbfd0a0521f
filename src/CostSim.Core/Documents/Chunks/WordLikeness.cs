using CostSim.Randomness;

namespace CostSim.Documents;

/// <summary>
/// How alike the sentences before and after each place are by their words: the cosine of term counts, each weighted by how few
/// sentences of the document have the word.
/// </summary>
internal sealed class WordLikeness
{
    private readonly List<(int Word, int Count)[]> sentences = [];
    private readonly Dictionary<string, int> numbers = [];
    private readonly double[] weights;

    private WordLikeness(IEnumerable<string> texts)
    {
        foreach (var text in texts)
            sentences.Add([.. Counts(text)]);
        var having = new int[numbers.Count];
        foreach (var (word, _) in sentences.SelectMany(s => s))
            having[word]++;
        weights = [.. having.Select(h => Elementary.Log((1.0 + sentences.Count) / h))];
    }

    /// <summary>For each place between two sentences, the likeness of up to so many on either side.</summary>
    public static double[] Between(IReadOnlyList<string> sentences, int around)
    {
        var words = new WordLikeness(sentences);
        var (before, after) = (new double[words.weights.Length], new double[words.weights.Length]);
        return [.. Enumerable.Range(1, Math.Max(0, sentences.Count - 1)).Select(place => words.Cosine(
            (Math.Max(0, place - around), place), (place, Math.Min(sentences.Count, place + around)), before, after))];
    }

    // The arrays are zero before and after; only the words of these sentences are touched.
    private double Cosine((int From, int To) first, (int From, int To) second, double[] before, double[] after)
    {
        var (squareBefore, squareAfter, dot) = (Add(first, before), Add(second, after), 0.0);
        for (var s = first.From; s < first.To; s++)
        {
            foreach (var (word, _) in sentences[s])
            {
                dot += before[word] * after[word];
                before[word] = 0;
            }
        }

        for (var s = second.From; s < second.To; s++)
        {
            foreach (var (word, _) in sentences[s])
                after[word] = 0;
        }

        return dot == 0 ? 0 : dot / Math.Sqrt(squareBefore * squareAfter);
    }

    /// <summary>Adds the weighted counts of sentences and gives the square of their length.</summary>
    private double Add((int From, int To) range, double[] sums)
    {
        var square = 0.0;
        for (var s = range.From; s < range.To; s++)
        {
            foreach (var (word, count) in sentences[s])
            {
                var added = count * weights[word];
                square += added * (2 * sums[word] + added);
                sums[word] += added;
            }
        }

        return square;
    }

    private IEnumerable<(int Word, int Count)> Counts(string text) =>
        WordsOf(text).Select(Number).CountBy(word => word).Select(word => (word.Key, word.Value));

    private int Number(string word)
    {
        if (!numbers.TryGetValue(word, out var number))
            numbers.Add(word, number = numbers.Count);
        return number;
    }

    // Words of letters and digits in lower case; scripts without spaces give pairs of characters.
    private static IEnumerable<string> WordsOf(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at]) && !IsUnspaced(text[at]))
                at++;
            if (at > start)
                yield return text[start..at].ToLowerInvariant();
            if (at + 1 < text.Length && IsUnspaced(text[at]) && IsUnspaced(text[at + 1]))
                yield return text.Substring(at, 2);
        }
    }

    /// <summary>Thai to Burmese, Khmer, kana and ideographs.</summary>
    private static bool IsUnspaced(char c) => c is >= '\u0E00' and <= '\u109F' or >= '\u1780' and <= '\u17FF' or >= '\u3040' and <= '\u30FF'
        or >= '\u3400' and <= '\u9FFF';
}
