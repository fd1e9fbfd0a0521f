using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>
/// Retrieved chunks first; where the model declines to answer from them, a second call with the full context. The share that
/// declines is typed, or follows from the evidence: <see cref="Notices"/> of the questions whose evidence was missed, and
/// <see cref="FalseAlarms"/> of those whose evidence was found.
/// </summary>
/// <param name="Declining">Tokens of the answer that declines.</param>
internal sealed record SelfRouteContext(IContextSelection First, IContextSelection Then, Parameter? Declines, Parameter Notices,
    Parameter FalseAlarms, TokenCount Declining) : IContextStrategy
{
    public Retrieving? Retrieving => First.Retrieving ?? Then.Retrieving;

    public DocumentFinder? Finder => First.Finder ?? Then.Finder;

    public bool ReadsDocument => First.ReadsDocument || Then.ReadsDocument;

    public IContextStrategy With(DocumentFinder finder) => this with { First = First.With(finder), Then = Then.With(finder) };

    public bool Reranks => First.Reranks || Then.Reranks;

    public bool SameForDocument => false;

    public IReadOnlyList<Parameter> Probabilities => Declines is null ? [Notices, FalseAlarms] : [Declines];

    public bool NeedsEvidence => Declines is null;

    public AssembledRequest Assemble(Inquiry inquiry)
    {
        var (found, full) = (First.Select(inquiry), Then.Select(inquiry));
        var first = inquiry.Call(found.Tokens, First.Reuse);
        var declined = first with { Answers = 0, Notes = Declining };
        var second = inquiry.Call(full.Tokens, Then.Reuse) with { Carried = inquiry.OpeningTokens };
        var answered = new RequestWay([first], found.Ranges) { HoldsDocument = found.HoldsDocument, Reranking = found.Reranking };
        var fellBack = new RequestWay([declined, second], full.Ranges) { HoldsDocument = full.HoldsDocument, Reranking = found.Reranking };
        // What is noticed depends on whether the evidence was missed, so that it decides what is still missed afterwards.
        IReadOnlyList<RequestWay> ways = Declines is null
            ?
            [
                answered with { Missed = 0, Share = static (missed, p) => (1 - missed) * (1 - p[1]) },
                answered with { Missed = 1, Share = static (missed, p) => missed * (1 - p[0]) },
                fellBack with { Share = static (missed, p) => (missed * p[0]) + ((1 - missed) * p[1]) },
            ]
            : [answered with { Share = static (_, p) => 1 - p[0] }, fellBack with { Share = static (_, p) => p[0] }];
        return new AssembledRequest(ways) { Typical = inquiry.Typical };
    }
}
