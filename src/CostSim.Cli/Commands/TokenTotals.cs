using System.Runtime.InteropServices;
using CostSim.Documents;

namespace CostSim.Cli.Commands;

/// <summary>
/// Sums over documents or records, and how often each token count occurred, so that percentiles are exact for any number of records.
/// </summary>
internal sealed class TokenTotals(int tokenizers)
{
    private readonly Dictionary<long, long>[] occurrences = [.. Enumerable.Range(0, tokenizers).Select(_ => new Dictionary<long, long>())];
    private readonly long[] tokens = new long[tokenizers];

    public long Count { get; private set; }

    public TextSize Size { get; private set; }

    /// <summary>Of <see cref="Count"/>, those whose tokens are estimated.</summary>
    public long Estimated { get; private set; }

    public long EstimatedTokens { get; private set; }

    public long Tokens(int tokenizer) => tokens[tokenizer];

    // Estimates have no words to divide by.
    public double PerWord(int tokenizer) => Size.Words == 0 ? double.NaN : (double)(tokens[tokenizer] - EstimatedTokens) / Size.Words;

    public double PerCharacter(int tokenizer) =>
        Size.Characters == 0 ? double.NaN : (double)(tokens[tokenizer] - EstimatedTokens) / Size.Characters;

    public void Add(TextSize size, ReadOnlySpan<long> counts, bool isEstimated = false)
    {
        Count++;
        Size += size;
        if (isEstimated)
            (Estimated, EstimatedTokens) = (Estimated + 1, EstimatedTokens + counts[0]);
        for (var i = 0; i < counts.Length; i++)
        {
            tokens[i] += counts[i];
            CollectionsMarshal.GetValueRefOrAddDefault(occurrences[i], counts[i], out _)++;
        }
    }

    public void Add(TokenTotals other)
    {
        Count += other.Count;
        Size += other.Size;
        (Estimated, EstimatedTokens) = (Estimated + other.Estimated, EstimatedTokens + other.EstimatedTokens);
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] += other.tokens[i];
            foreach (var (count, times) in other.occurrences[i])
                CollectionsMarshal.GetValueRefOrAddDefault(occurrences[i], count, out _) += times;
        }
    }

    /// <summary>The smallest count that at least this share of the documents or records does not exceed.</summary>
    public long Percentile(int tokenizer, double probability)
    {
        var below = 0L;
        foreach (var (count, times) in occurrences[tokenizer].OrderBy(o => o.Key))
        {
            below += times;
            if (below >= probability * Count)
                return count;
        }

        return 0;
    }
}
