using CostSim.Answers;

namespace CostSim.Cli;

/// <summary>Runs points on several threads and hands each record over, one at a time.</summary>
internal static class SweepWorkers
{
    /// <summary>Hands records over as they come. A record that cannot be taken ends the sweep.</summary>
    public static void Run(SweepPlan plan, IEnumerable<long> numbers, SweepSimulation simulation, int threads,
        Action<SweepRecord> take, CancellationToken stop)
    {
        var gate = new Lock();
        var parallel = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = stop };
        try
        {
            // Each number is handed out when a thread is free: points may differ much in their work.
            Parallel.ForEach(System.Collections.Concurrent.Partitioner.Create(numbers,
                System.Collections.Concurrent.EnumerablePartitionerOptions.NoBuffering), parallel, number =>
            {
                var record = simulation.Run(plan.At(number), stop);
                lock (gate)
                    take(record);
            });
        }
        catch (AggregateException several) when (several.Flatten().InnerExceptions.OfType<OperationCanceledException>().Any())
        {
            throw new OperationCanceledException(stop);
        }
        catch (AggregateException several)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(several.Flatten().InnerExceptions[0]);
        }
    }

    /// <summary>Puts records that come in any order into the order of their numbers.</summary>
    public static Action<SweepRecord> InOrder(long first, Action<SweepRecord> take)
    {
        var (waiting, next) = (new Dictionary<long, SweepRecord>(), first);
        return record =>
        {
            waiting[record.Number] = record;
            while (waiting.Remove(next, out var ready))
            {
                take(ready);
                next++;
            }
        };
    }
}
