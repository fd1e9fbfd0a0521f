using CostSim.Documents;
using CostSim.Threading;
using CostSim.Tokens;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>
/// The documents of a workload in one tokenizer's tokens. Chunks and rankings are made once for each way of cutting and
/// searching, so that designs and sweeps that share one share the work.
/// </summary>
internal sealed class Library
{
    private readonly Lazy<TokenizedDocument>[] tokenized;
    // Most designs look at no more chunks, and one ranking does for all of them.
    private const int UsualDepth = 16;

    private readonly Dictionary<string, Lazy<IReadOnlyList<ChunkedDocument>>> chunked = [];
    private readonly Dictionary<string, (int Depth, Lazy<IReadOnlyList<IReadOnlyList<FoundChunk>>> Ranked)> rankings = [];
    private readonly int threads;
    private readonly Lock gate = new();

    public Library(IReadOnlyList<Document> documents, ITokenizer tokenizer, int threads)
    {
        (Documents, Tokenizer, this.threads) = (documents, tokenizer, threads);
        tokenized = [.. documents.Select(d => new Lazy<TokenizedDocument>(() => new TokenizedDocument(d, tokenizer)))];
        Tokens = InParallel.Of(documents, threads, document => document.EstimatedTokens ?? tokenizer.Count(document.Text));
        Total = Tokens.Aggregate(TokenCount.Zero, (sum, t) => sum + t);
    }

    public IReadOnlyList<Document> Documents { get; }

    public ITokenizer Tokenizer { get; }

    /// <summary>Tokens of each document, whole.</summary>
    public IReadOnlyList<TokenCount> Tokens { get; }

    public TokenCount Total { get; }

    /// <summary>Whether these documents would have the same tokens, chunks, rankings and evidence in this tokenizer.</summary>
    internal bool IsOf(IReadOnlyList<Document> documents, ITokenizer tokenizer) =>
        tokenizer.Equals(Tokenizer)
            && (ReferenceEquals(documents, Documents)
                || (documents.Count == Documents.Count && documents.Zip(Documents, AreAlike).All(same => same)));

    // The same file may be read as another text, be in another group, or be estimated at other tokens a page.
    private static bool AreAlike(Document one, Document other) =>
        (one.Name, one.Group, one.EstimatedTokens) == (other.Name, other.Group, other.EstimatedTokens) && one.Text == other.Text
        && one.Headings.SequenceEqual(other.Headings) && one.Tables.SequenceEqual(other.Tables);

    /// <summary>Tokens of a stretch encoded alone, after a header if there is one.</summary>
    public TokenCount CountAlone(ContextRange range, string? header = null) =>
        tokenized[range.Document].Value.CountAlone(range.Start, range.End, header);

    /// <summary>The beginning of a stretch that has at most so many of the document's tokens.</summary>
    public ContextRange Beginning(ContextRange range, TokenCount most)
    {
        var document = tokenized[range.Document].Value;
        var end = document.OffsetAfter((int)Math.Min(int.MaxValue, document.TokensUpTo(range.Start) + most.Value));
        return range with { End = Math.Clamp(document.CharacterAtOrBefore(end), range.Start, range.End) };
    }

    /// <summary>The chunks of every document, cut once for each way of cutting.</summary>
    public IReadOnlyList<ChunkedDocument> Chunks(Cutting cutting)
    {
        Lazy<IReadOnlyList<ChunkedDocument>>? known;
        lock (gate)
        {
            if (!chunked.TryGetValue(cutting.Key, out known))
                chunked[cutting.Key] = known =
                    new(() => InParallel.Of(tokenized, threads, document => ChunkedDocument.Of(document.Value, cutting.Chunker)));
        }

        return known.Value;
    }

    /// <summary>
    /// The best chunks for each question in order, ranked once for each way of searching: fewer candidates are the first ones of more.
    /// A document that nobody asked about has chunks spread evenly over it.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<FoundChunk>> Rankings(Retrieving retrieving, IReadOnlyList<AskedQuestion> asked, Scope scope)
    {
        var documents = Chunks(retrieving.Cutting);
        var ranked = Ranked(retrieving, documents, asked, scope);
        return [.. asked.Select((a, i) => a.Question is null
            ? TypicalChunks.Of(documents, a.Document, retrieving.Candidates)
            : [.. ranked[i].Take(retrieving.Candidates)])];
    }

    private IReadOnlyList<IReadOnlyList<FoundChunk>> Ranked(Retrieving retrieving, IReadOnlyList<ChunkedDocument> documents,
        IReadOnlyList<AskedQuestion> asked, Scope scope)
    {
        var key = FormattableString.Invariant($"{retrieving.Cutting.Key} {retrieving.Key} {scope}: {Questions(asked)}");
        Lazy<IReadOnlyList<IReadOnlyList<FoundChunk>>> ranked;
        lock (gate)
        {
            if (rankings.TryGetValue(key, out var known) && known.Depth >= retrieving.Candidates)
            {
                ranked = known.Ranked;
            }
            else
            {
                var depth = Math.Max(UsualDepth, retrieving.Candidates);
                ranked = new(() => Rank(retrieving.Retriever.Within(scope), documents, asked, depth));
                rankings[key] = (depth, ranked);
            }
        }

        return ranked.Value;
    }

    private static IReadOnlyList<IReadOnlyList<FoundChunk>> Rank(IRetriever retriever, IReadOnlyList<ChunkedDocument> documents,
        IReadOnlyList<AskedQuestion> asked, int depth)
    {
        var hits = new Queue<IReadOnlyList<Hit>>(retriever.Rank(documents, [.. asked.Select(a => a.Question).OfType<Question>()], depth));
        return [.. asked.Select(a => a.Question is null
            ? []
            : hits.Dequeue().Select(h => new FoundChunk(h.Document, h.Chunk, documents[h.Document].Chunks[h.Chunk])).ToList())];
    }

    /// <summary>
    /// The documents that a finder takes each question to be about, those with the best chunks first. Where fewer are found, or nobody
    /// asked, the document itself and those after it are used instead, so that their tokens count.
    /// </summary>
    public IReadOnlyList<IReadOnlyList<int>> Found(DocumentFinder? finder, IReadOnlyList<AskedQuestion> asked)
    {
        if (finder?.Retrieving is not { } retrieving)
            return [.. asked.Select(a => (IReadOnlyList<int>)[a.Document])];
        var ranked = Ranked(retrieving, Chunks(retrieving.Cutting), asked, Scope.Corpus);
        var most = Math.Min(finder.Documents, Documents.Count);
        return [.. asked.Select((a, i) =>
        {
            var found = ranked[i].Select(c => c.Document).Distinct();
            // What is taken at random for a question that shares no word with any document must not be the right one by design.
            var others = Enumerable.Range(a.Question is null ? 0 : 1, Documents.Count).Select(d => (a.Document + d) % Documents.Count);
            return (IReadOnlyList<int>)[.. found.Concat(others).Distinct().Take(most)];
        })];
    }

    // Classes may ask the same documents different things, and the best possible search looks at the evidence.
    private static string Questions(IReadOnlyList<AskedQuestion> asked) =>
        string.Join('\n', asked.Select(a =>
            FormattableString.Invariant(
                $"{a.Document} {a.Question?.Document} {a.Question?.Text} {string.Join(' ', a.Question?.References ?? [])}")));
}

/// <summary>Chunks that replace a ranking where nobody asked: spread evenly over the document.</summary>
internal static class TypicalChunks
{
    public static IReadOnlyList<FoundChunk> Of(IReadOnlyList<ChunkedDocument> documents, int document, int count)
    {
        var chunks = documents[document].Chunks;
        var taken = Math.Min(count, chunks.Count);
        return [.. Enumerable.Range(0, taken).Select(i => (int)((i + 0.5) * chunks.Count / taken))
            .Select(at => new FoundChunk(document, at, chunks[at]))];
    }
}
