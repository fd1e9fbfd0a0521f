using CostSim.Units;

namespace CostSim.Prices;

/// <summary>How a provider caches prompts where a scenario does not say.</summary>
/// <param name="Automatic">True where every prompt is cached as far as it goes; false where the application marks what is.</param>
/// <param name="Minimum">A shorter prefix is not cached.</param>
/// <param name="Step">Cached tokens come in whole steps of this many.</param>
internal sealed record CacheRule(bool Automatic, TokenCount Minimum, TokenCount Step, TimeSpan TimeToLive, string Source)
{
    public bool Refreshes { get; init; } = true;

    public bool IsStored { get; init; }

    /// <summary>What the provider caches where nobody asks for it; null where that is nothing.</summary>
    public CacheRule? Unasked { get; init; }

    /// <summary>Where nothing is known of a provider.</summary>
    public static CacheRule Usual { get; } = new(false, 1_024.Tokens, 1.Tokens, TimeSpan.FromMinutes(5), "usual among providers");
}
