namespace CostSim.Capacity.Replays;

/// <summary>A queue before a bucket of requests and one of tokens: the head waits until both suffice, and nothing overtakes it.</summary>
internal sealed class QueueTwoBuckets(Fraction rpm, Fraction rpmBurst, Fraction tpm, Fraction tpmBurst) : IReplayPolicy
{
    // A request that the full bucket cannot hold will never start; it leaves at once, so that those behind it can.
    private const string Never = "never";

    public IReadOnlyList<string> Columns { get; } = ["outcome", "t_admit_ms", "delay_ms"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var (requests, tokens) = (new Bucket(rpmBurst, rpm), new Bucket(tpmBurst, tpm));
        var waiting = new Queue<(Arrival Arrival, string?[] Row)>();
        return Timeline.Play(arrivals, Columns.Count, (timeline, arrival, row) =>
        {
            if (arrival.Asked > tpmBurst || rpmBurst < Fraction.One)
            {
                row[0] = Never;
                return;
            }

            waiting.Enqueue((arrival, row));
            if (waiting.Count == 1)
                Serve(timeline);
        });

        void Serve(Timeline timeline)
        {
            while (waiting.TryPeek(out var head))
            {
                var now = timeline.Now;
                var wait = Fraction.Max(requests.Wait(now, Fraction.One)!.Value, tokens.Wait(now, head.Arrival.Asked)!.Value);
                if (wait.IsPositive)
                {
                    timeline.Add(now + wait, Order.Retry, head.Arrival.Seq, () => Serve(timeline));
                    return;
                }

                requests.Take(now, Fraction.One);
                tokens.Take(now, head.Arrival.Asked);
                (head.Row[0], head.Row[1], head.Row[2]) = (Outcome.Admitted, now.ToString(), (now - head.Arrival.At).ToString());
                _ = waiting.Dequeue();
            }
        }
    }
}
