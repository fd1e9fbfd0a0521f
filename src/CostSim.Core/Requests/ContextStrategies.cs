using CostSim.Chunks;
using CostSim.Retrieval;
using CostSim.Settings;
using CostSim.Units;

namespace CostSim.Requests;

/// <summary>The table of context assembly kinds.</summary>
public static class ContextStrategies
{
    /// <summary>How a strategy that finds chunks does so where the scenario does not say.</summary>
    private const string UsualChunker = "recursive";
    private const string UsualRetriever = "bm25";

    // A token budget is filled from the best of this many chunks.
    private const int BudgetCandidates = 200;

    public static Registry<IContextStrategy> All { get; } = new("context")
    {
        { "whole-document", "{ kind: whole-document }", "the document the question is about, whole", _ => new WholeDocumentContext() },
        { "whole-corpus", "{ kind: whole-corpus, limit: 900_000 }", "every document; refused where they exceed the limit",
            s => new WholeCorpusContext(s.Tokens("limit", absent: 128_000.Tokens, min: 1)) },
        { "top-chunks", "{ kind: top-chunks, k: 5, chunker: { kind: recursive, size: 512, overlap: 64 }, retriever: { kind: bm25, scope: document } }", "the k chunks that rank best",
            s => TopChunks(s) },
        { "budget", "{ kind: budget, tokens: 3_000 }", "the best chunks as long as they fit into a number of tokens",
            s => Budget(s) },
    };

    private static TopChunksContext TopChunks(SettingsMap settings)
    {
        var k = settings.Whole("k", absent: 5, min: 1, max: 1_000);
        return new TopChunksContext(k, Retrieving(settings, k));
    }

    private static BudgetContext Budget(SettingsMap settings) =>
        new(settings.Tokens("tokens", absent: 3_000.Tokens, min: 1), Retrieving(settings, BudgetCandidates));

    private static Retrieving Retrieving(SettingsMap settings, int candidates)
    {
        var chunker = Kind(settings, "chunker", UsualChunker, "{ kind: recursive, size: 512, overlap: 64 }");
        var retriever = Kind(settings, "retriever", UsualRetriever, "{ kind: bm25, scope: document }");
        return new Retrieving(Chunkers.All.Build(chunker) ?? new WholeDocument(), Retrievers.All.Build(retriever) ?? new Bm25(Scope.Document), candidates,
            $"{chunker.Node.Text} {retriever.Node.Text}");
    }

    // A name alone takes the kind's own defaults; an absent key takes the usual settings, which then stand among the assumptions.
    private static SettingsMap Kind(SettingsMap settings, string key, string kind, string usual)
    {
        if (settings.KindMap(key) is { } given)
            return given;
        settings.Record(key, usual, Origin.Default);
        Entry Of(string name, string value) => new(name, settings.At, new ScalarNode(settings.At, value));
        Entry[] entries = kind == UsualChunker ? [Of("kind", kind), Of("size", "512"), Of("overlap", "64")] : [Of("kind", kind), Of("scope", "document")];
        return new SettingsMap(new MapNode(settings.At, entries), settings.PathOf(key), new Reading(settings.Errors, new AssumptionLedger()));
    }
}
