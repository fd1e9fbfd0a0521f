namespace CostSim.Distributions;

/// <summary>Reads the answer off the outer points.</summary>
internal sealed class ExactResult
{
    private readonly SpendModel model;
    private readonly SpendOptions options;
    private readonly PointTable table;
    private readonly double[][][] sums;

    public ExactResult(SpendModel model, SpendOptions options, PointTable table)
    {
        (this.model, this.options, this.table) = (model, options, table);
        sums = [.. table.Views.Select((_, v) => Enumerable.Range(0, table.MonthCount + 1).Select(slot => Reduced(v, slot)).ToArray())];
    }

    public SpendResult Of()
    {
        var requests = Enumerable.Range(0, table.MonthCount).Select(m => table.Sums.Sum(b => b.Requests.Sum(c => c[m]))).ToArray();
        var designs = model.Designs.Select((d, i) => new DesignSpend
        {
            Name = d.Name,
            Bill = View(table.Views.IndexOf(i, false)),
            WithPeople = View(table.Views.IndexOf(i, true)),
            MeanRequests = requests.Sum(),
            MeanRequestsByMonth = requests,
        }).ToList();
        return new SpendResult
        {
            Calendar = model.Calendar,
            Designs = designs,
            Trials = table.Plan.Points,
            OuterLaw = table.Plan.Words,
        };
    }

    private SpendView View(int view)
    {
        var months = Enumerable.Range(0, table.MonthCount).ToArray();
        var whole = months.Where(m => !model.Calendar.Months[m].IsPartial).ToArray();
        return new SpendView(
            Distribution(view, [table.MonthCount], true),
            [.. months.Select(m => Distribution(view, [m], false))],
            Distribution(view, whole.Length > 0 ? whole : months, true))
        {
            InnerLaw = "normal-power",
        };
    }

    /// <summary>The law of one slot, or of any one of several (pooled).</summary>
    private CostDistribution Distribution(int view, int[] slots, bool withCurve)
    {
        var moments = Pooled(view, slots);
        if (table.Plan is SobolPlan)
        {
            var draws = slots.Length == 1 ? table.Draws[view][slots[0]] : Interleaved(view, slots);
            return Draws.Summary(draws, OuterPlan.Scrambles, options, moments, withCurve ? options.CurvePoints : 0);
        }

        return MixtureOf(view, slots).Summary(options, moments, withCurve);
    }

    private Mixture MixtureOf(int view, int[] slots)
    {
        var points = table.Plan.Points;
        var (weights, laws) = (new double[points * slots.Length], new InnerLaw[points * slots.Length]);
        for (var s = 0; s < slots.Length; s++)
        {
            var k = slots[s] == table.MonthCount ? table.Totals[view] : table.Months[view][slots[s]];
            for (var i = 0; i < points; i++)
            {
                weights[(s * points) + i] = table.Weights[i] / slots.Length;
                laws[(s * points) + i] = new InnerLaw(k[0][i], Math.Max(k[1][i], Gap(k[0], i)), k[2][i], k[3][i], !table.Views[view].IsDifference);
            }
        }

        return new Mixture(weights, laws);
    }

    // Where the within-trial law is narrower than the way between two nodes, it is widened to 0.8 of that way: a thousandth
    // of the spread that the input itself makes, and no steps are left in the mixture.
    private double Gap(double[] means, int point)
    {
        if (table.Plan is not QuadraturePlan { Axes: [var first, ..] } || first.Nodes.Count < 64)
            return 0;
        var place = point % first.Nodes.Count;
        var (before, after) = (place > 0 ? point - 1 : point, place + 1 < first.Nodes.Count ? point + 1 : point);
        var gap = 0.8 * Math.Abs(means[after] - means[before]) / Math.Max(1, after - before);
        return gap * gap;
    }

    // The scrambles of all months stay together: scramble by scramble, month after month.
    private double[] Interleaved(int view, int[] slots)
    {
        var size = table.Plan.Points / OuterPlan.Scrambles;
        var all = new double[table.Plan.Points * slots.Length];
        for (var scramble = 0; scramble < OuterPlan.Scrambles; scramble++)
            for (var s = 0; s < slots.Length; s++)
                table.Draws[view][slots[s]].AsSpan(scramble * size, size).CopyTo(all.AsSpan(((scramble * slots.Length) + s) * size));
        return all;
    }

    private (double Mean, double StandardDeviation, double Skewness) Pooled(int view, int[] slots)
    {
        var parts = slots.Select(s => PowerSums.Of(sums[view][s], table.References[view][s])).ToList();
        if (parts.Count == 1)
            return (parts[0].Mean, parts[0].StandardDeviation, parts[0].Skewness);
        var mean = parts.Average(p => p.Mean);
        var variance = parts.Average(p => (p.StandardDeviation * p.StandardDeviation) + ((p.Mean - mean) * (p.Mean - mean)));
        var third = parts.Average(p =>
        {
            var (d, v) = (p.Mean - mean, p.StandardDeviation * p.StandardDeviation);
            return (p.Skewness * v * p.StandardDeviation) + (3 * d * v) + (d * d * d);
        });
        return (mean, Math.Sqrt(variance), variance > 0 ? third / (variance * Math.Sqrt(variance)) : 0);
    }

    private double[] Reduced(int view, int slot)
    {
        var total = new double[6];
        foreach (var block in table.Sums)
            for (var n = 0; n < total.Length; n++)
                total[n] += block.Moments[view][slot][n];
        return total;
    }
}
