namespace CostSim.Capacity.Replays;

/// <summary>
/// Buckets of requests, of input that no cache served, and of output, which is only known when the answer ends and may leave the bucket
/// below 0.
/// </summary>
internal sealed class InputOutputBuckets(Bucket requests, Bucket input, Bucket output, Latency latency) : IReplayPolicy
{
    public IReadOnlyList<string> Columns { get; } = ["outcome", "t_admit_ms", "t_finish_ms", "limit"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals) =>
        Timeline.Play(arrivals, Columns.Count, (timeline, arrival, row) =>
    {
        var now = timeline.Now;
        Fraction fresh = arrival.Input - arrival.Cached;
        if (Failing(now, fresh) is { } limit)
        {
            (row[0], row[3]) = (Outcome.Refused, limit);
            return;
        }

        requests.Take(now, Fraction.One);
        input.Take(now, fresh);
        var finish = now + latency.Of(arrival);
        (row[0], row[1], row[2]) = (Outcome.Admitted, now.ToString(), finish.ToString());
        timeline.Add(finish, Order.Finish, arrival.Seq, () => output.Take(finish, arrival.Output));
    });

    private string? Failing(Fraction now, Fraction fresh)
    {
        if (requests.Level(now) < Fraction.One)
            return "rpm";
        if (input.Level(now) < fresh)
            return "itpm";
        return output.Level(now).IsPositive ? null : "otpm";
    }
}
