using CostSim.Documents;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>
/// Decides which calls answer a question, and what goes into them in addition to the fixed parts of the prompt: context assembly.
/// </summary>
internal interface IContextStrategy
{
    /// <summary>How the documents are cut and searched for it; null where whole documents go in.</summary>
    Retrieving? Retrieving { get; }

    /// <summary>True where requests about the same document carry the same context, so that a prompt cache can reuse it.</summary>
    bool SameForDocument { get; }

    /// <summary>Probabilities that are not known, such as the share of questions that fall back; independent of one another.</summary>
    IReadOnlyList<Parameter> Probabilities => [];

    /// <summary>True where the shares of its ways follow from the evidence that retrieval found.</summary>
    bool NeedsEvidence => false;

    /// <summary>How whole documents are found where nobody knows which one is meant; null where none is looked for.</summary>
    DocumentFinder? Finder => null;

    /// <summary>True where the document that the question is about goes in.</summary>
    bool ReadsDocument => false;

    /// <summary>The same strategy with whole documents found in this way, where any go in.</summary>
    IContextStrategy With(DocumentFinder finder) => this;

    /// <summary>True where a reranker scores what retrieval found.</summary>
    bool Reranks => false;

    /// <summary>True where no part of a document goes in, so that evidence says nothing.</summary>
    bool ShowsNothing => false;

    AssembledRequest Assemble(Inquiry inquiry);
}

/// <summary>Decides what goes into the context of one call.</summary>
internal interface IContextSelection
{
    /// <summary>How the documents are cut and searched for it; null where whole documents go in.</summary>
    Retrieving? Retrieving { get; }

    /// <summary>How whole documents are found where nobody knows which one is meant; null where none is looked for.</summary>
    DocumentFinder? Finder => null;

    /// <summary>True where the document that the question is about goes in.</summary>
    bool ReadsDocument => false;

    /// <summary>The same selection with whole documents found in this way, where any go in.</summary>
    IContextSelection With(DocumentFinder finder) => this;

    /// <summary>How far the context is the same.</summary>
    Reuse Reuse { get; }

    /// <summary>True where a reranker scores what retrieval found.</summary>
    bool Reranks => false;

    SelectedContext Select(Inquiry inquiry);
}

/// <summary>What goes into the context of a call: its tokens, and the stretches of the documents that they are.</summary>
internal sealed record SelectedContext(TokenCount Tokens, IReadOnlyList<ContextRange> Ranges)
{
    public static SelectedContext Nothing { get; } = new(TokenCount.Zero, []);

    public bool HoldsDocument { get; init; }

    public Reranking? Reranking { get; init; }
}

/// <summary>A chunker with its settings in words: equal keys cut alike.</summary>
internal sealed record Cutting(IChunker Chunker, string Key);

/// <summary>How a strategy finds its chunks, and how many of the best it looks at.</summary>
/// <param name="Key">The retriever's settings in words: equal keys search alike.</param>
internal sealed record Retrieving(Cutting Cutting, IRetriever Retriever, int Candidates, string Key);

/// <summary>
/// Chooses whole documents where nobody knows which one a question is about: those with the best chunks. Where the right one is
/// <em>known</em> after all, nothing is searched.
/// </summary>
/// <param name="Retrieving">How the chunks are cut and searched; null where the document is known.</param>
/// <param name="Documents">How many go in.</param>
internal sealed record DocumentFinder(Retrieving? Retrieving, int Documents)
{
    public static DocumentFinder Known { get; } = new(null, 1);
}

/// <summary>One chunk of one document with its place among the document's chunks, as a ranking returns it.</summary>
internal sealed record FoundChunk(int Document, int Index, Chunk Chunk)
{
    public ContextRange Range => new(Document, Chunk.Start, Chunk.End);
}
