using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>Own GPUs that write all answers at once: full speed up to a batch of some size on each, beyond that their share.</summary>
/// <remarks>Every active answer grows alike, so each ends when the tokens written so far reach what they were at its start plus its own.</remarks>
internal struct SharedSpeed(GpuFleet? fleet)
{
    private EventHeap active = new(fleet is null ? 4 : 256);
    private double now;
    private double written;

    public readonly bool Exists => fleet is not null;

    /// <summary>When the next answer ends, if nothing else begins before.</summary>
    public readonly double Next => active.Count == 0 ? double.PositiveInfinity : now + ((active.Next - written) / Speed);

    private readonly double Speed => fleet!.TokensPerSecond * Math.Min(1, (double)fleet.FullSpeedBatch * fleet.Count / active.Count);

    public void Add(double time, double tokens, int id)
    {
        written += active.Count == 0 ? 0 : (time - now) * Speed;
        now = time;
        active.Add(written + tokens, id);
    }

    public int Take()
    {
        (now, written) = (Next, active.Next);
        return active.Take();
    }
}
