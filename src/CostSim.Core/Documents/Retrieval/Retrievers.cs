using CostSim.Files;

namespace CostSim.Documents;

/// <summary>The table of retrievers.</summary>
internal static class Retrievers
{
    /// <summary>The table for reading and for kinds that need no connection.</summary>
    public static Registry<IRetriever> All { get; } = Using(endpoint => new NoEmbedder(endpoint));

    /// <summary>The table with a way to reach an embeddings endpoint, and the scope of a retriever that states none.</summary>
    public static Registry<IRetriever> Using(Func<EmbeddingEndpoint, IEmbedder> connect, Scope usual = Scope.Corpus)
    {
        Scope ScopeOf(SettingsMap settings) => settings.Has("scope")
            ? settings.OneOf("scope", ["corpus", "document"]) == "document" ? Scope.Document : Scope.Corpus
            : usual;

        var table = new Registry<IRetriever>("retriever")
        {
            {
                "bm25", "{ kind: bm25, scope: document, words: porter }",
                "by shared words, as SQLite FTS5 ranks them; `words: porter` for English stems, `pairs` for scripts without spaces",
                s => new Bm25(ScopeOf(s), WordsOf(s))
            },
            { "oracle", "{ kind: oracle }", "the chunks that hold the evidence and no others: the best possible",
                _ => new OracleRetriever() },
            { "random", "{ kind: random, scope: document, seed: 1 }", "chunks by chance: the least to beat", s =>
                new RandomRetriever(ScopeOf(s), s.Whole("seed", absent: 1)) },
            {
                "embeddings", "{ kind: embeddings, model: minilm }",
                "by vectors: of `minilm`, a small English model that comes with CostSim and needs no network, or of an API in OpenAI's "
                + "form, `{ url: http://localhost:11434/v1, model: nomic-embed-text, key_env: EMBEDDINGS_KEY, query_prefix: 'search_query: "
                    + "', document_prefix: 'search_document: ' }`; vectors are kept on disk",
                s => new EmbeddingRetriever(ScopeOf(s), connect(EmbeddingEndpoint.Read(s)), s.Text("query_prefix", absent: ""),
                    s.Text("document_prefix", absent: ""))
            },
        };
        table.Add("hybrid", "{ kind: hybrid, retrievers: [bm25, { kind: embeddings, model: minilm }] }",
            "several rankings fused by reciprocal rank",
            s => new HybridRetriever(Members(s, table), s.Whole("depth", absent: 100, min: 1)));
        return table;
    }

    private static WordForm WordsOf(SettingsMap settings) =>
        settings.OneOf("words", ["unicode61", "porter", "pairs"], absent: "unicode61") switch
        {
            "porter" => WordForm.Porter,
            "pairs" => WordForm.Pairs,
            _ => WordForm.Unicode61,
        };

    private static IReadOnlyList<IRetriever> Members(SettingsMap settings, Registry<IRetriever> table)
    {
        var members = new List<IRetriever?>();
        foreach (var (node, i) in settings.List("retrievers").Select((node, i) => (node, i)))
        {
            var path = $"{settings.PathOf("retrievers")}[{i}]";
            if (node is ScalarNode name)
                members.Add(table.Build(SettingsMap.OfKind(name, path, settings.Reading)));
            else if (node is MapNode map)
                members.Add(table.Build(new SettingsMap(map, path, settings.Reading)));
        }

        if (members.Count < 2)
            settings.Refuse("retrievers", $"must name at least 2 retrievers, but names {members.Count}");
        return [.. members.OfType<IRetriever>()];
    }
}
