namespace CostSim.Capacity.Replays;

/// <summary>
/// Provisioned units as a leaky counter: it drains evenly, a request adds its estimate and the end of the answer corrects it; above
/// capacity requests spill.
/// </summary>
internal sealed class Provisioned(Fraction capacity, Fraction drainPerMinute, Fraction outputWeight, Latency latency) : IReplayPolicy
{
    // Shorter cached prefixes bring no discount on what a request adds.
    private const long LeastCached = 1_024;

    public IReadOnlyList<string> Columns { get; } = ["outcome", "util_before", "retry_after_ms", "t_finish_ms"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var (perMs, used, at) = (drainPerMinute / Bucket.Minute, Fraction.Zero, Fraction.Zero);
        return Timeline.Play(arrivals, Columns.Count, (timeline, arrival, row) =>
        {
            var now = timeline.Now;
            Drain(now);
            row[1] = (used / capacity).ToString();
            if (used > capacity)
            {
                (row[0], row[2]) = ("spill", ((used - capacity) / perMs).ToString());
                return;
            }

            used += Weight(arrival, arrival.MaxOutput);
            var finish = now + latency.Of(arrival);
            (row[0], row[3]) = ("ptu", finish.ToString());
            timeline.Add(finish, Order.Finish, arrival.Seq, () =>
            {
                Drain(finish);
                used = Fraction.Max(Fraction.Zero, used + Weight(arrival, arrival.Output) - Weight(arrival, arrival.MaxOutput));
            });
        });

        void Drain(Fraction now)
        {
            used = Fraction.Max(Fraction.Zero, used - (perMs * (now - at)));
            at = now;
        }
    }

    private Fraction Weight(Arrival arrival, long output) =>
        arrival.Input - (arrival.Cached >= LeastCached ? arrival.Cached : 0) + (outputWeight * output);
}
