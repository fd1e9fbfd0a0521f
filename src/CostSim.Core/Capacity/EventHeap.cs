namespace CostSim.Capacity;

/// <summary>
/// Times with what happens at them, the earliest first: a binary heap in two arrays. At equal times the lower number comes first.
/// </summary>
internal struct EventHeap(int room)
{
    private double[] times = new double[Math.Max(4, room)];
    private int[] what = new int[Math.Max(4, room)];

    public int Count { get; private set; }

    /// <summary>The earliest time; infinity where nothing is left.</summary>
    public readonly double Next => Count == 0 ? double.PositiveInfinity : times[0];

    public void Add(double time, int id)
    {
        if (Count == times.Length)
        {
            Array.Resize(ref times, Count * 2);
            Array.Resize(ref what, Count * 2);
        }

        var at = Count++;
        while (at > 0)
        {
            var above = (at - 1) >> 1;
            if (!Before(time, id, times[above], what[above]))
                break;
            (times[at], what[at]) = (times[above], what[above]);
            at = above;
        }

        (times[at], what[at]) = (time, id);
    }

    public int Take()
    {
        var first = what[0];
        Count--;
        if (Count > 0)
            Sink(times[Count], what[Count]);
        return first;
    }

    /// <summary>Takes the earliest and adds another in one step.</summary>
    public void Replace(double time, int id) => Sink(time, id);

    private readonly void Sink(double time, int id)
    {
        var at = 0;
        while (true)
        {
            var below = (2 * at) + 1;
            if (below >= Count)
                break;
            if (below + 1 < Count && Before(times[below + 1], what[below + 1], times[below], what[below]))
                below++;
            if (!Before(times[below], what[below], time, id))
                break;
            (times[at], what[at]) = (times[below], what[below]);
            at = below;
        }

        (times[at], what[at]) = (time, id);
    }

    private static bool Before(double a, int i, double b, int j) => a < b || (a == b && i < j);
}
