namespace CostSim.Capacity.Replays;

/// <summary>Tokens are reserved for the longest answer, and settled by what was written when it ends.</summary>
/// <param name="burndown">Tokens that one output token uses up.</param>
internal sealed class ReserveSettle(Fraction tpm, Fraction burst, Fraction burndown, Latency latency) : IReplayPolicy
{
    public IReadOnlyList<string> Columns { get; } = ["outcome", "t_admit_ms", "t_finish_ms"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var bucket = new Bucket(burst, tpm);
        return Timeline.Play(arrivals, Columns.Count, (timeline, arrival, row) =>
        {
            if (!bucket.TryTake(timeline.Now, arrival.Asked))
            {
                row[0] = Outcome.Refused;
                return;
            }

            var finish = timeline.Now + latency.Of(arrival);
            (row[0], row[1], row[2]) = (Outcome.Admitted, timeline.Now.ToString(), finish.ToString());
            timeline.Add(finish, Order.Finish, arrival.Seq, () =>
                bucket.Take(finish, arrival.Input + (burndown * arrival.Output) - arrival.Asked));
        });
    }
}
