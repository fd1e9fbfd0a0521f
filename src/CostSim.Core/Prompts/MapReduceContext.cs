using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>
/// The document in parts: a call takes notes on each, and one more answers from the notes. A document that fits into one part is
/// answered in one call.
/// </summary>
internal sealed record MapReduceContext(TokenCount Part, TokenCount Notes, DocumentFinder? Finder = null)
    : PartsContext(Part, Notes, Finder)
{
    public override AssembledRequest Assemble(Inquiry inquiry)
    {
        var document = new WholeDocumentContext(Finder).Select(inquiry);
        var parts = DocumentParts.Of(document.Tokens, Part);
        if (parts.Count == 1)
            return AssembledRequest.Of(inquiry.Call(parts[0], Reuse.Document), document, inquiry.Typical);
        var maps = parts.Select((part, i) =>
            inquiry.Call(part, Reuse.Document) with
            {
                Answers = 0,
                Notes = Notes,
                Carried = i == 0
                ? TokenCount.Zero
                : inquiry.OpeningTokens
            });
        var reduce = new ModelCall([.. inquiry.Opening, new(PromptPart.Notes, new TokenCount(Notes.Value * parts.Count), Reuse.Request),
            inquiry.Asking], 1, TokenCount.Zero)
        {
            Carried = inquiry.OpeningTokens,
        };
        return new AssembledRequest([new RequestWay([.. maps, reduce], document.Ranges) { HoldsDocument = document.HoldsDocument,
            IsInParts = true }])
        { Typical = inquiry.Typical };
    }
}

/// <summary>The document part by part: each call improves the notes of the one before, the last one answers.</summary>
internal sealed record RefineContext(TokenCount Part, TokenCount Notes, DocumentFinder? Finder = null)
    : PartsContext(Part, Notes, Finder)
{
    public override AssembledRequest Assemble(Inquiry inquiry)
    {
        var document = new WholeDocumentContext(Finder).Select(inquiry);
        var parts = DocumentParts.Of(document.Tokens, Part);
        var calls = parts.Select((part, i) => new ModelCall(
            [
                .. inquiry.Opening,
                new(PromptPart.Context, part, Reuse.Document),
                new(PromptPart.Notes, i == 0 ? TokenCount.Zero : Notes, Reuse.Request),
                inquiry.Asking,
            ],
            i + 1 == parts.Count ? 1 : 0, i + 1 == parts.Count ? TokenCount.Zero : Notes)
        {
            Carried = i == 0 ? TokenCount.Zero : inquiry.OpeningTokens,
        });
        return new AssembledRequest([new RequestWay([.. calls], document.Ranges) { HoldsDocument = document.HoldsDocument,
            IsInParts = parts.Count > 1 }])
        { Typical = inquiry.Typical };
    }
}

/// <summary>Parts of a document by tokens: all of one size but the last.</summary>
internal static class DocumentParts
{
    public static IReadOnlyList<TokenCount> Of(TokenCount document, TokenCount part)
    {
        var parts = new List<TokenCount>();
        for (var left = document.Value; left > 0 || parts.Count == 0; left -= part.Value)
            parts.Add(new TokenCount(Math.Min(Math.Max(0, left), part.Value)));
        return parts;
    }
}

/// <summary>Reads a whole document in parts of a size, with notes that go from call to call.</summary>
internal abstract record PartsContext(TokenCount Part, TokenCount Notes, DocumentFinder? Finder) : IContextStrategy
{
    public Retrieving? Retrieving => null;

    public bool ReadsDocument => true;

    public IContextStrategy With(DocumentFinder finder) => this with { Finder = finder };

    public bool SameForDocument => true;

    public abstract AssembledRequest Assemble(Inquiry inquiry);
}
