using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>Own GPUs that write all answers at once: full speed up to a batch of some size on each, beyond that their share.</summary>
/// <remarks>
/// Every active answer grows alike, so each ends when the tokens written so far reach what they were at its start plus its own. An answer
/// that
/// nobody waits for any more is written to its end all the same: a server does not know that its client has left.
/// </remarks>
internal struct SharedSpeed(GpuFleet? fleet)
{
    // A request that is tried again is another answer, so answers have numbers of their own.
    private readonly Dictionary<int, int> requestOf = [], awaited = [];
    private EventHeap active = new(fleet is null ? 4 : 256);
    private int answers;
    private double now;
    private double written;

    public readonly bool Exists => fleet is not null;

    /// <summary>When the next answer ends, if nothing else begins before.</summary>
    public readonly double Next => active.Count == 0 ? double.PositiveInfinity : now + ((active.Next - written) / Speed);

    private readonly double Speed => fleet!.TokensPerSecond * Math.Min(1, (double)fleet.FullSpeedBatch * fleet.Count / active.Count);

    public void Add(double time, double tokens, int request)
    {
        written += active.Count == 0 ? 0 : (time - now) * Speed;
        now = time;
        (requestOf[answers], awaited[request]) = (request, answers);
        active.Add(written + tokens, answers++);
    }

    /// <summary>The request whose answer ends next, and whether somebody still waits for it.</summary>
    public (int Request, bool IsAwaited) Take()
    {
        (now, written) = (Next, active.Next);
        var answer = active.Take();
        _ = requestOf.Remove(answer, out var request);
        var isAwaited = awaited.TryGetValue(request, out var last) && last == answer;
        if (isAwaited)
            awaited.Remove(request);
        return (request, isAwaited);
    }

    /// <summary>Nobody waits for the answer to a request any more.</summary>
    public readonly void Leave(int request) => awaited.Remove(request);
}
