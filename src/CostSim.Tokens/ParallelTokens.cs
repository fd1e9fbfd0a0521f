using CostSim.Units;

namespace CostSim.Tokens;

/// <summary>Tokens of many texts, or of one large text, on several threads. The result is that of one thread.</summary>
internal static class ParallelTokens
{
    // Parts large enough that handing them to threads costs nothing compared with counting them.
    private const int PartLength = 1 << 18;

    /// <summary>Tokens of each text, in order.</summary>
    public static IReadOnlyList<TokenCount> CountAll(this ITokenizer tokenizer, IReadOnlyList<string> texts, int threads)
    {
        var counts = new TokenCount[texts.Count];
        Run(texts.Count, threads, i => counts[i] = tokenizer.Count(texts[i]));
        return counts;
    }

    /// <summary>Each text with the ends of its tokens, in order.</summary>
    public static IReadOnlyList<TokenizedText> TokenizeAll(this ITokenizer tokenizer, IReadOnlyList<string> texts, int threads)
    {
        var tokenized = new TokenizedText[texts.Count];
        Run(texts.Count, threads, i => tokenized[i] = tokenizer.Tokenize(texts[i]));
        return tokenized;
    }

    /// <summary>Tokens of one text, in parts where the tokenizer's rule allows it.</summary>
    public static TokenCount Count(this ITokenizer tokenizer, string text, int threads)
    {
        if (tokenizer is not BytePairTokenizer { CutsAtWords: true })
            return tokenizer.Count(text);
        var parts = SafeCuts.Parts(text, PartLength);
        var counts = new TokenCount[parts.Count];
        Run(parts.Count, threads, i => counts[i] = tokenizer.Count(text.AsSpan()[parts[i]]));
        return counts.Aggregate(TokenCount.Zero, (sum, count) => sum + count);
    }

    /// <summary>One text with the ends of its tokens, in parts where the tokenizer's rule allows it.</summary>
    public static TokenizedText Tokenize(this ITokenizer tokenizer, string text, int threads)
    {
        if (tokenizer is not BytePairTokenizer { CutsAtWords: true } bytePair)
            return tokenizer.Tokenize(text);
        var parts = SafeCuts.Parts(text, PartLength);
        var ends = new int[parts.Count][];
        Run(parts.Count, threads, i => ends[i] = bytePair.Ends(text.AsSpan()[parts[i]], parts[i].Start.Value));
        return new TokenizedText(text, [.. ends.SelectMany(part => part)]);
    }

    private static void Run(int count, int threads, Action<int> one)
    {
        if (threads < 1)
            throw new RuleException("threads", $"must be 1 or more, but is {threads}");
        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = threads }, one);
    }
}
