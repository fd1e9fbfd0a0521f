using CostSim.Reports;
using CostSim.Results;

namespace CostSim.Answers;

/// <summary>What prompt caches serve in each design.</summary>
internal static class CacheSentences
{
    public static IEnumerable<string> All(Result result) => Sentences.InOrder(result)
        .Where(d => d.CacheHitRate is not null)
        .Select(d => $"Cache of {d.Design.Name}: {Figures.Share(d.CacheHitRate!.Value)} of requests hit, "
            + $"{Figures.Share(d.CacheReadShare!.Value)} of the input is read from it{Course(d)}.");

    // What is served follows the volume, so that both ends of the horizon differ.
    private static string Course(DesignResult design) => design.Caches is [{ } only]
        ? $" ({Figures.Share(only.AtStart.ReadShare)} in the first week, {Figures.Share(only.AtEnd.ReadShare)} in the last)"
        : design.Design.TypedCache is not null ? " (typed)" : "";
}
