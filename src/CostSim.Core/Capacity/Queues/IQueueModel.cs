namespace CostSim.Capacity.Queues;

/// <summary>A figure of a queue: what theory says, and what a simulation of the same queue found, with its standard error.</summary>
internal sealed record QueueMetric(string Name, double Exact, double? Simulated = null, double? StandardError = null);

/// <summary>A queue with a closed form. Times are seconds.</summary>
internal interface IQueueModel
{
    /// <summary>The closed forms by name, in the order in which people read them.</summary>
    IReadOnlyList<(string Name, double Value)> Exact();

    /// <summary>The same figures of one batch of simulated customers after another; empty where there is nothing to simulate.</summary>
    IEnumerable<IReadOnlyDictionary<string, double>> Simulate(ulong seed, int batches, int customers);
}
