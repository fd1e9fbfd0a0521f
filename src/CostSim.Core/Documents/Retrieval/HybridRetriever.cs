namespace CostSim.Documents;

/// <summary>
/// Reciprocal rank fusion (Cormack, Clarke, Buettcher, SIGIR 2009): a chunk scores 1 / (60 + its rank) in each of several rankings,
/// of each the first ones down to a depth.
/// </summary>
internal sealed record HybridRetriever(IReadOnlyList<IRetriever> Retrievers, int Depth) : IRetriever
{
    private const double Constant = 60;

    public IEnumerable<Scope> Scopes => Retrievers.SelectMany(r => r.Scopes).Distinct();

    public IEnumerable<EmbeddingRetriever> Embedding => Retrievers.SelectMany(r => r.Embedding);

    public IRetriever Within(Scope scope) => this with { Retrievers = [.. Retrievers.Select(r => r.Within(scope))] };

    public IReadOnlyList<IReadOnlyList<Hit>> Rank(IReadOnlyList<ChunkedDocument> documents, IReadOnlyList<Question> questions, int k)
    {
        var rankings = Retrievers.Select(r => r.Rank(documents, questions, Depth)).ToList();
        return [.. questions.Select((_, q) => Fuse(rankings.Select(r => r[q]), k))];
    }

    private static IReadOnlyList<Hit> Fuse(IEnumerable<IReadOnlyList<Hit>> rankings, int k)
    {
        var scores = new Dictionary<ChunkPlace, double>();
        foreach (var ranking in rankings)
        {
            for (var i = 0; i < ranking.Count; i++)
            {
                var place = new ChunkPlace(ranking[i].Document, ranking[i].Chunk);
                scores[place] = scores.GetValueOrDefault(place) + 1 / (Constant + i + 1);
            }
        }

        return [.. scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key.Document).ThenBy(s => s.Key.Chunk).Take(k)
            .Select(s => new Hit(s.Key.Document, s.Key.Chunk, s.Value))];
    }
}
