using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>The document that the question is about, whole; or the documents that a finder takes it for.</summary>
internal sealed record WholeDocumentContext(DocumentFinder? Finder = null) : IContextSelection
{
    public Retrieving? Retrieving => null;

    public bool ReadsDocument => true;

    public IContextSelection With(DocumentFinder finder) => this with { Finder = finder };

    public Reuse Reuse => Reuse.Document;

    public SelectedContext Select(Inquiry inquiry)
    {
        var library = inquiry.Library;
        return new SelectedContext(
            inquiry.Found.Aggregate(TokenCount.Zero, (sum, d) => sum + library.Tokens[d]),
            [.. inquiry.Found.Select(d => new ContextRange(d, 0, library.Documents[d].Text.Length))])
        {
            // What a finder brings may be another document.
            HoldsDocument = Finder?.Retrieving is null,
        };
    }
}

/// <summary>Every document, in the order of their names; refused where they do not fit.</summary>
internal sealed record WholeCorpusContext(TokenCount Limit) : IContextSelection
{
    public Retrieving? Retrieving => null;

    public Reuse Reuse => Reuse.Everywhere;

    public SelectedContext Select(Inquiry inquiry)
    {
        var library = inquiry.Library;
        if (library.Total > Limit)
        {
            throw new RuleException("limit",
                $"the documents have {library.Total}, more than the limit of {Limit}; take top-chunks, or raise the limit if the model's "
                + $"context window allows");
        }

        return new SelectedContext(library.Total,
            [.. library.Documents.Select((d, at) => new ContextRange(at, 0, d.Text.Length))])
        { HoldsDocument = true };
    }
}
