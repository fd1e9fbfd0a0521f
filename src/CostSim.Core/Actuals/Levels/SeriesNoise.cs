namespace CostSim.Actuals;

/// <summary>
/// How far days of a series lie from their level by chance, and how alike neighbours are; carried over from one level to the next.
/// </summary>
/// <param name="Variance">Of a day's log, before these days are seen.</param>
/// <param name="Days">How many days that is worth.</param>
internal sealed record SeriesNoise(double Variance, double Days)
{
    // Once a series has so many days of its own, what was known before counts less and less.
    private const double KnownByItself = 14;

    private const double UsualCorrelation = 0.3;
    private const double DaysOfCorrelation = 15;
    private const double MostCorrelation = 0.9;

    // What the days add to the chance of their small samples is at least this share of all.
    private const double LeastOwn = 0.1;

    // A level is never known better than so many days of it.
    private const double MostDays = 20;

    /// <summary>The days with their correlation and relative noise, ready to test changes of them.</summary>
    public ShiftTest Of(IReadOnlyList<SeriesDay> days)
    {
        var residuals = Residuals(days);
        var own = residuals.Sum(r => r * r);
        var known = Days * Math.Min(1, KnownByItself / days.Count);
        var variance = (own + (known * Variance)) / (days.Count + known);
        var (pairs, products) = (0, 0.0);
        for (var t = 1; t < days.Count; t++)
        {
            if (days[t].Date == days[t - 1].Date.AddDays(1))
                (pairs, products) = (pairs + 1, products + (residuals[t] * residuals[t - 1]));
        }

        var correlation = own > 1e-12 && pairs > 0 ? products / pairs / (own / days.Count) : UsualCorrelation;
        // Around two fitted levels the correlation reads low by about (2 + 4φ) / n.
        correlation = (correlation + (2.0 / Math.Max(1, pairs))) / Math.Max(0.3, 1 - (4.0 / Math.Max(1, pairs)));
        correlation = ((pairs * Math.Clamp(correlation, -1, 1)) + (DaysOfCorrelation * UsualCorrelation)) / (pairs + DaysOfCorrelation);
        return new ShiftTest(days, Math.Clamp(correlation, 0, MostCorrelation), Math.Max(LeastOwn * variance, variance - Sampling(days)),
            Sampling(days), this with { Days = known });
    }

    /// <summary>What is known of the noise once the level has changed.</summary>
    public SeriesNoise After(IReadOnlyList<SeriesDay> days, Shift shift)
    {
        var before = days.Take(shift.Since).ToList();
        var mean = before.Average(d => d.Log);
        var squares = before.Sum(d => (d.Log - mean) * (d.Log - mean));
        return new SeriesNoise((squares + (Days * Variance)) / (Math.Max(0, before.Count - 1) + Days),
            Math.Min(MostDays, before.Count + Days));
    }

    private static double Sampling(IReadOnlyList<SeriesDay> days) => days.Select(d => d.Sampling).Order().ElementAt(days.Count / 2);

    // Around two levels where two fit much better than one: a step must not pass for noise and hide itself.
    private static double[] Residuals(IReadOnlyList<SeriesDay> days)
    {
        var logs = days.Select(d => d.Log).ToArray();
        var (all, sum) = (logs.Sum(), 0.0);
        var (best, at) = (0.0, 0);
        for (var t = 1; t < logs.Length; t++)
        {
            sum += logs[t - 1];
            var (before, after) = (sum / t, (all - sum) / (logs.Length - t));
            var contrast = (after - before) * (after - before) * t * (logs.Length - t) / logs.Length;
            if (contrast > best)
                (best, at) = (contrast, t);
        }

        var (first, second) = (at == 0 ? all / logs.Length : logs.Take(at).Average(), logs.Skip(at).Average());
        return [.. logs.Select((log, t) => log - (t < at ? first : second))];
    }
}
