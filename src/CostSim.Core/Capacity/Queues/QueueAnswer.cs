namespace CostSim.Capacity.Queues;

/// <summary>Puts theory and simulation side by side.</summary>
internal static class QueueAnswer
{
    /// <summary>Batches whose spread gives the standard error; customers of one batch are correlated, batches hardly.</summary>
    public const int Batches = 40;

    public static IReadOnlyList<QueueMetric> Of(IQueueModel model, ulong seed, int customers)
    {
        var batches = model.Simulate(seed, Batches, customers / Batches).ToList();
        return [.. model.Exact()
            .Select(m => Beside(m.Name, m.Value, [.. batches.Where(b => b.ContainsKey(m.Name)).Select(b => b[m.Name])]))];
    }

    private static QueueMetric Beside(string name, double exact, double[] values)
    {
        if (values.Length == 0)
            return new QueueMetric(name, exact);
        var mean = values.Average();
        var variance = values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1);
        return new QueueMetric(name, exact, mean, Math.Sqrt(variance / values.Length));
    }
}
