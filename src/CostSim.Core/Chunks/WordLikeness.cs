namespace CostSim.Chunks;

/// <summary>How alike pairs of texts are by their words: the cosine of term counts, each weighted by how few of the texts have it.</summary>
internal static class WordLikeness
{
    public static double[] Between(IReadOnlyList<string> first, IReadOnlyList<string> second)
    {
        var counts = first.Concat(second).Select(Counts).ToList();
        var texts = new Dictionary<string, int>();
        foreach (var word in counts.SelectMany(c => c.Keys))
            texts[word] = texts.GetValueOrDefault(word) + 1;
        var weights = texts.ToDictionary(t => t.Key, t => Math.Log((1.0 + counts.Count) / t.Value));
        return [.. Enumerable.Range(0, first.Count).Select(i => Cosine(counts[i], counts[first.Count + i], weights))];
    }

    private static double Cosine(Dictionary<string, int> a, Dictionary<string, int> b, Dictionary<string, double> weights)
    {
        var dot = a.Sum(w => b.TryGetValue(w.Key, out var other) ? w.Value * other * weights[w.Key] * weights[w.Key] : 0);
        return dot == 0 ? 0 : dot / Math.Sqrt(Square(a) * Square(b));

        double Square(Dictionary<string, int> counts) => counts.Sum(w => w.Value * weights[w.Key] * w.Value * weights[w.Key]);
    }

    // Words of letters and digits; scripts without spaces give pairs of characters.
    private static Dictionary<string, int> Counts(string text)
    {
        var counts = new Dictionary<string, int>();
        var lookup = counts.GetAlternateLookup<ReadOnlySpan<char>>();
        Span<char> lower = stackalloc char[64];
        for (var at = 0; at < text.Length; at++)
        {
            var start = at;
            while (at < text.Length && char.IsLetterOrDigit(text[at]) && !IsUnspaced(text[at]))
                at++;
            if (at > start)
                Add(text.AsSpan(start, Math.Min(at - start, lower.Length)), lower);
            if (at + 1 < text.Length && IsUnspaced(text[at]) && IsUnspaced(text[at + 1]))
                Add(text.AsSpan(at, 2), lower);
        }

        return counts;

        void Add(ReadOnlySpan<char> word, Span<char> buffer)
        {
            var folded = buffer[..word.ToLowerInvariant(buffer)];
            lookup[folded] = lookup.TryGetValue(folded, out var count) ? count + 1 : 1;
        }
    }

    /// <summary>Thai to Burmese, Khmer, kana and ideographs.</summary>
    private static bool IsUnspaced(char c) => c is >= '\u0E00' and <= '\u109F' or >= '\u1780' and <= '\u17FF' or >= '\u3040' and <= '\u30FF' or >= '\u3400' and <= '\u9FFF';
}
