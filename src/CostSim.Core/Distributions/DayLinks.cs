using CostSim.Randomness;
using CostSim.Volumes;

namespace CostSim.Distributions;

/// <summary>
/// Days whose levels hang together: Σs Σt ms mt φ^|s−t| over a month against Σ m², and over neighbouring months. Growth within
/// a month hardly moves the ratio, so it is taken at the growth's median.
/// </summary>
internal sealed class DayLinks
{
    private readonly double[][] ratios;
    private readonly int slot;
    private readonly (double[] Phi, double[][] Month)? table;

    public DayLinks(Traffic traffic, Calendar calendar, IReadOnlyList<double> known, ParameterColumns columns)
    {
        var factors = GrowthSums.KnownFactors(traffic, calendar, known);
        var growth = Elementary.Log(1 + traffic.Growth.PerMonth.At(new double[columns.Inputs]));
        for (var day = 0; day < factors.Length; day++)
            factors[day] *= Elementary.Exp(growth * day / Calendar.DaysPerMonth);
        slot = columns.SlotOf(traffic.Counts.DayToDay);
        ratios = Columns.New(calendar.Months.Count);
        Crossings = Columns.New(calendar.Months.Count);
        var nodes = traffic.Counts.DayToDay.IsConstant ? [traffic.Counts.DayToDay.Value] : Enumerable.Range(0, 65).Select(i => i / 65.0).ToArray();
        var values = calendar.Months.Select(m => nodes.Select(phi => Ratio(factors, m, phi)).ToArray()).ToArray();
        var crossings = calendar.Months.Select((m, i) => nodes.Select(phi => i + 1 < calendar.Months.Count ? Crossing(factors, m, calendar.Months[i + 1], phi) : 0).ToArray()).ToArray();
        if (nodes.Length > 1)
        {
            table = (nodes, [.. values, .. crossings]);
            return;
        }

        for (var m = 0; m < values.Length; m++)
        {
            Array.Fill(ratios[m], values[m][0]);
            Array.Fill(Crossings[m], crossings[m][0]);
        }
    }

    /// <summary>How much more variance a month's levels have than if its days were independent.</summary>
    public double[] RatioOf(int month) => ratios[month];

    /// <summary>Σs Σt ms mt φ^|s−t| for s in a month and t in the next, over the product of the months' volumes.</summary>
    public double[][] Crossings { get; }

    public void Evaluate(TrialBlock block)
    {
        if (table is not var (nodes, values))
            return;
        for (var i = 0; i < Columns.Length; i++)
        {
            var (first, weights) = Interpolation.Cubic(nodes, block.Values[slot][i]);
            for (var m = 0; m < values.Length; m++)
            {
                var sum = 0.0;
                for (var j = 0; j < weights.Count; j++)
                    sum += weights[j] * values[m][first + j];
                (m < ratios.Length ? ratios[m] : Crossings[m - ratios.Length])[i] = sum;
            }
        }
    }

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

    private static double Crossing(double[] factors, CalendarMonth month, CalendarMonth next, double phi)
    {
        var (linked, here, there) = (0.0, 0.0, 0.0);
        for (var s = month.FirstDay; s < month.EndDay; s++)
        {
            here += factors[s];
            for (var t = next.FirstDay; t < next.EndDay; t++)
                linked += factors[s] * factors[t] * Power(phi, t - s);
        }

        for (var t = next.FirstDay; t < next.EndDay; t++)
            there += factors[t];
        return here > 0 && there > 0 ? linked / (here * there) : 0;
    }

    private static double Power(double phi, int days) => days == 0 ? 1 : phi == 0 ? 0 : Elementary.Exp(days * Elementary.Log(phi));
}
