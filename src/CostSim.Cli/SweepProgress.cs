using System.Diagnostics;
using System.Globalization;

namespace CostSim.Cli;

/// <summary>How far a sweep is, how fast, and how long it still takes.</summary>
internal sealed class SweepProgress(Progress progress)
{
    private long done;
    private long before;
    private long all;
    private long started;

    public void Say(string stage) => progress.Say(stage);

    public void Done() => progress.Done();

    /// <summary>Points that were done earlier count for how far it is, not for how fast.</summary>
    public void Start(long doneBefore, long of) => (before, done, all, started) = (doneBefore, doneBefore, of, Stopwatch.GetTimestamp());

    public void Step()
    {
        done++;
        progress.Say(Words(done, all, done - before, Stopwatch.GetElapsedTime(started)));
    }

    /// <summary>"312 of 1,000 points, 4.2 a second, 2 min 44 s left".</summary>
    internal static string Words(long done, long all, long doneNow, TimeSpan taken)
    {
        var rate = doneNow / Math.Max(1e-3, taken.TotalSeconds);
        var left = TimeSpan.FromSeconds(Math.Min((all - done) / Math.Max(rate, 1e-9), 1e9));
        var remaining = left switch
        {
            { TotalMinutes: < 1 } => FormattableString.Invariant($"{left.TotalSeconds:0} s"),
            { TotalHours: < 1 } => $"{left.Minutes} min {left.Seconds} s",
            _ => FormattableString.Invariant($"{Math.Floor(left.TotalHours):#,0} h {left.Minutes} min"),
        };
        return string.Create(CultureInfo.InvariantCulture,
            $"{done:#,0} of {all:#,0} points, "
            + $"{(rate >= 10 ? FormattableString.Invariant($"{rate:#,0}") : FormattableString.Invariant($"{rate:0.0}"))} a second, "
                + $"{remaining} left");
    }
}
