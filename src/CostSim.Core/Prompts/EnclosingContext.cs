namespace CostSim.Prompts;

/// <summary>A strategy of several calls around the context of one: documents and retrieval are those of the inner selection, if there is one.</summary>
internal abstract record EnclosingContext(IContextSelection? Inner) : IContextStrategy
{
    public Retrieving? Retrieving => Inner?.Retrieving;

    public DocumentFinder? Finder => Inner?.Finder;

    public bool ReadsDocument => Inner?.ReadsDocument ?? false;

    public IContextStrategy With(DocumentFinder finder) => this with { Inner = Inner?.With(finder) };

    public bool Reranks => Inner is { Reranks: true };

    public bool SameForDocument => Inner?.Reuse is Reuse.Document or Reuse.Everywhere;

    public bool ShowsNothing => Inner is null;

    public abstract AssembledRequest Assemble(Inquiry inquiry);
}
