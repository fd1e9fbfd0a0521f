using CostSim.Prices;

namespace CostSim.Logs;

/// <summary>The meters by which a log counts tokens; everything by meter has their order.</summary>
internal static class LogMeters
{
    public static IReadOnlyList<Meter> All { get; } = [Meter.FreshInput, Meter.CachedInput, Meter.CacheWrite5m, Meter.Output];

    /// <summary>
    /// The place of the one meter that a record counts; null where it counts none or several, whose cost it does not part.
    /// </summary>
    public static int? OnlyOne(in LogRecord record)
    {
        int? only = null;
        for (var meter = 0; meter < All.Count; meter++)
        {
            if (record.TokensOf(meter) <= 0)
                continue;
            if (only is not null)
                return null;
            only = meter;
        }

        return only;
    }
}
