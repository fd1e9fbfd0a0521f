namespace CostSim.Documents;

/// <summary>Chunks in an order that chance decides, the same for the same seed: what any retriever must beat.</summary>
internal sealed record RandomRetriever(Scope Scope, int Seed) : IRetriever
{
    public IEnumerable<Scope> Scopes => [Scope];

    public IRetriever Within(Scope scope) => this with { Scope = Scope.Or(scope) };

    public IReadOnlyList<IReadOnlyList<Hit>> Rank(IReadOnlyList<ChunkedDocument> documents, IReadOnlyList<Question> questions, int k) =>
        Documents.Scopes.Rank(Scope, documents, questions, (chunks, asked) => asked.Select(q => Draw(documents, chunks, questions[q], k)));

    private IReadOnlyList<Hit> Draw(IReadOnlyList<ChunkedDocument> documents, IReadOnlyList<ChunkPlace> chunks, Question question, int k) =>
        [.. chunks.Select(c => new Hit(c.Document, c.Chunk, Score(question.Id, documents[c.Document].Document.Name, c.Chunk)))
            .OrderByDescending(h => h.Score).ThenBy(h => h.Document).ThenBy(h => h.Chunk).Take(k)];

    // A hash, not a stream: other questions or documents change nothing for this one.
    private double Score(string question, string document, int chunk)
    {
        var state = Mix((ulong)(uint)Seed);
        foreach (var c in question)
            state = Mix(state ^ c);
        state = Mix(state);
        foreach (var c in document)
            state = Mix(state ^ c);
        return (Mix(state ^ (uint)chunk) >> 11) * (1.0 / (1UL << 53));
    }

    // The finalizer of SplitMix64 (Steele, Lea, Flood 2014).
    private static ulong Mix(ulong z)
    {
        unchecked
        {
            z += 0x9E3779B97F4A7C15;
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
