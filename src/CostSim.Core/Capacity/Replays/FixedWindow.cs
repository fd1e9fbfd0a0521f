using System.Numerics;

namespace CostSim.Capacity.Replays;

/// <summary>Counters in windows that start anew on the second (requests) and on the minute (tokens).</summary>
internal sealed class FixedWindow(Fraction tpm, Fraction rpm) : IReplayPolicy
{
    private static readonly Fraction Second = 1_000;

    public IReadOnlyList<string> Columns { get; } = ["outcome", "limit", "retry_after_ms"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var perSecond = (rpm / 60).Floor();
        var (seconds, minutes) = (new Window(Second), new Window(Bucket.Minute));
        return Timeline.Play(arrivals, Columns.Count, (timeline, arrival, row) =>
        {
            var now = timeline.Now;
            if (seconds.Count(now).Floor() >= perSecond)
                (row[0], row[1], row[2]) = (Outcome.Refused, "rpm", seconds.Left(now).ToString());
            else if (minutes.Count(now) >= tpm)
                (row[0], row[1], row[2]) = (Outcome.Refused, "tpm", minutes.Left(now).ToString());
            else
            {
                row[0] = Outcome.Admitted;
                seconds.Add(Fraction.One);
                minutes.Add(arrival.Asked);
            }
        });
    }
}

/// <summary>A counter that starts anew in each window of a fixed length from time 0.</summary>
internal sealed class Window(Fraction length)
{
    private BigInteger window = -1;
    private Fraction count;

    public BigInteger Of(Fraction now) => (now / length).Floor();

    public Fraction Count(Fraction now)
    {
        var current = Of(now);
        if (current != window)
            (window, count) = (current, Fraction.Zero);
        return count;
    }

    /// <summary>Adds to the window that was last asked for.</summary>
    public void Add(Fraction amount) => count += amount;

    /// <summary>Time until the next window.</summary>
    public Fraction Left(Fraction now) => (length * Fraction.Of((decimal)(Of(now) + 1))) - now;
}
