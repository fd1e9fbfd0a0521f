namespace CostSim.Documents;

/// <summary>A document and the chunks that one chunker made of it.</summary>
internal sealed record ChunkedDocument(Document Document, IReadOnlyList<Chunk> Chunks)
{
    public static ChunkedDocument Of(TokenizedDocument document, IChunker chunker) => new(document.Document, chunker.Cut(document));
}
