using CostSim.Randomness;
using CostSim.Volumes;

namespace CostSim.Distributions;

/// <summary>
/// Days whose levels hang together: Σs Σt ms mt φ^|s−t| over a month against Σ m², and over every two months. Growth within
/// a month hardly moves the ratio, so it is taken at the growth's median.
/// </summary>
internal sealed class DayLinks
{
    private readonly double[][] ratios;
    private readonly double[][] leaving;
    private readonly double[][] entering;
    private readonly double[][] fading;
    private readonly int slot;
    private readonly double[] nodes;

    // By what is linked (ratio, leaving, entering, fading), month and node.
    private readonly double[][][] table;

    public DayLinks(Traffic traffic, Calendar calendar, IReadOnlyList<double> known, ParameterColumns columns)
    {
        var factors = GrowthSums.KnownFactors(traffic, calendar, known);
        var growth = Elementary.Log(1 + traffic.Growth.PerMonth.At(new double[columns.Inputs]));
        for (var day = 0; day < factors.Length; day++)
            factors[day] *= Elementary.Exp(growth * day / Calendar.DaysPerMonth);
        slot = columns.SlotOf(traffic.Counts.DayToDay);
        nodes = traffic.Counts.DayToDay.IsConstant ? [traffic.Counts.DayToDay.Value] : Enumerable.Range(0, 65).Select(i => i / 65.0).ToArray();
        table = new Func<CalendarMonth, double, double>[] { (m, phi) => Ratio(factors, m, phi), (m, phi) => Leaving(factors, m, phi), (m, phi) => Entering(factors, m, phi), (m, phi) => Power(phi, m.Days) }
            .Select(of => calendar.Months.Select(m => nodes.Select(phi => of(m, phi)).ToArray()).ToArray()).ToArray();
        (ratios, leaving, entering, fading) = (Filled(0), Filled(1), Filled(2), Filled(3));
    }

    /// <summary>How much more variance a month's levels have than if its days were independent.</summary>
    public double[] RatioOf(int month) => ratios[month];

    /// <summary>Σ over every two months of Σs Σt φ^|s−t| ms mt, the months' volumes as given, by trial.</summary>
    public void AddCrossings(double[][] volumes, double[] to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            // What earlier days leave to the first day of a month: it fades over each month's days.
            var left = 0.0;
            for (var m = 0; m < volumes.Length; m++)
            {
                to[i] += left * entering[m][i] * volumes[m][i];
                left = (left * fading[m][i]) + (leaving[m][i] * volumes[m][i]);
            }
        }
    }

    public void Evaluate(TrialBlock block)
    {
        if (nodes.Length == 1)
            return;
        for (var i = 0; i < Columns.Length; i++)
        {
            var (first, weights) = Interpolation.Cubic(nodes, block.Values[slot][i]);
            foreach (var (columns, of) in new[] { ratios, leaving, entering, fading }.Zip(table))
            {
                for (var m = 0; m < columns.Length; m++)
                {
                    var sum = 0.0;
                    for (var j = 0; j < weights.Count; j++)
                        sum += weights[j] * of[m][first + j];
                    columns[m][i] = sum;
                }
            }
        }
    }

    private double[][] Filled(int what) => [.. table[what].Select(m => Columns.New(m[0]))];

    private static double Ratio(double[] factors, CalendarMonth month, double phi)
    {
        var (linked, alone) = (0.0, 0.0);
        for (var s = month.FirstDay; s < month.EndDay; s++)
        {
            alone += factors[s] * factors[s];
            for (var t = month.FirstDay; t < month.EndDay; t++)
                linked += factors[s] * factors[t] * Power(phi, Math.Abs(s - t));
        }

        return alone > 0 ? linked / alone : 1;
    }

    // Σs ms φ^(end − s) over the month's volume: what its days leave to the day after it.
    private static double Leaving(double[] factors, CalendarMonth month, double phi)
    {
        var (linked, here) = (0.0, 0.0);
        for (var s = month.FirstDay; s < month.EndDay; s++)
            (linked, here) = (linked + (factors[s] * Power(phi, month.EndDay - s)), here + factors[s]);
        return here > 0 ? linked / here : 0;
    }

    // Σt mt φ^(t − first) over the month's volume.
    private static double Entering(double[] factors, CalendarMonth month, double phi)
    {
        var (linked, here) = (0.0, 0.0);
        for (var t = month.FirstDay; t < month.EndDay; t++)
            (linked, here) = (linked + (factors[t] * Power(phi, t - month.FirstDay)), here + factors[t]);
        return here > 0 ? linked / here : 0;
    }

    private static double Power(double phi, int days) => days == 0 ? 1 : phi == 0 ? 0 : Elementary.Exp(days * Elementary.Log(phi));
}
