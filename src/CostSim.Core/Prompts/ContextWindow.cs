using System.Globalization;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>What a model takes at most, input and output together, and what happens to a request that is longer.</summary>
/// <param name="Tokens">Null where no source says.</param>
/// <param name="Truncates">True to cut the end of the context, or the oldest turns; false to refuse.</param>
internal sealed record ContextWindow(TokenCount? Tokens, bool Truncates)
{
    public static ContextWindow Unlimited { get; } = new(null, false);

    /// <summary>The same request, or one whose calls were cut to fit. Evidence in the part that was cut counts as missing.</summary>
    public AssembledRequest Fit(AssembledRequest request, Library library, double usualAnswer) =>
        Tokens is not { } most || request.Ways.All(w => w.Calls.All(c => Excess(c, most, usualAnswer) == 0))
            ? request
            : request with { Ways = [.. request.Ways.Select(w => Fit(w, library, most, usualAnswer))] };

    private static long Excess(ModelCall call, TokenCount most, double usualAnswer) =>
        Math.Max(0, call.Input.Value + call.Notes.Value + (long)Math.Ceiling(call.Answers * usualAnswer) - most.Value);

    private RequestWay Fit(RequestWay way, Library library, TokenCount most, double usualAnswer)
    {
        var calls = way.Calls.Select(c => Excess(c, most, usualAnswer) is var excess and > 0 ? Shortened(c, excess, most) : c).ToList();
        var lost = LostContext(way, calls);
        return way with
        {
            Calls = calls,
            Context = lost == 0 ? way.Context : [.. Kept(way.Context, library, way.Tokens(PromptPart.Context).Value - lost)],
            HoldsDocument = way.HoldsDocument && lost == 0,
            Cut = way.Input - calls.Aggregate(TokenCount.Zero, (sum, c) => sum + c.Input),
        };
    }

    private ModelCall Shortened(ModelCall call, long excess, TokenCount most)
    {
        if (!Truncates)
            throw new RuleException("on_overflow",
                string.Create(CultureInfo.InvariantCulture,
                    $"a call has {call.Input} and its output, {excess:#,0} more than the {most} of the model's context window; take "
                    + $"chunks, a model with a larger window, or 'on_overflow: truncate'"));
        var left = excess;
        var parts = call.Prompt.ToArray();
        // The oldest turns go first, then the end of the context.
        foreach (var part in new[] { PromptPart.History, PromptPart.Context })
        {
            for (var i = parts.Length - 1; i >= 0; i--)
            {
                if (parts[i].Part != part || parts[i].Tokens == TokenCount.Zero)
                    continue;
                var cut = Math.Min(left, parts[i].Tokens.Value);
                var kept = parts[i].Tokens.Value - cut;
                parts[i] = parts[i] with { Tokens = new TokenCount(kept), Answers = parts[i].Answers * kept / parts[i].Tokens.Value };
                left -= cut;
            }
        }

        if (left > 0)
            throw new RuleException("on_overflow",
                string.Create(CultureInfo.InvariantCulture,
                    $"a call has {call.Input} and its output, and is still {left:#,0} tokens over the {most} of the model's context window "
                    + $"without any context; shorten the system prompt, or take another model"));
        var unchanged = parts.TakeWhile((p, i) => p == call.Prompt[i]).Aggregate(TokenCount.Zero, (sum, p) => sum + p.Tokens);
        return call with { Prompt = parts, Carried = call.Carried < unchanged ? call.Carried : unchanged };
    }

    private static long LostContext(RequestWay way, IReadOnlyList<ModelCall> calls) =>
        way.Tokens(PromptPart.Context).Value - calls.Sum(c => c.Tokens(PromptPart.Context).Value);

    // The stretches in their order, as far as the tokens that are left reach.
    private static IEnumerable<ContextRange> Kept(IReadOnlyList<ContextRange> context, Library library, long tokens)
    {
        foreach (var range in context)
        {
            var whole = library.CountAlone(range).Value;
            if (tokens <= 0)
                yield break;
            yield return whole <= tokens ? range : library.Beginning(range, new TokenCount(tokens));
            tokens -= whole;
        }
    }
}
