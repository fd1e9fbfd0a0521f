using CostSim.Units;

namespace CostSim.Documents;

/// <summary>Where a chunk is said to be: at its true offsets, or as the published chunking evaluation looks for it.</summary>
internal enum MetricsMode
{
    Exact,

    /// <summary>
    /// A closing full stop is dropped, the first occurrence of the chunk's text is taken, and for precision-omega a chunk that only
    /// touches the evidence holds it.
    /// </summary>
    ChromaCompat,
}

/// <summary>What one question's chunks held of its evidence, and the tokens they have.</summary>
internal readonly record struct QuestionScore(RetrievalQuality Quality, double PrecisionOmega, TokenCount Tokens);

/// <summary>Scores ranked chunks against the evidence of the questions.</summary>
internal sealed class RetrievalEvaluation(IReadOnlyList<ChunkedDocument> documents, MetricsMode mode)
{
    private readonly IReadOnlyList<IReadOnlyList<Passage>> passages =
        [.. documents.Select(d =>
            (IReadOnlyList<Passage>)[.. d.Chunks.Select(c => new Passage(d.Document.Name, Place(d.Document.Text, c.Range, mode)))])];

    /// <summary>The first <paramref name="k"/> chunks of each ranking, scored question by question.</summary>
    public IReadOnlyList<QuestionScore> Score(IReadOnlyList<Question> questions, IReadOnlyList<IReadOnlyList<Hit>> ranked, int k) =>
        [.. questions.Zip(ranked, (question, hits) => Score(question, [.. hits.Take(k)]))];

    private QuestionScore Score(Question question, IReadOnlyList<Hit> hits)
    {
        var context = hits.Select(h => passages[h.Document][h.Chunk]).ToList();
        var tokens = hits.Sum(h => documents[h.Document].Chunks[h.Chunk].Tokens.Value);
        return new QuestionScore(RetrievalQuality.Of(question.References, context), Omega(question), new TokenCount(tokens));
    }

    private double Omega(Question question)
    {
        var names = question.References.Select(r => r.Document).ToHashSet();
        var chunks = passages.Where(p => p.Count > 0 && names.Contains(p[0].Document)).SelectMany(p => p);
        return RetrievalQuality.PrecisionOmega(question.References, [.. chunks], touching: mode == MetricsMode.ChromaCompat);
    }

    private static TextRange Place(string text, TextRange range, MetricsMode mode)
    {
        if (mode == MetricsMode.Exact)
            return range;
        var chunk = text[range.Start..(text[range.End - 1] == '.' ? range.End - 1 : range.End)];
        var first = text.IndexOf(chunk, StringComparison.Ordinal);
        return new TextRange(first, first + chunk.Length);
    }
}
