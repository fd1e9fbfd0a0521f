using System.Runtime.ExceptionServices;

namespace CostSim.Capacity;

/// <summary>Makes something of each item on several threads; the results stand in the order of the items.</summary>
internal static class InParallel
{
    public static TResult[] Of<T, TResult>(IReadOnlyList<T> items, int threads, Func<T, TResult> make)
    {
        var results = new TResult[items.Count];
        try
        {
            _ = Parallel.For(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = threads }, i => results[i] = make(items[i]));
        }
        catch (AggregateException several)
        {
            // A refusal of one item is the refusal of all.
            ExceptionDispatchInfo.Throw(several.InnerExceptions[0]);
        }

        return results;
    }
}
