using CostSim.Units;

namespace CostSim.Requests;

/// <summary>The document that the question is about, whole.</summary>
internal sealed record WholeDocumentContext : IContextSelection
{
    public Retrieving? Retrieving => null;

    public Reuse Reuse => Reuse.Document;

    public SelectedContext Select(Inquiry inquiry) => new(
        inquiry.Library.Tokens[inquiry.Document], [new(inquiry.Document, 0, inquiry.Library.Documents[inquiry.Document].Text.Length)])
    {
        HoldsDocument = true,
    };
}

/// <summary>Every document, in the order of their names; refused where they do not fit.</summary>
internal sealed record WholeCorpusContext(TokenCount Limit) : IContextSelection
{
    public Retrieving? Retrieving => null;

    public Reuse Reuse => Reuse.Everywhere;

    public SelectedContext Select(Inquiry inquiry)
    {
        if (inquiry.Library.Total > Limit)
            throw new RuleException("limit", $"the documents have {inquiry.Library.Total}, more than the limit of {Limit}; take top-chunks, or raise the limit if the model's context window allows");
        return new SelectedContext(inquiry.Library.Total, [.. inquiry.Library.Documents.Select((d, at) => new ContextRange(at, 0, d.Text.Length))]) { HoldsDocument = true };
    }
}
