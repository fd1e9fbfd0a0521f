using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Autocorrelated days: what they add to the cumulants of a month, and to the variance of months together. Growth within a month and
/// the size of the process hardly move these ratios, so they are taken at their medians.
/// </summary>
internal sealed class DayLinks
{
    // Above this size the process is so narrow that its higher cumulants are lost in rounding, and do not matter.
    private const double MostSize = 200;

    private readonly int slot;
    private readonly double[] nodes;
    private readonly double size;

    // By figure (the ratios, then what a month leaves, takes and fades), month and node; then the same by trial.
    private readonly double[][][] table;
    private readonly double[][][] columns;

    public DayLinks(Traffic traffic, Calendar calendar, IReadOnlyList<double> known, ParameterColumns parameters)
    {
        var (factors, medians) = (GrowthSums.KnownFactors(traffic, calendar, known), new double[parameters.Inputs]);
        var growth = Elementary.Log(Math.Max(DayMeans.LeastGrowthFactor, 1 + traffic.Growth.PerMonth.At(medians)));
        for (var day = 0; day < factors.Length; day++)
            factors[day] *= Elementary.Exp(growth * day / Calendar.DaysPerMonth);
        slot = parameters.SlotOf(traffic.Counts.DayToDay);
        size = traffic.Counts.Size.At(medians);
        nodes = traffic.Counts.DayToDay.IsConstant ? [traffic.Counts.DayToDay.Value] : Enumerable.Range(0, 33)
            .Select(i => i / 33.0).ToArray();
        var figures = calendar.Months.Select(m => nodes.Select(phi => Figures(factors.AsSpan(m.FirstDay, m.Days), phi)).ToArray())
            .ToArray();
        table = [.. Enumerable.Range(0, LinkRatios.Count + 3)
            .Select(i => figures.Select(month => month.Select(node => node[i]).ToArray()).ToArray())];
        columns = [.. table.Select(figure => figure.Select(month => Columns.New(month[0])).ToArray())];
    }

    private double[][] Leaving => columns[LinkRatios.Count];

    private double[][] Entering => columns[LinkRatios.Count + 1];

    private double[][] Fading => columns[LinkRatios.Count + 2];

    /// <summary>The ratios of a month in a trial.</summary>
    public LinkRatios RatiosOf(int month, int trial)
    {
        Span<double> ratios = stackalloc double[LinkRatios.Count];
        for (var i = 0; i < ratios.Length; i++)
            ratios[i] = columns[i][month][trial];
        return LinkRatios.Of(ratios);
    }

    /// <summary>By order 2 to 4, the ratio by trial of a month whose levels are the process alone.</summary>
    public double[][] OrdersOf(int month) => [[], [], columns[0][month], columns[2][month], columns[6][month]];

    /// <summary>Σ over every two months of Σs Σt φ^|s−t| ms mt, the months' volumes as given, by trial.</summary>
    public void AddCrossings(double[][] volumes, double[] to)
    {
        for (var i = 0; i < to.Length; i++)
        {
            // What earlier days leave to the first day of a month: it fades over each month's days.
            var left = 0.0;
            for (var m = 0; m < volumes.Length; m++)
            {
                to[i] += left * Entering[m][i] * volumes[m][i];
                left = (left * Fading[m][i]) + (Leaving[m][i] * volumes[m][i]);
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
            foreach (var (by, of) in columns.Zip(table))
            {
                for (var m = 0; m < by.Length; m++)
                {
                    var sum = 0.0;
                    for (var j = 0; j < weights.Count; j++)
                        sum += weights[j] * of[m][first + j];
                    by[m][i] = sum;
                }
            }
        }
    }

    private double[] Figures(ReadOnlySpan<double> days, double phi)
    {
        var here = 0.0;
        foreach (var day in days)
            here += day;
        var (linked, alone, left, entering, fading, reach) = (0.0, 0.0, 0.0, 0.0, 0.0, 1.0);
        foreach (var day in days)
        {
            // Of neighbours fading by φ a day: what comes before counts twice.
            fading = phi * left;
            linked += day * (day + (2 * fading));
            alone += day * day;
            left = fading + day;
            entering += day * reach;
            reach *= phi;
        }

        var ratio = alone > 0 ? linked / alone : 1;
        double[] ends = here > 0 ? [phi * left / here, entering / here, reach] : [0, 0, reach];
        if (size > MostSize || !(size > 0))
            return [ratio, ratio, ratio * ratio, ratio, ratio, ratio * ratio, ratio * ratio * ratio, .. ends];
        var scaled = new double[days.Length];
        for (var d = 0; d < scaled.Length; d++)
            scaled[d] = here > 0 ? days[d] * days.Length / here : 1;
        var exact = LevelMoments.Ratios(scaled, size, phi);
        return [.. Enumerable.Range(0, LinkRatios.Count).Select(i => exact[i]), .. ends];
    }
}
