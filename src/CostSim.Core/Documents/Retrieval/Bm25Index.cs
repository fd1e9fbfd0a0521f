using CostSim.Randomness;

namespace CostSim.Documents;

/// <summary>
/// Counts of a vocabulary's phrases in chunks, and the BM25 of SQLite's fts5_aux.c over them, operation by operation so that equal
/// scores stay equal. In memory and for the asked words alone: some fifty times faster than FTS5 on a hundred chunks.
/// </summary>
internal sealed class Bm25Index(Vocabulary vocabulary)
{
    private const double K1 = 1.2;
    private const double B = 0.75;

    private readonly List<(int Row, int Count)>[] found = [.. vocabulary.Phrases.Select(_ => new List<(int, int)>())];
    private readonly ILookup<int, int> phrasesByFirstWord = Enumerable.Range(0, vocabulary.Phrases.Count)
        .ToLookup(p => vocabulary.Phrases[p][0]);
    private readonly List<int> lengths = [];
    private readonly List<int> words = [];
    private long total;

    public void Add(Chunk chunk, string document)
    {
        words.Clear();
        var lookup = vocabulary.Lookup;
        if (chunk.Header is not null)
            Words.Each(chunk.Header, vocabulary.Form, Read);
        Words.Each(document.AsSpan(chunk.Start, chunk.Length), vocabulary.Form, Read);
        for (var at = 0; at < words.Count; at++)
        {
            if (words[at] < 0)
                continue;
            foreach (var phrase in phrasesByFirstWord[words[at]])
            {
                if (StandsAt(vocabulary.Phrases[phrase], at))
                    Count(found[phrase], lengths.Count);
            }
        }

        total += words.Count;
        lengths.Add(words.Count);

        void Read(ReadOnlySpan<char> word) => words.Add(lookup.TryGetValue(word, out var number) ? number : -1);
    }

    /// <summary>The rows that hold any of the phrases, best first.</summary>
    public IEnumerable<(int Row, double Score)> Best(IReadOnlyList<int> phrases, int k)
    {
        var average = (double)total / lengths.Count;
        var scores = new Dictionary<int, double>();
        foreach (var phrase in phrases)
        {
            var rows = found[phrase].Count;
            var idf = Elementary.Log((lengths.Count - rows + 0.5) / (rows + 0.5));
            if (idf <= 0)
                idf = 1e-6;
            foreach (var (row, count) in found[phrase])
            {
                var score = idf * ((count * (K1 + 1)) / (count + K1 * (1 - B + B * lengths[row] / average)));
                scores[row] = scores.GetValueOrDefault(row) + score;
            }
        }

        return scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(k).Select(s => (s.Key, s.Value));
    }

    private bool StandsAt(int[] phrase, int at)
    {
        for (var i = 1; i < phrase.Length; i++)
        {
            if (at + i >= words.Count || words[at + i] != phrase[i])
                return false;
        }

        return true;
    }

    private static void Count(List<(int Row, int Count)> rows, int row)
    {
        if (rows.Count > 0 && rows[^1].Row == row)
            rows[^1] = (row, rows[^1].Count + 1);
        else
            rows.Add((row, 1));
    }
}
