using CostSim.Randomness;

namespace CostSim.Actuals;

/// <summary>Days of a series, whitened by their correlation and noise: each possible change is a regression on two columns.</summary>
internal sealed class ShiftTest
{
    private const int DaysAhead = 7;

    private readonly IReadOnlyList<SeriesDay> days;
    private readonly SeriesNoise noise;
    private readonly double[] weights, values, levels, links, roots;

    public ShiftTest(IReadOnlyList<SeriesDay> days, double correlation, double variance, double sampling, SeriesNoise noise)
    {
        (this.days, this.noise) = (days, noise);
        // Against a usual day: one of few requests is noisier than the rest.
        weights = [.. days.Select(d => Math.Sqrt((variance + sampling) / (variance + d.Sampling)))];
        (links, roots) = (new double[days.Count], new double[days.Count]);
        roots[0] = 1;
        for (var t = 1; t < days.Count; t++)
        {
            links[t] = Elementary.Pow(correlation, days[t].Date.DayNumber - days[t - 1].Date.DayNumber);
            roots[t] = Math.Sqrt(1 - (links[t] * links[t]));
        }

        values = Whitened(t => days[t].Log);
        levels = Whitened(_ => 1);
    }

    /// <summary>A level that changed on a day and stayed.</summary>
    public Shift Step(int since) => Test(since, _ => 1, 1, isDrift: false);

    /// <summary>A level that has moved evenly since a day.</summary>
    public Shift Drift(int since)
    {
        double from = days[since].Date.DayNumber - 1;
        return Test(since, t => days[t].Date.DayNumber - from, days[^1].Date.DayNumber - from, isDrift: true);
    }

    private double[] Whitened(Func<int, double> of)
    {
        var column = new double[days.Count];
        for (var t = 0; t < column.Length; t++)
            column[t] = ((weights[t] * of(t)) - (t == 0 ? 0 : links[t] * weights[t - 1] * of(t - 1))) / roots[t];
        return column;
    }

    private Shift Test(int since, Func<int, double> shape, double last, bool isDrift)
    {
        var (aa, ab, bb, ay, by, yy) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var t = 0; t < values.Length; t++)
        {
            var (a, y) = (levels[t], values[t]);
            var b = t < since ? 0 : ((weights[t] * shape(t)) - (t == since ? 0 : links[t] * weights[t - 1] * shape(t - 1))) / roots[t];
            (aa, ab, bb, ay, by, yy) = (aa + (a * a), ab + (a * b), bb + (b * b), ay + (a * y), by + (b * y), yy + (y * y));
        }

        var own = bb - (ab * ab / aa);
        if (!(own > 1e-12))
            return default;
        var slope = (by - (ab * ay / aa)) / own;
        var rest = Math.Max(0, yy - (ay * ay / aa) - (slope * slope * own));
        var degrees = values.Length - 2 + noise.Days;
        var t2 = slope * slope * own / ((rest + (noise.Days * noise.Variance)) / degrees);
        // Student's t as a normal deviate (Wallace 1959), so that one limit holds for any number of days.
        return new Shift(since, slope * last, slope * (isDrift ? last + DaysAhead : last),
            Math.Sqrt(degrees * Elementary.Log(1 + (t2 / degrees))) * (8 * degrees + 1) / (8 * degrees + 3), isDrift);
    }
}
