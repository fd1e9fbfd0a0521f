namespace CostSim.Capacity.Replays;

/// <summary>
/// A bucket from which every request takes its share at once, or is refused with the time after which it would have found it.
/// </summary>
/// <param name="cost">What a request takes: one request, or input + max_tokens that are never given back.</param>
internal sealed class BucketReject(Fraction perMinute, Fraction burst, Func<Arrival, Fraction> cost) : IReplayPolicy
{
    public IReadOnlyList<string> Columns { get; } = ["outcome", "t_admit_ms", "retry_after_ms"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var bucket = new Bucket(burst, perMinute);
        return Timeline.Play(arrivals, Columns.Count, (timeline, arrival, row) =>
        {
            if (bucket.TryTake(timeline.Now, cost(arrival)))
                (row[0], row[1]) = (Outcome.Admitted, timeline.Now.ToString());
            else
                (row[0], row[2]) = (Outcome.Refused, bucket.Wait(timeline.Now, cost(arrival))?.ToString());
        });
    }
}
