using CostSim.Logs;

namespace CostSim.Actuals;

/// <summary>How much of its first and of its last day a log holds, by the hours of the days between them.</summary>
internal sealed class LogCover(TimeSpan offset)
{
    private const int Hours = 24;

    // A gap at an end counts as one only where it leaves out more of a day than chance would.
    private const double LeastGap = 0.02;
    private const double ChanceOfGap = 4;

    private readonly SortedDictionary<DateOnly, double[]> days = [];
    private DateTimeOffset first = DateTimeOffset.MaxValue, last = DateTimeOffset.MinValue;
    private bool hasHours;
    private (DateOnly Day, double Part, DateOnly LastDay, double LastPart)? ends;

    public void Add(LogRecord record)
    {
        if (record is { Requests: 0, Tokens: 0 })
            return;
        ends = null;
        var (from, until) = (record.From.ToOffset(offset), (record.Until ?? record.From).ToOffset(offset));
        first = from < first ? from : first;
        last = until > last ? until : last;
        if (until - from > TimeSpan.FromHours(1))
            return;
        hasHours = true;
        var day = DateOnly.FromDateTime(from.DateTime);
        if (!days.TryGetValue(day, out var hours))
            days[day] = hours = new double[Hours];
        hours[from.Hour] += Math.Max(1, record.Requests);
    }

    public double PartOf(DateOnly day)
    {
        if (!hasHours)
            return 1;
        var (begins, part, ended, lastPart) = ends ??= Ends();
        return (day == begins ? part : 1) * (day == ended ? lastPart : 1);
    }

    private (DateOnly, double, DateOnly, double) Ends()
    {
        var (begins, ended) = (DateOnly.FromDateTime(first.DateTime), DateOnly.FromDateTime(last.DateTime));
        var before = ShareBefore(begins, ended, first.TimeOfDay.TotalHours);
        var after = 1 - ShareBefore(begins, ended, last.TimeOfDay.TotalHours);
        // A log that ends at midnight has no part of the day that begins then.
        return (begins, Kept(1 - before), ended, last.TimeOfDay == TimeSpan.Zero ? 1 : Kept(1 - after));
    }

    private double Kept(double part)
    {
        var requests = days.Values.Sum(hours => hours.Sum());
        return 1 - part > Math.Max(LeastGap, ChanceOfGap * days.Count / Math.Max(1, requests)) && part > 0 ? part : 1;
    }

    // The hours of whole days say how much of a day lies before a time; without any, all hours are alike.
    private double ShareBefore(DateOnly begins, DateOnly ended, double at)
    {
        var whole = days.Where(d => d.Key != begins && d.Key != ended).Select(d => d.Value).ToList();
        var total = whole.Sum(hours => hours.Sum());
        return Enumerable.Range(0,
            Hours).Sum(hour => Math.Clamp(at - hour, 0, 1) * (total > 0 ? whole.Sum(h => h[hour]) / total : 1.0 / Hours));
    }
}
