namespace CostSim.Documents;

/// <summary>By the cosine between the vectors of question and chunk; equal ones keep the order of the chunks.</summary>
/// <param name="QueryPrefix">What the model wants to read before a question, such as <c>search_query: </c>.</param>
/// <param name="DocumentPrefix">What it wants to read before a chunk.</param>
internal sealed record EmbeddingRetriever(Scope Scope, IEmbedder Embedder, string QueryPrefix = "", string DocumentPrefix = "") : IRetriever
{
    public IEnumerable<EmbeddingRetriever> Embedding => [this];

    public IEnumerable<Scope> Scopes => [Scope];

    public IRetriever Within(Scope scope) => this with { Scope = Scope.Or(scope) };

    public IReadOnlyList<IReadOnlyList<Hit>> Rank(IReadOnlyList<ChunkedDocument> documents, IReadOnlyList<Question> questions, int k)
    {
        var asked = Embedder.Embed([.. questions.Select(q => QueryPrefix + q.Text)]);
        return Documents.Scopes.Rank(Scope, documents, questions, (chunks, some) =>
        {
            var vectors = Embedder.Embed([.. chunks.Select(c =>
                DocumentPrefix + documents[c.Document].Chunks[c.Chunk].TextOf(documents[c.Document].Document.Text))]);
            return some.Select(q => Best(chunks, vectors, asked[q], k));
        });
    }

    private static IReadOnlyList<Hit> Best(IReadOnlyList<ChunkPlace> chunks, IReadOnlyList<float[]> vectors, float[] question, int k) =>
        [.. chunks.Select((c, i) => new Hit(c.Document, c.Chunk, Vectors.Cosine(question, vectors[i])))
            .OrderByDescending(h => h.Score).ThenBy(h => h.Document).ThenBy(h => h.Chunk).Take(k)];
}
