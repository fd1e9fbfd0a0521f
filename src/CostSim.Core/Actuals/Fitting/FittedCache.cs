using CostSim.Logs;

namespace CostSim.Actuals;

/// <summary>
/// A prompt cache as a scenario types it: of the requests that hit, the share of input that they read; of all requests the share
/// that they write besides, which a miss writes in addition to what it could not read. Reads and writes of the log are met exactly.
/// </summary>
/// <param name="HitRate">Share of requests that read from the cache.</param>
/// <param name="Share">Share of the input that a hit reads.</param>
/// <param name="WriteShare">Share of the input that every request writes in addition.</param>
/// <param name="Write1h">Share of what is written that is kept for an hour.</param>
internal sealed record FittedCache(double HitRate, double Share, double WriteShare, double Write1h)
{
    private const double Rounding = 1e-9;

    /// <param name="sketch">The log.</param>
    /// <param name="chargesWrites">Whether a model of the log charges for writes, so that a miss must not write more than the log
    /// did.</param>
    public static FittedCache? Of(LogSketch sketch, bool chargesWrites)
    {
        var total = sketch.Total;
        if (total.CachedInput + total.CacheWrite <= 0)
            return null;
        var (read, written) = (total.CachedInput / total.Input, total.CacheWrite / total.Input);
        var hour = total.CacheWrite > 0 ? total.CacheWrite1h / total.CacheWrite : 0;
        if (sketch.Lengths.Count > 0 && sketch.Hits > 0)
        {
            var hits = sketch.Hits / sketch.Lengths.Count;
            var share = read / hits;
            var besides = written - ((1 - hits) * share);
            var writesNothing = written == 0 && !chargesWrites;
            if (share <= 1 && (besides >= -Rounding || writesNothing))
                return new FittedCache(hits, share, Math.Max(0, besides), hour);
        }

        // Buckets do not say which request hit, and some misses write less than a hit reads: reads among both are the hits then.
        return new FittedCache(read / (read + written), read + written, 0, hour);
    }
}
