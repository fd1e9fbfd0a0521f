namespace CostSim.Capacity.Replays;

/// <summary>
/// People who review in shifts from Monday to Friday, first come first served; what is begun is finished. Time 0 is Monday, 00:00.
/// </summary>
internal sealed class ReviewShifts(int reviewers, Fraction handleMs, Fraction fromHour, Fraction toHour, Fraction slaMs) : IReplayPolicy
{
    private const int WorkingDays = 5;
    private static readonly Fraction Hour = 3_600_000;
    private static readonly Fraction Day = 86_400_000;

    public IReadOnlyList<string> Columns { get; } = ["outcome", "t_start_ms", "t_finish_ms", "sla"];

    public IReadOnlyList<string?[]> Replay(IReadOnlyList<Arrival> arrivals)
    {
        var free = new PriorityQueue<int, Fraction>(Enumerable.Range(0, reviewers).Select(r => (r, Fraction.Zero)));
        return Timeline.Play(arrivals, Columns.Count, (_, arrival, row) =>
        {
            free.TryDequeue(out var reviewer, out var freeAt);
            var start = InShift(Fraction.Max(arrival.At, freeAt));
            var finish = start + handleMs;
            free.Enqueue(reviewer, finish);
            var met = finish - arrival.At <= slaMs ? "met" : "breach";
            (row[0], row[1], row[2], row[3]) = (met, start.ToString(), finish.ToString(), met);
        });
    }

    // The first instant from a time on at which somebody works.
    private Fraction InShift(Fraction at)
    {
        var day = (long)(at / Day).Floor();
        for (; ; day++)
        {
            var (from, to) = ((Day * day) + (Hour * fromHour), (Day * day) + (Hour * toHour));
            if (day % 7 < WorkingDays && at < to)
                return Fraction.Max(at, from);
        }
    }
}
