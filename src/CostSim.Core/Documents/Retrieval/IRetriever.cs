namespace CostSim.Documents;

/// <summary>
/// A chunk that a retriever found: the places of its document and of itself in their lists, and how well it fits; more is better.
/// </summary>
internal readonly record struct Hit(int Document, int Chunk, double Score);

/// <summary>Ranks the chunks of documents for questions.</summary>
internal interface IRetriever
{
    /// <summary>
    /// For each question at most <paramref name="k"/> chunks, best first. The documents are indexed once for all questions; fewer
    /// chunks asked for are the first ones of more.
    /// </summary>
    IReadOnlyList<IReadOnlyList<Hit>> Rank(IReadOnlyList<ChunkedDocument> documents, IReadOnlyList<Question> questions, int k);

    /// <summary>The scopes that its settings ask for; empty where it has none of its own.</summary>
    IEnumerable<Scope> Scopes => [];

    /// <summary>What in it ranks by vectors.</summary>
    IEnumerable<EmbeddingRetriever> Embedding => [];

    /// <summary>The same retriever where <see cref="Scope.AsAsked"/> means the given scope.</summary>
    IRetriever Within(Scope scope) => this;
}

/// <summary>Where a question is searched: in its own document or in all of them.</summary>
internal enum Scope
{
    Corpus,
    Document,

    /// <summary>In the document where the application knows it, else in all: what <c>asked.about</c> says.</summary>
    AsAsked,
}

/// <summary>Settles <see cref="Scope.AsAsked"/>.</summary>
internal static class ScopeSettling
{
    public static Scope Or(this Scope scope, Scope asked) => scope is Scope.AsAsked ? asked : scope;
}
