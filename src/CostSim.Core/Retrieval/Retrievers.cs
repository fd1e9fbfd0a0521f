using CostSim.Settings;

namespace CostSim.Retrieval;

/// <summary>The table of retrievers.</summary>
public static class Retrievers
{
    public static Registry<IRetriever> All { get; } = new("retriever")
    {
        { "bm25", "{ kind: bm25, scope: document }", "by shared words, as SQLite FTS5 ranks them", s => new Bm25(ScopeOf(s)) },
    };

    private static Scope ScopeOf(SettingsMap settings) =>
        settings.OneOf("scope", ["corpus", "document"], absent: "corpus") == "document" ? Scope.Document : Scope.Corpus;
}
