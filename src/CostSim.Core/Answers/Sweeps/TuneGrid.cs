using System.Globalization;
using CostSim.Documents;
using CostSim.Files;
using CostSim.Prompts;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>A form of a retrieving design: its <c>context</c> as a scenario writes it, and in a few words.</summary>
internal sealed record TuneForm(string Words, string Context);

/// <summary>
/// The forms that <c>tune</c> tries: every kind and size of chunk with every overlap, number of chunks and retriever; the neighbours of
/// small chunks, the sections around them, and a reranker where the design prices one. A grid may say each of them in place of the usual.
/// </summary>
internal sealed record TuneGrid
{
    private const int MostForms = 5_000;

    public required IReadOnlyList<string> Kinds { get; init; }

    /// <summary>Tokens of a chunk.</summary>
    public required IReadOnlyList<int> Sizes { get; init; }

    /// <summary>Overlap as a share of the size.</summary>
    public required IReadOnlyList<double> Overlaps { get; init; }

    /// <summary>Chunks that go in.</summary>
    public required IReadOnlyList<int> Counts { get; init; }

    /// <summary>Retrievers as a scenario writes them.</summary>
    public required IReadOnlyList<string> Retrievers { get; init; }

    /// <summary>Context kinds in addition to <c>top-chunks</c>: neighbours, parent, rerank.</summary>
    public required IReadOnlyList<string> Contexts { get; init; }

    /// <summary>In which order a reranker puts its candidates.</summary>
    public string RerankOrder { get; init; } = "retriever";

    /// <summary>
    /// What is tried around a design. Embedding every cut takes minutes, so that a design with embeddings has fewer of them.
    /// </summary>
    public static TuneGrid Around(Design design)
    {
        var retrieving = design.Context!.Retrieving!;
        var dense = retrieving.Key.Contains("embeddings", StringComparison.Ordinal);
        var selection = (design.Context as PlainContext)?.Selection;
        List<string> contexts = ["top-chunks", "neighbours", "parent"];
        if (design.Reranker is not null)
            contexts.Add("rerank");
        return new TuneGrid
        {
            Kinds = dense ? ["recursive"] : ["recursive", "sentence"],
            Sizes = dense ? [256, 512] : [128, 256, 384, 512, 768],
            Overlaps = dense ? [0.125] : [0, 0.125],
            Counts = [1, 2, 3, 4, 6, 8, 12, 16],
            Retrievers = [.. new[] { retrieving.Retriever is Bm25 ? null : retrieving.Key, Pairs(retrieving),
                "{ kind: bm25, words: porter }", dense ? null : "{ kind: bm25 }" }.OfType<string>().Distinct()],
            Contexts = contexts,
            RerankOrder = selection is RerankContext { Order: Prompts.RerankOrder.Perfect } ? "perfect" : "retriever",
        };
    }

    // Scripts without spaces need their pairs of characters.
    private static string? Pairs(Retrieving retrieving) => retrieving.Retriever is Bm25 { Words: WordForm.Pairs }
        ? "{ kind: bm25, words: pairs }"
        : null;

    /// <summary>The usual grid with what is typed in its place; errors are among the map's.</summary>
    public TuneGrid Read(SettingsMap map)
    {
        IReadOnlyList<T> Of<T>(string key, IReadOnlyList<T> usual, Func<SettingsNode, T?> read, string form) where T : struct
        {
            if (!map.Has(key))
                return usual;
            var values = map.List(key).Select(n => (Node: n, Value: read(n))).ToList();
            foreach (var (node, _) in values.Where(v => v.Value is null))
                map.Errors.Add(node.At, $"{key}: must be {form}, but holds {node.Text}");
            if (values.Count == 0)
                map.Refuse(key, "is empty; leave it out, or give values to try");
            return [.. values.Select(v => v.Value).OfType<T>().Distinct()];
        }

        IReadOnlyList<string> Names(string key, IReadOnlyList<string> usual, IReadOnlyList<string> known)
        {
            foreach (var node in map.List(key).Where(n => known.Count > 0 && !known.Contains(n.Text)))
                map.Errors.Add(node.At, $"{key}: '{node.Text}' is not known; {Spelling.Suggestion(node.Text, known)}");
            return map.Has(key) ? [.. map.List(key).Select(n => n.Text).Distinct()] : usual;
        }

        var read = this with
        {
            Kinds = Names("kinds", Kinds, ["recursive", "sentence", "heading", "paragraph", "window"]),
            Sizes = Of("sizes", Sizes, n => Numbers.TryWhole(n.Text, out var v) && v is > 0 and <= 100_000 ? (int)v : (int?)null,
                "whole numbers of tokens such as [256, 512]"),
            Overlaps = Of("overlaps", Overlaps, n => Numbers.TryDouble(n.Text, out var v) && v is >= 0 and < 1 ? v : (double?)null,
                "shares of the size such as [0%, 12.5%]"),
            Counts = Of("k", Counts, n => Numbers.TryWhole(n.Text, out var v) && v is > 0 and <= 1_000 ? (int)v : (int?)null,
                "whole numbers of chunks such as [3, 5, 8]"),
            Retrievers = Names("retrievers", Retrievers, []),
            Contexts = Names("contexts", Contexts, ["top-chunks", "neighbours", "parent", "rerank"]),
        };
        map.RejectUnread();
        var forms = read.Forms().Count;
        if (map.Errors.Count == 0 && forms < 2)
            map.Errors.Add(map.At,
                $"the grid has {(forms == 0 ? "no form" : "one form")}, which leaves nothing to choose; give several values of kinds, "
                + $"sizes, overlaps, k or retrievers");
        if (forms > MostForms)
            map.Errors.Add(map.At,
                string.Create(CultureInfo.InvariantCulture,
                    $"the grid has {forms:#,0} forms, more than {MostForms:#,0}; give fewer values"));
        return read;
    }

    public IReadOnlyList<TuneForm> Forms()
    {
        var forms = new List<TuneForm>();
        foreach (var retriever in Retrievers)
        {
            var words = retriever is "{ kind: bm25 }" ? "bm25" : retriever.Contains("porter", StringComparison.Ordinal)
                && retriever.Contains("bm25", StringComparison.Ordinal) && !retriever.Contains("hybrid", StringComparison.Ordinal)
                ? "porter"
                : ShortOf(retriever);
            foreach (var kind in Contexts)
            {
                forms.AddRange(kind switch
                {
                    "top-chunks" => from cut in Cuts(Kinds, Sizes, Overlaps)
                                    from k in Counts
                                    select Form(kind, cut,
                        k, retriever, words, ""),
                    // Small chunks find; what is around them goes in.
                    "neighbours" => from cut in Cuts(Kinds.Take(1), Sizes.Where(s => s <= 256), [0])
                                    from k in Counts.Where(k =>
                        k is > 1 and <= 6)
                                    select Form(kind, cut, k, retriever, words, "n: 1, "),
                    "parent" => from cut in Cuts(Kinds.Take(1), Sizes.Where(s => s <= 256), [0])
                                from k in Counts.Where(k =>
                        k is > 1 and <= 6)
                                select Form(kind, cut, k, retriever, words, "parent: { kind: heading, size: 1_000 }, "),
                    _ => from cut in Cuts(Kinds.Take(1), Sizes.Where(s => s is >= 256 and <= 512), [0])
                         from k in Counts.Where(k =>
                        k is > 1 and <= 10)
                         select Reranked(cut, k, retriever, words),
                });
            }
        }

        return [.. forms.DistinctBy(f => f.Context)];
    }

    private static IEnumerable<(string Words, string Yaml)> Cuts(IEnumerable<string> kinds, IEnumerable<int> sizes,
        IEnumerable<double> overlaps) =>
        from kind in kinds
        from size in sizes
        from overlap in overlaps
        let tokens = (int)Math.Round(size * overlap)
        select (FormattableString.Invariant($"{kind} {size}{(tokens > 0 ? FormattableString.Invariant($"/{tokens}") : "")}"),
            FormattableString.Invariant(
                $"{{ kind: {kind}, size: {size}{(tokens > 0 ? FormattableString.Invariant($", overlap: {tokens}") : "")} }}"));

    private static TuneForm Form(string kind, (string Words, string Yaml) cut, int k, string retriever, string words, string own) => new(
        FormattableString.Invariant($"{(kind == "top-chunks" ? "" : kind + " ")}{cut.Words} k {k} {words}"),
        FormattableString.Invariant($"{{ kind: {kind}, k: {k}, {own}chunker: {cut.Yaml}, retriever: {retriever} }}"));

    private TuneForm Reranked((string Words, string Yaml) cut, int keep, string retriever, string words) => new(
        FormattableString.Invariant($"rerank {cut.Words} keep {keep} {words}"),
        FormattableString.Invariant(
            $"{{ kind: rerank, candidates: 50, keep: {keep}, order: {RerankOrder}, chunker: {cut.Yaml}, retriever: {retriever} }}"));

    private static string ShortOf(string retriever) => retriever.Trim('{', '}', ' ').Replace("kind: ", "", StringComparison.Ordinal);
}
