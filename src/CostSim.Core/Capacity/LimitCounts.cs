using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>What a request counts for against a limit, the same for the simulation, the peak minutes and the smallest quota.</summary>
internal static class LimitCounts
{
    /// <summary>Input tokens: fresh and written to a cache, and those read from one where the provider counts them.</summary>
    public static double Input(RequestLimits limits, in SimulatedRequest r) => limits.CachedReadsCount ? r.Input : r.Input - r.Cached;

    /// <summary>Input and output tokens; a provider that reserves output counts the most that may be written.</summary>
    public static double Tokens(RequestLimits limits, in SimulatedRequest r) => Input(limits, r) + (limits.MaxTokens ?? r.Output);
}
