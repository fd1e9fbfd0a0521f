using CostSim.Chunks;
using CostSim.Documents;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Requests;

/// <summary>
/// The documents of a workload in one tokenizer's tokens. Chunks and rankings are made once for each way of cutting and
/// searching, so that designs and sweeps that share one share the work.
/// </summary>
public sealed class Library
{
    private readonly Lazy<TokenizedDocument>[] tokenized;
    private readonly Dictionary<string, IReadOnlyList<ChunkedDocument>> chunked = [];
    private readonly Dictionary<string, IReadOnlyList<IReadOnlyList<FoundChunk>>> rankings = [];
    private readonly Lock gate = new();

    public Library(IReadOnlyList<Document> documents, ITokenizer tokenizer, int threads)
    {
        (Documents, Tokenizer) = (documents, tokenizer);
        tokenized = [.. documents.Select(d => new Lazy<TokenizedDocument>(() => new TokenizedDocument(d, tokenizer)))];
        var tokens = new TokenCount[documents.Count];
        Parallel.For(0, documents.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
            tokens[i] = documents[i].EstimatedTokens ?? tokenizer.Count(documents[i].Text));
        Tokens = tokens;
    }

    public IReadOnlyList<Document> Documents { get; }

    public ITokenizer Tokenizer { get; }

    /// <summary>Tokens of each document, whole.</summary>
    public IReadOnlyList<TokenCount> Tokens { get; }

    public TokenCount Total => Tokens.Aggregate(TokenCount.Zero, (sum, t) => sum + t);

    /// <summary>The chunks of every document, cut once for each way of cutting.</summary>
    public IReadOnlyList<ChunkedDocument> Chunks(Retrieving retrieving, int threads)
    {
        lock (gate)
        {
            if (chunked.TryGetValue(retrieving.Key, out var known))
                return known;
            var cut = new ChunkedDocument[Documents.Count];
            Parallel.For(0, cut.Length, new ParallelOptions { MaxDegreeOfParallelism = threads }, i =>
                cut[i] = ChunkedDocument.Of(tokenized[i].Value, retrieving.Chunker));
            return chunked[retrieving.Key] = cut;
        }
    }

    /// <summary>The best chunks for each question in order, ranked once for each way of searching.</summary>
    public IReadOnlyList<IReadOnlyList<FoundChunk>> Rankings(Retrieving retrieving, IReadOnlyList<AskedQuestion> asked, int threads)
    {
        var documents = Chunks(retrieving, threads);
        lock (gate)
        {
            var key = FormattableString.Invariant($"{retrieving.Key} best {retrieving.Candidates}");
            if (rankings.TryGetValue(key, out var known))
                return known;
            var real = asked.Where(a => a.Question is not null).ToList();
            var hits = new Queue<IReadOnlyList<Retrieval.Hit>>(retrieving.Retriever.Rank(documents, [.. real.Select(a => a.Question!)], retrieving.Candidates));
            return rankings[key] = [.. asked.Select(a => a.Question is null
                ? TypicalChunks.Of(documents, a.Document, retrieving.Candidates)
                : [.. hits.Dequeue().Select(h => new FoundChunk(h.Document, documents[h.Document].Chunks[h.Chunk]))])];
        }
    }
}

/// <summary>Chunks that stand in for a ranking where nobody asked: spread evenly over the document.</summary>
internal static class TypicalChunks
{
    public static IReadOnlyList<FoundChunk> Of(IReadOnlyList<ChunkedDocument> documents, int document, int count)
    {
        var chunks = documents[document].Chunks;
        var taken = Math.Min(count, chunks.Count);
        return [.. Enumerable.Range(0, taken).Select(i => new FoundChunk(document, chunks[(int)((i + 0.5) * chunks.Count / taken)]))];
    }
}
