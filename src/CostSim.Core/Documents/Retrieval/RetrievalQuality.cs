namespace CostSim.Documents;

/// <summary>
/// How much of a question's evidence a context holds, on characters: recall is the share of the evidence that is in it, precision the
/// share of it that is evidence, IoU what both have in common over what either has. Text that is sent twice counts twice in the context.
/// </summary>
internal readonly record struct RetrievalQuality(double Recall, double Precision, double Iou)
{
    /// <summary>An empty context finds nothing and has precision 0.</summary>
    public static RetrievalQuality Of(IReadOnlyList<Passage> references, IReadOnlyList<Passage> context)
    {
        var (found, evidence, sent) = (0L, 0L, context.Sum(p => (long)p.Range.Length));
        foreach (var document in references.GroupBy(r => r.Document))
        {
            var wanted = Ranges.Union(document.Select(r => r.Range));
            evidence += Ranges.Length(wanted);
            found += Ranges.Common(wanted, Ranges.Union(context.Where(p => p.Document == document.Key).Select(p => p.Range)));
        }

        return new RetrievalQuality(Share(found, evidence), Share(found, sent), Share(found, sent + evidence - found));
    }

    /// <summary>
    /// The precision of all chunks that hold some of the evidence: the best that any retriever could do with this chunking.
    /// </summary>
    public static double PrecisionOmega(IReadOnlyList<Passage> references, IReadOnlyList<Passage> chunks, bool touching = false)
    {
        var (found, sent, missed) = (0L, 0L, 0L);
        foreach (var document in references.GroupBy(r => r.Document))
        {
            var wanted = Ranges.Union(document.Select(r => r.Range));
            var holding = Ranges.Union(chunks.Where(c => c.Document == document.Key && wanted.Any(w => Meet(w, c.Range, touching)))
                .Select(c => c.Range));
            var common = Ranges.Common(wanted, holding);
            (found, sent, missed) = (found + common, sent + Ranges.Length(holding), missed + Ranges.Length(wanted) - common);
        }

        return Share(found, sent + missed);
    }

    private static bool Meet(TextRange a, TextRange b, bool touching) =>
        touching ? a.Start <= b.End && b.Start <= a.End : a.Start < b.End && b.Start < a.End;

    private static double Share(long part, long whole) => whole == 0 ? 0 : (double)part / whole;
}
