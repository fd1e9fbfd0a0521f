using CostSim.Logs;
using CostSim.Randomness;

namespace CostSim.Actuals;

/// <summary>How far the mean length of a request moves from day to day.</summary>
internal static class LengthDays
{
    // The median of production clients (METHODS, section 4), with the weight of five days.
    private const double Usual = 0.13;
    private const double DaysOfPrior = 5;

    // A day of fewer requests shows their own spread more than its own.
    private const int LeastRequests = 20;
    // Days of wholly different work: a wider law says no more.
    private const double Most = 1;

    private const double UsualCorrelation = 0.3;

    /// <summary>As a coefficient of variation.</summary>
    public static double SpreadOf(IReadOnlyList<DayTally> days)
    {
        var logs = days.Where(d => d.Requests >= LeastRequests
            && d.Tokens > 0).Select(d => (Log: Elementary.Log(d.Tokens / (d.Requests + d.PaidFailures)), Chance: 1 / d.Requests)).ToList();
        if (logs.Count < 2)
            return Usual;
        var mean = logs.Average(l => l.Log);
        var around = logs.Sum(l => (l.Log - mean) * (l.Log - mean)) / (logs.Count - 1);
        // Steps of neighbours: a level that moved once is not a spread of days.
        var steps = logs.Zip(logs.Skip(1)).Average(p =>
            (p.Second.Log - p.First.Log) * (p.Second.Log - p.First.Log)) / 2 / (1 - UsualCorrelation);
        var own = Math.Max(0, Math.Min(around, steps) - logs.Average(l => l.Chance));
        return Math.Min(Most, Math.Sqrt(((logs.Count * own) + (DaysOfPrior * Usual * Usual)) / (logs.Count + DaysOfPrior)));
    }
}
