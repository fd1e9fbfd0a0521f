using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>
/// An agent that calls tools a number of times before it answers. Every call sends again all that went before, so that input grows
/// with the square of the steps.
/// </summary>
/// <param name="ToolCall">Tokens that the model writes to call a tool.</param>
/// <param name="Result">Tokens that a tool gives back.</param>
internal sealed record AgentContext(Counts Steps, TokenCount ToolCall, TokenCount Result, IContextSelection? Inner) : EnclosingContext(Inner)
{
    public override AssembledRequest Assemble(Inquiry inquiry)
    {
        var context = Inner?.Select(inquiry) ?? SelectedContext.Nothing;
        return new AssembledRequest([.. Steps.Shares.Select((share, i) => (Share: share, Steps: i + Steps.First)).Where(s => s.Share > 0)
            .Select(s => new RequestWay(Calls(inquiry, context, s.Steps), context.Ranges)
            {
                Share = (_, _) => s.Share,
                HoldsDocument = context.HoldsDocument,
                Reranking = context.Reranking,
            })])
        {
            Typical = inquiry.Typical,
        };
    }

    private IReadOnlyList<ModelCall> Calls(Inquiry inquiry, SelectedContext context, int steps)
    {
        var calls = new List<ModelCall>();
        for (var done = 0; done <= steps; done++)
        {
            var grown = new TokenCount(done * (ToolCall.Value + Result.Value));
            PromptTokens[] shown = context.Tokens == TokenCount.Zero ? [] : [new(PromptPart.Context, context.Tokens, Inner!.Reuse)];
            calls.Add(new ModelCall([.. inquiry.Opening, .. shown, inquiry.Asking, new(PromptPart.History, grown, Reuse.Request)],
                done == steps ? 1 : 0, done == steps ? TokenCount.Zero : ToolCall)
            {
                Carried = done == 0 ? TokenCount.Zero : calls[^1].Input,
                Grows = true,
                EarlierMessages = 2 * done,
            });
        }

        return calls;
    }
}
