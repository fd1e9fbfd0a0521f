using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>What of a conversation's earlier turns is sent again.</summary>
internal enum HistoryPolicy
{
    /// <summary>All of them.</summary>
    Full,

    /// <summary>The last ones, a number of turns.</summary>
    Window,

    /// <summary>The last ones that fit into a number of tokens.</summary>
    Truncate,

    /// <summary>The last ones as they were, and a summary of those before, which each turn writes anew in a call of its own.</summary>
    Summary,
}

/// <summary>
/// A conversation of several turns; a request is one of them, at any place of a conversation. Earlier questions and answers are
/// sent again as the policy says. A context that is the same for the document is before the history, a retrieved one after it.
/// </summary>
/// <param name="Keep">Turns that window and summary keep.</param>
/// <param name="Tokens">Tokens that truncate allows, or of a summary.</param>
internal sealed record HistoryContext(Counts Turns, GapLaw Gap, HistoryPolicy Policy, int Keep, TokenCount Tokens, IContextSelection? Inner)
    : EnclosingContext(Inner)
{
    public override AssembledRequest Assemble(Inquiry inquiry)
    {
        var context = Inner?.Select(inquiry) ?? SelectedContext.Nothing;
        var exchange = inquiry.UsualQuestion.Value + inquiry.UsualAnswer;
        var places = Turns.Positions
            .Select((share, i) => (Share: share, First: i == 0, State: At(i, exchange), Before: At(Math.Max(0, i - 1), exchange)))
            // Once turns are dropped, what the turn before sent no longer matters.
            .GroupBy(t => (t.First, t.State, Before: t.State.All ? t.Before : default), (key, turns) =>
                (key.First, key.State, key.Before, Share: turns.Sum(t => t.Share)));
        return new AssembledRequest([.. places.Select(place =>
            new RequestWay(Calls(inquiry, context, place.State, place.Before, place.First, exchange), context.Ranges)
        {
            Share = (_, _) => place.Share,
            HoldsDocument = context.HoldsDocument,
            Reranking = context.Reranking,
            Turn = new Turn(place.First ? 1 : 2, Turns.Mean, Gap),
        })])
        {
            Typical = inquiry.Typical,
        };
    }

    /// <summary>
    /// What is sent of the turns before: how many as they were, whether a summary replaces others, and whether none was dropped.
    /// </summary>
    private readonly record struct Sent(int Turns, bool Summary, bool All);

    private Sent At(int earlier, double exchange)
    {
        var kept = Policy switch
        {
            HistoryPolicy.Full => earlier,
            HistoryPolicy.Truncate => (int)Math.Min(earlier, Math.Floor(Tokens.Value / Math.Max(1, exchange))),
            _ => Math.Min(earlier, Keep),
        };
        return new Sent(kept, Policy is HistoryPolicy.Summary && kept < earlier, kept == earlier);
    }

    private IReadOnlyList<ModelCall> Calls(Inquiry inquiry, SelectedContext context, Sent sent, Sent before, bool first, double exchange)
    {
        PromptTokens[] shown = context.Tokens == TokenCount.Zero ? [] : [new(PromptPart.Context, context.Tokens, Inner!.Reuse)];
        var history = History(sent, inquiry, exchange);
        var leads = inquiry.OpeningTokens + (SameForDocument ? context.Tokens : TokenCount.Zero);
        var grows = Inner is null || SameForDocument;
        // Once turns are dropped or rewritten, the history begins with other words than in the turn before.
        var carried = first ? TokenCount.Zero : !sent.All
            ? leads
            : leads + History(before, inquiry, exchange).Tokens + (grows ? inquiry.UsualQuestion : TokenCount.Zero);
        var answer = new ModelCall(SameForDocument ? [.. inquiry.Opening, .. shown, history, inquiry.Asking] : [.. inquiry.Opening, history,
            .. shown, inquiry.Asking], 1, TokenCount.Zero)
        {
            Carried = carried,
            Grows = grows,
            EarlierMessages = (2 * sent.Turns) + (sent.Summary ? 1 : 0),
        };
        return sent.Turns == Keep && Policy is HistoryPolicy.Summary ? [answer, Summarising(sent, inquiry, exchange)] : [answer];
    }

    // The turn that leaves the window joins the summary.
    private ModelCall Summarising(Sent sent, Inquiry inquiry, double exchange) => new(
        [new(PromptPart.History, new TokenCount((sent.Summary ? Tokens.Value : 0) + (long)Math.Round(exchange)),
            Reuse.Request) { Answers = inquiry.UsualAnswer }],
        0, Tokens);

    private PromptTokens History(Sent sent, Inquiry inquiry, double exchange) =>
        new(PromptPart.History, new TokenCount((long)Math.Round(sent.Turns * exchange) + (sent.Summary ? Tokens.Value : 0)),
            Reuse.Conversation)
        {
            Answers = sent.Turns * inquiry.UsualAnswer,
        };
}
