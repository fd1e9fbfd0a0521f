namespace CostSim.Capacity.Replays;

/// <summary>
/// Calls at a time, first come first served within a class; a request that cannot start in time leaves and takes no slot.
/// </summary>
/// <param name="timeoutMs">How long a request waits for a slot; null for as long as it takes.</param>
/// <param name="byClass">True where realtime goes before batch; a call that runs is never stopped.</param>
internal sealed class Slots(int slots, Fraction? timeoutMs, bool byClass, Latency latency) : IReplayPolicy
{
    public IReadOnlyList<string> Columns { get; } = ["outcome", "t_start_ms", "t_finish_ms"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var free = slots;
        var lines = new[] { new LinkedList<(Arrival Arrival, string?[] Row)>(), new LinkedList<(Arrival, string?[])>() };
        return Timeline.Play(arrivals, Columns.Count, (timeline, arrival, row) =>
        {
            var line = lines[byClass && arrival.Class == Arrival.Batch ? 1 : 0];
            var place = line.AddLast((arrival, row));
            Serve(timeline);
            if (row[0] is null && timeoutMs is { } patience)
            {
                timeline.Add(arrival.At + patience, Order.Timeout, arrival.Seq, () =>
                {
                    if (row[0] is not null)
                        return;
                    (row[0], row[2]) = ("timeout", timeline.Now.ToString());
                    line.Remove(place);
                });
            }
        });

        void Serve(Timeline timeline)
        {
            while (free > 0 && lines.FirstOrDefault(l => l.Count > 0) is { } line)
            {
                var (arrival, row) = line.First!.Value;
                line.RemoveFirst();
                free--;
                var finish = timeline.Now + latency.Of(arrival);
                (row[0], row[1], row[2]) = (Outcome.Ok, timeline.Now.ToString(), finish.ToString());
                timeline.Add(finish, Order.Finish, arrival.Seq, () =>
                {
                    free++;
                    Serve(timeline);
                });
            }
        }
    }
}
