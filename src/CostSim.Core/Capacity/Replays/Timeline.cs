namespace CostSim.Capacity.Replays;

/// <summary>
/// What happens first at one instant: what ends makes room, then waiting requests try again, then new ones come, and last a wait ends.
/// </summary>
internal enum Order
{
    Finish,
    Retry,
    Arrival,
    Timeout,
}

/// <summary>Events in the order of their time; at one time by <see cref="Order"/>, then by the number of the request.</summary>
internal sealed class Timeline
{
    private readonly PriorityQueue<Action, (Fraction At, Order Order, long Seq)> events = new();

    public Fraction Now { get; private set; }

    public void Add(Fraction at, Order order, long seq, Action happens) => events.Enqueue(happens, (at, order, seq));

    public void Run()
    {
        while (events.TryDequeue(out var happens, out var key))
        {
            Now = key.At;
            happens();
        }
    }

    /// <summary>
    /// Plays every arrival, and what it leads to, to the end; the cells of arrival i are those that <paramref name="arrive"/> fills.
    /// </summary>
    public static IReadOnlyList<string?[]> Play(IReadOnlyList<Arrival> arrivals, int columns, Action<Timeline, Arrival, string?[]> arrive)
    {
        var timeline = new Timeline();
        var rows = arrivals.Select(_ => new string?[columns]).ToList();
        for (var i = 0; i < arrivals.Count; i++)
        {
            var (arrival, row) = (arrivals[i], rows[i]);
            timeline.Add(arrival.At, Order.Arrival, arrival.Seq, () => arrive(timeline, arrival, row));
        }

        timeline.Run();
        return rows;
    }
}
