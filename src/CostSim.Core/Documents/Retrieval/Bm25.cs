namespace CostSim.Documents;

/// <summary>
/// Ranks by shared words as SQLite FTS5 does with its defaults (<c>unicode61</c>, k1 = 1.2, b = 0.75), the words of the question joined
/// by OR; equal scores keep the order of the chunks. Chunks that share no word are not found.
/// </summary>
internal sealed record Bm25(Scope Scope, WordForm Words = WordForm.Unicode61) : IRetriever
{
    public IEnumerable<Scope> Scopes => [Scope];

    public IRetriever Within(Scope scope) => this with { Scope = Scope.Or(scope) };

    public IReadOnlyList<IReadOnlyList<Hit>> Rank(IReadOnlyList<ChunkedDocument> documents, IReadOnlyList<Question> questions, int k)
    {
        var vocabulary = new Vocabulary(questions, Words);
        return Documents.Scopes.Rank(Scope, documents, questions, (chunks, asked) => Rank(documents, chunks, vocabulary, asked, k));
    }

    private static IEnumerable<IReadOnlyList<Hit>> Rank(
        IReadOnlyList<ChunkedDocument> documents, IReadOnlyList<ChunkPlace> chunks, Vocabulary vocabulary, IReadOnlyList<int> asked, int k)
    {
        var index = new Bm25Index(vocabulary);
        foreach (var place in chunks)
            index.Add(documents[place.Document].Chunks[place.Chunk], documents[place.Document].Document.Text);
        foreach (var question in asked)
            yield return [.. index.Best(vocabulary.Questions[question], k)
                .Select(hit => new Hit(chunks[hit.Row].Document, chunks[hit.Row].Chunk, hit.Score))];
    }
}
