namespace CostSim.Logs;

/// <summary>A logged day that is whole, and its requests; or days that are known together, as a month's, and the mean of theirs.</summary>
internal readonly record struct DayCount(DateOnly Date, double Requests, int Days = 1)
{
    /// <summary>The number of the day in the middle; half a day between two.</summary>
    public double Middle => Date.DayNumber + ((Days - 1) / 2.0);

    public DateOnly Next => Date.AddDays(Days);
}

/// <summary>
/// The days of a log that can be compared: without a first and last one that the log cuts, and without gaps of the log itself.
/// </summary>
internal sealed record WholeDays(IReadOnlyList<DayCount> Days, IReadOnlyList<DateOnly> Partial,
    IReadOnlyList<(DateOnly From, DateOnly To)> Gaps)
{
    // A day or two without a request happen; a longer silence between busy days is a hole in the log.
    private const int LongestSilence = 2;

    // A log of one day that is shorter is a sample of requests, not a day of them.
    private static readonly TimeSpan LeastDay = TimeSpan.FromHours(6);

    // Buckets cover a day whole but for rounding of their ends.
    private const double WholeHours = 23.5;

    /// <summary>True where the log says no more than the sums of months.</summary>
    public bool AreMonths { get; private init; }

    /// <summary>The days in words: <c>28 whole days</c>, <c>12 months</c>.</summary>
    public string Counted => $"{Days.Count} {(AreMonths ? "month" : "whole day")}{(Days.Count == 1 ? "" : "s")}";

    public static WholeDays Of(LogSketch sketch)
    {
        if (sketch.IsMonthly)
            return OfMonths(sketch);
        var partial = PartialDays(sketch).ToHashSet();
        var (days, gaps) = (new List<DayCount>(), new List<(DateOnly, DateOnly)>());
        var dates = sketch.Days.Keys.Where(d => !partial.Contains(d)).ToList();
        for (var i = 0; i < dates.Count; i++)
        {
            if (i > 0)
                AddSilence(dates[i - 1].AddDays(1), dates[i].AddDays(-1), days, gaps);
            days.Add(new DayCount(dates[i], sketch.Days[dates[i]].Requests));
        }

        return new WholeDays(days, [.. partial.Order()], gaps);
    }

    private static WholeDays OfMonths(LogSketch sketch)
    {
        var months = sketch.Months.Values.Where(m => m.Tally.Requests > 0)
            .Select(m => new DayCount(m.First, m.Tally.Requests / m.Days, m.Days)).ToList();
        var gaps = months.Zip(months.Skip(1)).Where(p => p.Second.Date > p.First.Next)
            .Select(p => (p.First.Next, p.Second.Date.AddDays(-1)));
        return new WholeDays(months, [], [.. gaps]) { AreMonths = true };
    }

    private static void AddSilence(DateOnly from, DateOnly to, List<DayCount> days, List<(DateOnly, DateOnly)> gaps)
    {
        var length = to.DayNumber - from.DayNumber + 1;
        if (length > LongestSilence)
            gaps.Add((from, to));
        for (var i = 0; i < length && length <= LongestSilence; i++)
            days.Add(new DayCount(from.AddDays(i), 0));
    }

    private static IEnumerable<DateOnly> PartialDays(LogSketch sketch)
    {
        if (sketch.Days.Count == 0)
            yield break;
        if (sketch.HasBuckets)
        {
            foreach (var (day, _) in sketch.Days.Where(d => d.Value.CoveredHours is > 1 and < WholeHours && IsEnd(sketch, d.Key)))
                yield return day;
            if (sketch.Days.Any(d => d.Value.CoveredHours > 1))
                yield break;
        }

        // The hours of a single day say nothing of those that the log leaves out.
        if (sketch.Days.Count == 1 && sketch.Last - sketch.First < LeastDay)
        {
            yield return sketch.Days.Keys.First();
            yield break;
        }

        // Requests: an end of the log is cut where it leaves out a share of a usual day in which chance alone would hardly have left none.
        var most = Math.Max(0.02, 4 * sketch.Days.Count / Math.Max(1, sketch.Hours.Sum()));
        var (first, last) = (sketch.First.ToOffset(sketch.Offset), sketch.Last.ToOffset(sketch.Offset));
        if (ShareBefore(sketch.Hours, first.TimeOfDay.TotalHours) > most)
            yield return DateOnly.FromDateTime(first.DateTime);
        var end = DateOnly.FromDateTime(last.DateTime);
        if (1 - ShareBefore(sketch.Hours, last.TimeOfDay.TotalHours) > most && (sketch.Days.Count > 1 || first.TimeOfDay.TotalHours < 0.5)
            && last.TimeOfDay > TimeSpan.Zero)
            yield return end;
    }

    private static bool IsEnd(LogSketch sketch, DateOnly day) => day == sketch.Days.Keys.First() || day == sketch.Days.Keys.Last();

    private static double ShareBefore(IReadOnlyList<double> hours, double at)
    {
        var total = hours.Sum();
        var before = 0.0;
        for (var hour = 0; hour < 24; hour++)
            before += hours[hour] * Math.Clamp(at - hour, 0, 1);
        return total > 0 ? before / total : 0;
    }
}
