using CostSim.Randomness;
using CostSim.Requests;

namespace CostSim.Billing;

/// <summary>How much of a prompt's cached prefix a request finds: nothing, the parts common to all requests, all but the history, or what the turn before sent.</summary>
internal enum CacheHit
{
    None,
    Common,
    Whole,
    Turn,
}

/// <summary>A state of the cache and its probability at each level of volume.</summary>
internal sealed record CacheState(CacheHit Hit, IReadOnlyList<double> ByVolume);

/// <summary>The states in which a request can find the cache.</summary>
internal static class CacheStates
{
    public static IReadOnlyList<CacheState> Of(Population population, int question, RequestWay way, BillingTerms terms)
    {
        if (terms.Cache is not { } cache)
            return [new CacheState(CacheHit.None, [1])];
        // A turn that follows another within the time to live surely finds what that one sent.
        if (way.Turn is { Number: > 1 } turn && turn.Gap < cache.TimeToLive)
            return [new CacheState(CacheHit.Turn, [1])];
        var document = population.Documents[question];
        var prefix = CachedPrefix.Of(way.Calls[0], cache);
        var share = prefix.Varies ? population.Weights.Where((_, i) => population.Documents[i] == document).Sum() / terms.Arrivals.DocumentsPerFile : 1;
        var whole = terms.LogVolumes.Select(v => prefix.Whole.Value > 0 ? Rate(share, v) : 0).ToArray();
        var common = terms.LogVolumes.Select((v, i) => prefix.Varies && prefix.Common.Value > 0 ? Math.Max(0, Rate(1, v) - whole[i]) : 0).ToArray();
        // A state is a row even where its probability is 0, so that a question has the same rows at every volume.
        List<CacheState> states = [new(CacheHit.None, [.. whole.Select((w, i) => 1 - w - common[i])])];
        if (common.Any(c => c > 0))
            states.Add(new CacheState(CacheHit.Common, common));
        if (whole.Any(w => w > 0))
            states.Add(new CacheState(CacheHit.Whole, whole));
        return states;

        double Rate(double part, double logVolume) => terms.HitRates.GetOrAdd((Math.Round(part, 12), logVolume, way.Turn), key => key.Turn is { } place
            ? cache.FirstHitRate(Elementary.Exp(key.LogVolume), key.Share, terms.Arrivals, place.Gap < cache.TimeToLive ? place.MeanTurns : 1)
            : cache.HitRate(Elementary.Exp(key.LogVolume), key.Share, terms.Arrivals));
    }
}
