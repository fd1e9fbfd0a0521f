using System.Globalization;

namespace CostSim.Documents;

/// <summary>
/// What flatters or hampers a search, so that nobody takes it for the retriever's merit: documents of which every chunk goes in, chunks
/// that are longer than a model reads, words that it does not know.
/// </summary>
internal static class RetrievalNotes
{
    private const double WorthSaying = 0.05;

    // Of English contracts a model of English knows nine words in ten; of Malay ones, half.
    private const double ManyUnknown = 0.3;

    // Enough to know the share within two points, and a second at most.
    private const int MostRead = 400;

    /// <param name="retriever">With its scope settled.</param>
    /// <param name="k">How many chunks go in; null where that is not a number of chunks.</param>
    public static IEnumerable<string> Of(IRetriever retriever, int? k, IReadOnlyList<ChunkedDocument> documents,
        IReadOnlyList<Question> questions)
    {
        var asked = questions.Where(q => q.References.Count > 0).ToList();
        if (k is { } taken && asked.Count > 0 && retriever is not OracleRetriever)
        {
            var whole = Whole(retriever, taken, documents, asked);
            if (whole > WorthSaying * asked.Count)
            {
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"for {whole:#,0} of {asked.Count:#,0} questions no more than {taken} chunks are searched, so that all of them may go "
                    + $"in: recall there says nothing of the retriever");
            }
        }

        foreach (var embedding in retriever.Embedding.Where(e => e.Embedder.Local is not null))
        {
            foreach (var note in Of(embedding, embedding.Embedder.Local!, documents, questions))
                yield return note;
        }
    }

    private static int Whole(IRetriever retriever, int k, IReadOnlyList<ChunkedDocument> documents, List<Question> asked)
    {
        if (retriever.Scopes.Any(s => s is not Scope.Document))
            return documents.Sum(d => d.Chunks.Count) <= k ? asked.Count : 0;
        var counts = documents.GroupBy(d => d.Document.Name).ToDictionary(d => d.Key, d => d.First().Chunks.Count);
        return asked.Count(q => q.Document is { } name && counts.TryGetValue(name, out var count) && count <= k);
    }

    private static IEnumerable<string> Of(EmbeddingRetriever embedding, ILocalEmbedder model, IReadOnlyList<ChunkedDocument> documents,
        IReadOnlyList<Question> questions)
    {
        var chunks = Spread([.. documents.SelectMany(d => d.Chunks.Select(c => (d.Document, Chunk: c)))])
            .Select(c => model.Read(embedding.DocumentPrefix + c.Chunk.TextOf(c.Document.Text))).ToList();
        var cut = chunks.Where(c => c.Tokens > model.Window).ToList();
        if (cut.Count > 0)
        {
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{EmbeddingEndpoint.LocalModel} reads the first {model.Window} of its own tokens of a text, and "
                + $"{Percent(cut.Count, chunks.Count)} of the chunks are longer (up to {cut.Max(c => c.Tokens):#,0}): what follows is not "
                    + $"found; cut smaller chunks");
        }

        foreach (var (what, read) in new[] { ("chunks", chunks),
            ("questions", Spread([.. questions]).Select(q => model.Read(embedding.QueryPrefix + q.Text)).ToList()) })
        {
            var (unknown, words) = (read.Sum(r => r.Unknown), read.Sum(r => r.Words));
            if (words > 0 && unknown > ManyUnknown * words)
            {
                yield return $"{EmbeddingEndpoint.LocalModel}, a model of English, does not know {Percent(unknown, words)} of the words in "
                    + $"the {what}; its recall says little of a model that knows the language: give the url of a server that has one";
            }
        }
    }

    // Evenly over all of them.
    private static IEnumerable<T> Spread<T>(IReadOnlyList<T> all) => all.Count <= MostRead
        ? all
        : Enumerable.Range(0, MostRead).Select(i => all[(int)((long)i * all.Count / MostRead)]);

    private static string Percent(int part, int all) => string.Create(CultureInfo.InvariantCulture, $"{100.0 * part / all:0} %");
}
