using CostSim.Prompts;
using CostSim.Randomness;

namespace CostSim.Billing;

/// <summary>
/// How much of a prompt's cached prefix a request finds: nothing, the parts common to all requests, all but the history, or what the turn
/// before sent.
/// </summary>
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
        // A turn that follows another within the time to live finds what that one sent; one that comes later finds what others left.
        var turn = way.Turn is { Number: > 1 } later ? later.Gap.Within(cache.TimeToLive) : 0;
        var prefix = CachedPrefix.Of(way.Calls[0], cache);
        var share = prefix.Varies ? population.PrefixShare(question) / terms.Arrivals.DocumentsPerFile : 1;
        var same = prefix.Varies ? population.PrefixWithinDocument(question) : 1;
        var isRanked = prefix.Varies && terms.RankShares.Count > 1 && population.Prefixes.Count == 0;
        var whole = terms.LogVolumes.Select(v => prefix.Whole.Value > 0 ? (1 - turn) * (isRanked ? Ranked(v) : Rate(share, same, v)) : 0)
            .ToArray();
        var common = terms.LogVolumes
            .Select((v, i) => prefix.Varies && prefix.Common.Value > 0 ? Math.Max(0, ((1 - turn) * Rate(1, 1, v)) - whole[i]) : 0)
                .ToArray();
        // A state is a row even where its probability is 0, so that a question has the same rows at every volume.
        List<CacheState> states = [new(CacheHit.None, [.. whole.Select((w, i) => 1 - turn - w - common[i])])];
        if (common.Any(c => c > 0))
            states.Add(new CacheState(CacheHit.Common, common));
        if (whole.Any(w => w > 0))
            states.Add(new CacheState(CacheHit.Whole, whole));
        if (turn > 0)
            states.Add(new CacheState(CacheHit.Turn, [.. whole.Select(_ => turn)]));
        return states;

        // Where ranks are drawn, a request finds its document cached as often as requests do in the mean over all ranks.
        double Ranked(double logVolume) => terms.HitRates.GetOrAdd((-1, 1, logVolume, way.Turn), _ =>
            terms.RankShares.Sum(p => p * Rate(p / terms.Arrivals.DocumentsPerFile, 1, logVolume)));

        double Rate(double part, double alike, double logVolume) =>
            terms.HitRates.GetOrAdd((Math.Round(part, 12), Math.Round(alike, 12), logVolume, way.Turn), key => key.Turn is { } place
            ? cache.FirstHitRate(Elementary.Exp(key.LogVolume), key.Share, terms.Arrivals,
                new Sessions(Math.Max(1, place.MeanTurns), place.Gap))
            : cache.HitRate(Elementary.Exp(key.LogVolume), key.Share, terms.Arrivals, key.Same));
    }
}
