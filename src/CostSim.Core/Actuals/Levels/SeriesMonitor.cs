using CostSim.Randomness;

namespace CostSim.Actuals;

/// <summary>
/// A day of a watched series: the log of its ratio to what is expected, and the variance that its own small sample leaves in it.
/// </summary>
internal readonly record struct SeriesDay(DateOnly Date, double Log, double Sampling);

/// <summary>What is known of a series before its days are seen.</summary>
/// <param name="Name">As the answer calls it.</param>
/// <param name="Driver">What a lasting change of it means for the bill.</param>
/// <param name="Spread">Usual standard deviation of a day's log.</param>
internal sealed record SeriesPrior(string Name, string Driver, double Spread);

/// <summary>
/// Reads a series day by day and reports each lasting change on the first day that shows it. Every day is tested against all steps and
/// drifts that could have begun before it, by generalised least squares with the day-to-day correlation that the series itself shows.
/// The limit is calibrated on simulated quiet logs (tests/CostSim.Benchmarks/results/alarms.md).
/// </summary>
internal sealed class SeriesMonitor(SeriesPrior prior, double minEffect)
{
    /// <summary>Standard deviations at which a change counts, after the search over all its possible first days.</summary>
    public const double Limit = 4.6;

    // A drift has fewer possible first days that differ from each other.
    private const double DriftLimit = 4.1;

    // A baseline of fewer days does not know its own level.
    private const int LeastBaseline = 4;
    private const int LeastDrift = 14;

    // No change is searched further back: what began earlier is the baseline.
    private const int LongestSearch = 90;

    // As many days of the usual spread are counted with the ones seen.
    private const double PriorDays = 2;

    // Two days decide whether a jump stayed.
    private const int Confirming = 2;

    // A drift that goes on is one change, not a new one every few weeks.
    private const int SameDrift = 45;

    private readonly List<Drift> changes = [];
    private readonly List<DateOnly> runaways = [];

    // The level before the last step; null after a drift.
    private double? before;

    /// <summary>Lasting changes, in the order of the days on which they were noticed.</summary>
    public IReadOnlyList<Drift> Changes => changes;

    /// <summary>Single days far from those around them, that did not last.</summary>
    public IReadOnlyList<DateOnly> Runaways => runaways;

    public static SeriesMonitor Of(SeriesPrior prior, IReadOnlyList<SeriesDay> days, double minEffect)
    {
        var monitor = new SeriesMonitor(prior, minEffect);
        monitor.Read(days);
        return monitor;
    }

    private void Read(IReadOnlyList<SeriesDay> days)
    {
        var (level, segment) = (new SeriesNoise(prior.Spread * prior.Spread, PriorDays), new List<SeriesDay>());
        for (var i = 0; i < days.Count; i++)
        {
            segment.Add(days[i]);
            if (Best(segment, level) is not { } found)
                continue;
            var at = i - (segment.Count - 1 - found.Since);
            if (!found.IsDrift && i - at < Confirming && i + 1 < days.Count && IsGone(days, i, segment, found))
            {
                runaways.AddRange(segment.Skip(found.Since).Select(d => d.Date));
                segment.RemoveRange(found.Since, segment.Count - found.Since);
                continue;
            }

            Settle(segment.Take(found.Since));
            Report(found, segment, days, at, i);
            level = level.After(segment, found);
            // The days since are the new baseline; of a drift, the latest alone.
            segment.RemoveRange(0, found.IsDrift ? Math.Max(found.Since, segment.Count - LeastBaseline) : found.Since);
        }

        Settle(segment);
    }

    // All days of a new level say how far it is from the old one; those on which it was noticed are few.
    private void Settle(IEnumerable<SeriesDay> level)
    {
        if (before is { } old && level.Select(d => d.Log).ToList() is { Count: > 0 } logs)
            changes[^1] = changes[^1] with { Change = Elementary.Exp(logs.Average() - old) - 1 };
        before = null;
    }

    // The days after a jump lie nearer to the old level than to the new one.
    private static bool IsGone(IReadOnlyList<SeriesDay> days, int at, List<SeriesDay> segment, Shift found)
    {
        var before = segment.Take(found.Since).Average(d => d.Log);
        var after = days.Skip(at + 1).Take(Confirming).Average(d => d.Log);
        return Math.Abs(after - before) < Math.Abs(found.Size) / 2;
    }

    private void Report(Shift found, List<SeriesDay> segment, IReadOnlyList<SeriesDay> days, int at, int noticed)
    {
        var size = found.Size;
        before = found.IsDrift ? null : segment.Take(found.Since).Average(d => d.Log);
        if (changes.Count > 0 && changes[^1] is var last && last.IsGradual && Math.Sign(last.Change) == Math.Sign(size)
            && days[at].Date.DayNumber - last.Noticed.DayNumber <= SameDrift)
        {
            before = null;
            changes[^1] = last with { Change = ((1 + last.Change) * Elementary.Exp(size)) - 1 };
            return;
        }

        changes.Add(new Drift(prior.Name, days[noticed].Date, days[at].Date, Elementary.Exp(size) - 1)
        {
            Driver = prior.Driver,
            IsGradual = found.IsDrift
        });
    }

    private Shift? Best(List<SeriesDay> segment, SeriesNoise level)
    {
        if (segment.Count <= LeastBaseline)
            return null;
        var noise = level.Of(segment);
        var best = default(Shift);
        for (var since = Math.Max(LeastBaseline, segment.Count - LongestSearch); since < segment.Count; since++)
        {
            best = Better(best, noise.Step(since));
            if (segment.Count - since >= LeastDrift)
                best = Better(best, noise.Drift(since));
        }

        return best.Score > LimitOf(best) && Math.Abs(best.Reach) >= Elementary.Log(1 + minEffect) ? best : null;
    }

    private static double LimitOf(Shift shift) => shift.IsDrift ? DriftLimit : Limit;

    // By how far each is beyond its own limit.
    private static Shift Better(Shift one, Shift other) => other.Score - LimitOf(other) > one.Score - LimitOf(one) ? other : one;
}

/// <summary>
/// A change of a series that may have happened: its first day's place, its size in logs by the last day, and how many deviations it is.
/// </summary>
/// <param name="Reach">The size that decides whether it is worth an alert: of a drift, where it will be in a week.</param>
internal readonly record struct Shift(int Since, double Size, double Reach, double Score, bool IsDrift);
