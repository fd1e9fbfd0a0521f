using System.Globalization;

namespace CostSim.Capacity.Replays;

/// <summary>A limit on requests whose clients try again after a growing pause.</summary>
/// <param name="admit">Whether an attempt now is admitted; if not, the time after which the provider says to come back, if it does.</param>
internal sealed class Retrying(Backoff backoff, Func<Func<Fraction, (bool Admitted, Fraction RetryAfter)>> admit) : IReplayPolicy
{
    public IReadOnlyList<string> Columns { get; } = ["outcome", "attempts", "t_admit_ms"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var limit = admit();
        return Timeline.Play(arrivals, Columns.Count, (timeline, arrival, row) => Attempt(timeline, arrival, row, 1));

        void Attempt(Timeline timeline, Arrival arrival, string?[] row, int attempt)
        {
            row[1] = attempt.ToString(CultureInfo.InvariantCulture);
            var (admitted, retryAfter) = limit(timeline.Now);
            if (admitted)
                (row[0], row[2]) = (Outcome.Ok, timeline.Now.ToString());
            else if (attempt == backoff.MaxAttempts)
                row[0] = Outcome.Failed;
            else
                timeline.Add(timeline.Now + Fraction.Max(backoff.After(attempt), retryAfter), Order.Retry, arrival.Seq, () =>
                    Attempt(timeline, arrival, row, attempt + 1));
        }
    }

    /// <summary>A bucket of requests; its time to come back counts only where clients honour it.</summary>
    public static Func<Fraction, (bool Admitted, Fraction RetryAfter)> OfBucket(Bucket bucket, bool honoured) => now =>
        bucket.TryTake(now, Fraction.One)
            ? (true, Fraction.Zero)
            : (false, honoured ? bucket.Wait(now, Fraction.One) ?? Fraction.Zero : Fraction.Zero);

    /// <summary>A count a minute in which refused attempts count too.</summary>
    public static Func<Fraction, (bool Admitted, Fraction RetryAfter)> CountingRefused(Fraction rpm)
    {
        var window = new Window(Bucket.Minute);
        return now =>
        {
            var admitted = window.Count(now) + Fraction.One <= rpm;
            window.Add(Fraction.One);
            return (admitted, Fraction.Zero);
        };
    }
}
