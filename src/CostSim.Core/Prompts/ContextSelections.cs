using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>The table of what can go into the context of one call; kinds of several calls are built on these.</summary>
internal static class ContextSelections
{
    // A token budget is filled from the best of this many chunks.
    private const int BudgetCandidates = 200;

    public static Registry<IContextSelection> Of(ContextReader reader) => new("context")
    {
        {
            "whole-document", "{ kind: whole-document }",
            "the document the question is about, whole; where nobody knows which one that is, `finder: { kind: bm25, documents: 1 }` (or "
            + "`finder: known`) chooses",
            s => new WholeDocumentContext(reader.Finder(s))
        },
        {
            "whole-corpus", "{ kind: whole-corpus, limit: 900_000 }", "every document; refused where they exceed the limit",
            s => new WholeCorpusContext(s.Tokens("limit", absent: 128_000.Tokens, min: 1))
        },
        {
            "top-chunks", "{ kind: top-chunks, k: 5, chunker: { kind: recursive, size: 512, overlap: 64 }, retriever: { kind: bm25 } }",
            "the k chunks that rank best",
            s => K(s, 5) is var k ? new TopChunksContext(k, reader.Retrieving(s, k)) : null!
        },
        {
            "budget", "{ kind: budget, tokens: 3_000 }", "the best chunks as long as they fit into a number of tokens",
            s => new BudgetContext(s.Tokens("tokens", absent: 3_000.Tokens, min: 1), reader.Retrieving(s, BudgetCandidates))
        },
        {
            "neighbours", "{ kind: neighbours, k: 3, n: 1 }", "the k best chunks, each with its n neighbours on either side",
            s => K(s, 3) is var k ? new NeighboursContext(k, s.Whole("n", absent: 1, max: 1_000), reader.Retrieving(s, k)) : null!
        },
        {
            "parent", "{ kind: parent, k: 5, chunker: { kind: recursive, size: 128 }, parent: { kind: heading, size: 2_000 } }",
            "small chunks find, the larger ones that they lie in go in",
            s => K(s, 5) is var k
                ? new ParentContext(k, reader.Retrieving(s, k, "128"), reader.Cutting(s, "parent", "heading", "2000"))
                : null!
        },
        {
            "rerank", "{ kind: rerank, candidates: 50, keep: 5, order: retriever }",
            "a reranker, priced by the design's `reranker`, scores candidates and the best are kept; `order: perfect` is the most "
            + "it can gain",
            s => s.Whole("candidates", absent: 50, min: 1, max: 10_000) is var candidates
                ? new RerankContext(candidates, s.Whole("keep", absent: 5, min: 1, max: candidates),
                    s.OneOf("order", ["retriever", "perfect"], absent: "retriever") == "perfect"
                        ? RerankOrder.Perfect
                        : RerankOrder.Retriever, reader.Retrieving(s, candidates))
                : null!
        },
    };

    private static int K(SettingsMap settings, int absent) => settings.Whole("k", absent, min: 1, max: 1_000);
}
