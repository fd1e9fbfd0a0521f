using CostSim.Randomness;

namespace CostSim.Actuals;

/// <summary>The steps of a whole series: days that stand out, and the first day of the present level.</summary>
internal static class LevelSteps
{
    // A change smaller than a quarter is left to growth and spread.
    private static readonly double Least = Elementary.Log(1.25);

    // A runaway day is above three times its surroundings and far outside their own spread.
    private static readonly double Runaway = Elementary.Log(3);
    private const double RunawayDeviations = 6;
    private const double NormalOfMedian = 1.4826;
    private const int Surroundings = 7;

    private const int LeastDays = 14;
    private const int LeastSince = 5;
    private const double UsualSpread = 0.25;
    private const double PriorDays = 2;

    /// <summary>Places of single days far above the days around them.</summary>
    public static IReadOnlyList<int> Runaways(IReadOnlyList<SeriesDay> days)
    {
        if (days.Count < LeastDays)
            return [];
        var above = Enumerable.Range(0, days.Count).Select(t => days[t].Log - Median(Around(days, t))).ToArray();
        var spread = NormalOfMedian * Median(above.Select(Math.Abs));
        return [.. Enumerable.Range(0, days.Count).Where(t => above[t] > Math.Max(Runaway, RunawayDeviations * spread)
            && IsAlone(days, t))];
    }

    /// <summary>
    /// The places of the first day of the present level and of the level before it, and how much higher in logs the present one is;
    /// null where it always held.
    /// </summary>
    public static (int From, int Since, double Size)? Last(IReadOnlyList<SeriesDay> days)
    {
        (int, int, double)? last = null;
        var (from, noise) = (0, new SeriesNoise(UsualSpread * UsualSpread, PriorDays));
        while (days.Count - from >= LeastDays && Step([.. days.Skip(from)], noise) is { } step)
        {
            last = (from, from + step.Since, step.Size);
            from += step.Since;
        }

        return last;
    }

    // A step that a steady growth explains as well is growth.
    private static Shift? Step(List<SeriesDay> days, SeriesNoise noise)
    {
        var test = noise.Of(days);
        var (step, drift) = (default(Shift), default(Shift));
        for (var since = LeastSince; since <= days.Count - LeastSince; since++)
        {
            step = test.Step(since) is var s && s.Score > step.Score ? s : step;
            drift = test.Drift(since) is var d && d.Score > drift.Score ? d : drift;
        }

        drift = test.Drift(1) is var whole && whole.Score > drift.Score ? whole : drift;
        return step.Score > SeriesMonitor.Limit && step.Score > drift.Score && Math.Abs(step.Size) > Least ? step : null;
    }

    private static IEnumerable<double> Around(IReadOnlyList<SeriesDay> days, int t) =>
        Enumerable.Range(Math.Max(0, t - Surroundings),
            Math.Min(days.Count, t + Surroundings + 1) - Math.Max(0, t - Surroundings)).Where(i => i != t).Select(i => days[i].Log);

    // The first day of a new level has a neighbour as high as itself.
    private static bool IsAlone(IReadOnlyList<SeriesDay> days, int t) =>
        new[] { t - 1, t + 1 }.Where(i => i >= 0 && i < days.Count).All(i => days[t].Log - days[i].Log > Runaway / 2);

    private static double Median(IEnumerable<double> values)
    {
        double[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? 0 : (sorted[(sorted.Length - 1) / 2] + sorted[sorted.Length / 2]) / 2;
    }
}
