namespace CostSim.Documents;

/// <summary>
/// The best that any retriever could do: the chunk that holds most of the evidence not yet found, then the next, and nothing once all
/// is found. Its score is the characters of evidence that a chunk adds.
/// </summary>
internal sealed record OracleRetriever : IRetriever
{
    public IReadOnlyList<IReadOnlyList<Hit>> Rank(IReadOnlyList<ChunkedDocument> documents, IReadOnlyList<Question> questions, int k) =>
        [.. questions.Select(question => Rank(documents, question, k))];

    private static List<Hit> Rank(IReadOnlyList<ChunkedDocument> documents, Question question, int k)
    {
        var missing = question.References.GroupBy(r => r.Document).ToDictionary(g => g.Key, g => Ranges.Union(g.Select(r => r.Range)));
        var hits = new List<Hit>();
        while (hits.Count < k)
        {
            var best = new Hit(-1, -1, 0);
            for (var d = 0; d < documents.Count; d++)
            {
                if (!missing.TryGetValue(documents[d].Document.Name, out var evidence))
                    continue;
                for (var c = 0; c < documents[d].Chunks.Count; c++)
                {
                    var found = Ranges.Common(evidence, [documents[d].Chunks[c].Range]);
                    if (found > best.Score)
                        best = new Hit(d, c, found);
                }
            }

            if (best.Document < 0)
                break;
            hits.Add(best);
            var name = documents[best.Document].Document.Name;
            missing[name] = Ranges.Without(missing[name], documents[best.Document].Chunks[best.Chunk].Range);
        }

        return hits;
    }
}
