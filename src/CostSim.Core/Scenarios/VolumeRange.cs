using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>Between which daily means a class's traffic can lie, so that tables over the volume need not reach further.</summary>
internal static class VolumeRange
{
    // 99.5 % of the trials lie within this score of each input.
    private const double Score = 2.6;

    /// <summary>Lowest and highest daily mean of a day with traffic over the horizon, with every input low and every input high.</summary>
    public static (double Low, double High) Of(Traffic traffic, Calendar calendar)
    {
        var inputs = traffic.Inputs.ToList();
        Span<double> scores = stackalloc double[inputs.Count == 0 ? 0 : inputs.Max() + 1];
        var (low, high) = (double.PositiveInfinity, 0.0);
        foreach (var score in (ReadOnlySpan<double>)[-Score, Score])
        {
            scores.Fill(score);
            var level = traffic.Level.At(scores) * traffic.Adoption.At(scores);
            for (var day = 0; day < calendar.Days; day += 1)
            {
                var mean = level * Growth(traffic, day, scores) * traffic.Rhythm.FactorOf(calendar.DateOf(day))
                    * Steps(traffic, day, scores);
                if (mean > 0)
                    (low, high) = (Math.Min(low, mean), Math.Max(high, mean));
            }
        }

        return high > 0 ? (low, high) : (1, 1);
    }

    private static double Growth(Traffic traffic, int day, ReadOnlySpan<double> scores)
    {
        if (traffic.Growth.Curve is not { } curve)
            return Elementary.Pow(Math.Max(0, 1 + traffic.Growth.PerMonth.At(scores)), day / Calendar.DaysPerMonth);
        // Logistic, from 10 to 90 % of the rise in the months given: slope 2 ln 9 over them.
        var rate = 2 * Elementary.Log(9) / Math.Max(1e-9, curve.Months.At(scores) * Calendar.DaysPerMonth);
        var (from, to) = (curve.From.At(scores), curve.To.At(scores));
        return from + ((to - from) / (1 + Elementary.Exp(-rate * (day - curve.MidpointDay))));
    }

    private static double Steps(Traffic traffic, int day, ReadOnlySpan<double> scores)
    {
        var factor = 1.0;
        foreach (var step in traffic.Steps)
        {
            if (step.FromDay <= day)
                factor *= step.Factor.At(scores);
        }

        return factor;
    }
}
