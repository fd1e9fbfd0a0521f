namespace CostSim.Prompts;

/// <summary>One call with one context.</summary>
internal sealed record PlainContext(IContextSelection Selection) : IContextStrategy
{
    public Retrieving? Retrieving => Selection.Retrieving;

    public DocumentFinder? Finder => Selection.Finder;

    public bool ReadsDocument => Selection.ReadsDocument;

    public IContextStrategy With(DocumentFinder finder) => this with { Selection = Selection.With(finder) };

    public bool Reranks => Selection.Reranks;

    public bool SameForDocument => Selection.Reuse is Reuse.Document or Reuse.Everywhere;

    public AssembledRequest Assemble(Inquiry inquiry)
    {
        var context = Selection.Select(inquiry);
        return AssembledRequest.Of(inquiry.Call(context.Tokens, Selection.Reuse), context, inquiry.Typical);
    }
}
