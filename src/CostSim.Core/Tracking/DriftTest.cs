using CostSim.Randomness;

namespace CostSim.Tracking;

/// <summary>A change of level in a series of days: the day on which it was noticed, the day from which it seems to hold, and by how much.</summary>
internal sealed record Drift(string Series, DateOnly Noticed, DateOnly Since, double Change)
{
    /// <summary>What moved the bill most since; empty until it is known.</summary>
    public string Driver { get; init; } = "";
}

/// <summary>
/// A self-starting CUSUM (Hawkins 1987) on logs: each day against the mean and spread of those before it, so that no level has to be
/// known; allowance 0.5 and limit 5, at which quiet series raise a false alarm once in about 930 days (both sides: 465).
/// </summary>
internal static class DriftTest
{
    private const double Allowance = 0.5;
    private const double Limit = 5;

    // Fewer days do not know their own spread.
    private const int Learning = 8;

    // A day beyond this many deviations counts as that: a single outlier is an anomaly, not a drift.
    private const double Outlier = 3;

    /// <summary>The first lasting change; <paramref name="dayToDay"/> is taken out, so that slow weeks are no alarm.</summary>
    public static Drift? Of(string series, IReadOnlyList<(DateOnly Day, double Log)> days, double dayToDay = 0)
    {
        var (mean, squares, count) = (0.0, 0.0, 0);
        var (up, down, upFrom, downFrom) = (0.0, 0.0, 0, 0);
        for (var i = 0; i < days.Count; i++)
        {
            var value = i == 0 || dayToDay == 0 ? days[i].Log : (days[i].Log - (dayToDay * days[i - 1].Log)) / (1 - dayToDay);
            if (count >= Learning && squares > 0)
            {
                var score = Math.Clamp((value - mean) / Math.Sqrt(squares / (count - 1) * (1 + (1.0 / count))), -Outlier, Outlier);
                (up, upFrom) = up + score - Allowance is > 0 and var u ? (u, up == 0 ? i : upFrom) : (0.0, i);
                (down, downFrom) = down - score - Allowance is > 0 and var d ? (d, down == 0 ? i : downFrom) : (0.0, i);
                if (up > Limit || down > Limit)
                {
                    var since = Enumerable.Range(up > Limit ? upFrom : downFrom, i - (up > Limit ? upFrom : downFrom) + 1).MaxBy(s => Contrast(days, s, i));
                    var (before, after) = (days.Take(since).Average(x => x.Log), days.Skip(since).Average(x => x.Log));
                    return new Drift(series, days[i].Day, days[since].Day, Elementary.Exp(after - before) - 1);
                }
            }

            count++;
            var step = value - mean;
            mean += step / count;
            squares += step * (value - mean);
        }

        return null;
    }

    // The likeliest day of the change parts the days into two levels that lie furthest apart for their numbers.
    private static double Contrast(IReadOnlyList<(DateOnly Day, double Log)> days, int since, int last)
    {
        var difference = days.Skip(since).Take(last - since + 1).Average(d => d.Log) - days.Take(since).Average(d => d.Log);
        return difference * difference * since * (last - since + 1) / (last + 1.0);
    }
}
