using CostSim.Files;

namespace CostSim.Documents;

/// <summary>A chunk by the places of its document and of itself.</summary>
internal readonly record struct ChunkPlace(int Document, int Chunk);

/// <summary>Ranks a number of questions, given by their places, over the same chunks.</summary>
internal delegate IEnumerable<IReadOnlyList<Hit>> RankOver(IReadOnlyList<ChunkPlace> chunks, IReadOnlyList<int> questions);

/// <summary>
/// Gives each question the chunks that its scope allows: one index over all documents, or one for each that is asked about.
/// </summary>
internal static class Scopes
{
    public static IReadOnlyList<IReadOnlyList<Hit>> Rank(Scope scope, IReadOnlyList<ChunkedDocument> documents,
        IReadOnlyList<Question> questions, RankOver rank)
    {
        var everyQuestion = Enumerable.Range(0, questions.Count).ToList();
        // Alone, outside of a scenario, a retriever searches everything it is given.
        if (scope is not Scope.Document)
            return [.. rank([.. Enumerable.Range(0, documents.Count).SelectMany(d => Places(documents, d))], everyQuestion)];

        var places = new Dictionary<string, int>();
        for (var i = 0; i < documents.Count; i++)
            places.TryAdd(documents[i].Document.Name, i);
        var errors = new InputErrors();
        foreach (var question in questions.Where(q => q.Document is null || !places.ContainsKey(q.Document)))
            errors.Add(Location.Of("questions"), Unplaced(question));
        errors.ThrowIfAny();

        var ranked = new IReadOnlyList<Hit>[questions.Count];
        foreach (var asked in everyQuestion.GroupBy(q => places[questions[q].Document!]))
        {
            foreach (var (question, hits) in asked.Zip(rank([.. Places(documents, asked.Key)], [.. asked])))
                ranked[question] = hits;
        }

        return ranked;
    }

    private static IEnumerable<ChunkPlace> Places(IReadOnlyList<ChunkedDocument> documents, int document) =>
        Enumerable.Range(0, documents[document].Chunks.Count).Select(chunk => new ChunkPlace(document, chunk));

    private static string Unplaced(Question question) => question.Document is { } name
        ? $"question '{question.Id}' is about '{name}', which is not among the documents"
        : $"question '{question.Id}' has its evidence in several documents, but only the document that it is about is searched; say "
            + $"'asked: {{ about: collection }}' and search all, or split the question";
}
