namespace CostSim.Capacity;

/// <summary>A request on its way: seconds from the start, its tokens in all its calls, and whether somebody waits for it.</summary>
internal readonly record struct SimulatedRequest(double At, float Input, float Cached, float Output, int Calls, bool Batch)
{
    /// <summary>Its class, numbered as in the scenario.</summary>
    public ushort Class { get; init; }

    /// <summary>How many requests of the month it counts as: 1 where all are played, 0 for one that only warms the limits up.</summary>
    public float Weight { get; init; } = 1;
}
