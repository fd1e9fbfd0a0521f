using CostSim.Requests;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>The leading tokens of a call that its cache serves: those common to all requests, and the whole prefix.</summary>
/// <param name="Varies">True where the whole prefix differs from document to document.</param>
public readonly record struct CachedPrefix(TokenCount Common, TokenCount Whole, bool Varies)
{
    /// <summary>A prefix shorter than the cache's minimum is not cached: its count is zero.</summary>
    public static CachedPrefix Of(ModelCall call, PrefixCache cache)
    {
        long common = 0, whole = 0;
        var varies = false;
        foreach (var part in call.Prompt.TakeWhile(p => cache.Prefix.Contains(p.Part) || p.Tokens == TokenCount.Zero))
        {
            whole += part.Tokens.Value;
            varies |= part.Part is PromptPart.Context && part.Tokens.Value > 0;
            if (!varies)
                common += part.Tokens.Value;
        }

        return new(Long(common), Long(whole), varies);

        TokenCount Long(long tokens) => tokens >= cache.MinimumTokens.Value ? new TokenCount(tokens) : TokenCount.Zero;
    }
}
