using CostSim.Prompts;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>
/// The leading tokens of a call that its cache serves: those common to all requests, those of all requests about one document, and
/// all that is cached. A prefix shorter than the cache's minimum is not cached: its count is zero.
/// </summary>
internal readonly record struct CachedPrefix(TokenCount Common, TokenCount Whole, TokenCount Cacheable)
{
    /// <summary>True where what is shared differs from document to document.</summary>
    public bool Varies => Whole > Common;

    public static CachedPrefix Of(ModelCall call, PrefixCache cache)
    {
        long common = 0, whole = 0, cacheable = 0;
        var reuse = Reuse.Everywhere;
        // What comes with the system prompt and the tools is cached with them, and pictures of pages are context.
        foreach (var part in call.Prompt.TakeWhile(p =>
            p.Tokens == TokenCount.Zero || cache.Prefix.Contains(p.Part is PromptPart.Images ? PromptPart.Context : p.Part)
            || p.Part is PromptPart.Hidden or PromptPart.Schema))
        {
            if (part.Tokens.Value > 0 && part.Reuse > reuse)
                reuse = part.Reuse;
            cacheable += part.Tokens.Value;
            common += reuse is Reuse.Everywhere ? part.Tokens.Value : 0;
            whole += reuse is Reuse.Everywhere or Reuse.Document ? part.Tokens.Value : 0;
        }

        // Where the next turn begins with all of this prompt, the mark is at its end.
        if (call.Grows && cache.Prefix.Contains(PromptPart.History))
            cacheable = call.Input.Value;
        return new(cache.Cached(new TokenCount(common)), cache.Cached(new TokenCount(whole)), cache.Cached(new TokenCount(cacheable)));
    }

    /// <summary>The tokens that a call reads in a state of the cache; later calls of a request find what the one before sent.</summary>
    public TokenCount Read(ModelCall call, CacheHit hit, bool isFirst, PrefixCache cache)
    {
        var shared = hit switch
        {
            CacheHit.None when isFirst => TokenCount.Zero,
            CacheHit.None or CacheHit.Common => Common,
            _ => Whole,
        };
        if (isFirst && hit is not CacheHit.Turn)
            return shared;
        // Explicit marks end where the cached parts end, so that more in common does not help.
        var carried = cache.Cached(call.Carried < Cacheable ? call.Carried : Cacheable);
        return carried > shared ? carried : shared;
    }
}
