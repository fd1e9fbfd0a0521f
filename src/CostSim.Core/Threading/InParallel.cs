using System.Runtime.ExceptionServices;

namespace CostSim.Threading;

/// <summary>
/// Maps each item on several threads. Results keep the order of the items; the exception of the first failing item is rethrown.
/// </summary>
internal static class InParallel
{
    public static TResult[] Of<T, TResult>(IReadOnlyList<T> items, int threads, Func<T, TResult> make, CancellationToken stop = default)
    {
        var results = new TResult[items.Count];
        var refusals = new ExceptionDispatchInfo?[items.Count];
        _ = Parallel.For(0, items.Count, new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop }, i =>
        {
            try
            {
                results[i] = make(items[i]);
            }
            catch (Exception refused) when (refused is not OutOfMemoryException)
            {
                refusals[i] = ExceptionDispatchInfo.Capture(refused);
            }
        });
        refusals.FirstOrDefault(r => r is not null)?.Throw();
        return results;
    }
}
