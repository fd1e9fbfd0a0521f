namespace CostSim.Engine;

/// <summary>Pairs, regret and the value of knowing, from the conditional means and joint laws at the outer points.</summary>
internal sealed class DesignChoice(SpendModel model, SpendOptions options, ExactEngine engine, PointTable table, InputEffects effects)
{
    // Knowing all inputs at once: a bound for each, and nothing that anyone could measure.
    internal const string Everything = "everything";

    private readonly BreakEvens breakEvens = new(model, engine, table);
    private readonly int[] costs = [.. Enumerable.Range(0, model.Designs.Count).Select(d => table.Views.IndexOf(d, true))];

    private int[] Eligible =>
        [.. Enumerable.Range(0, model.Designs.Count).Where(d => options.Eligible?.Contains(model.Designs[d].Name) ?? true)];

    /// <summary>Mean over trials of what a design costs more than the cheapest eligible one of the trial.</summary>
    public double RegretOf(int design)
    {
        var eligible = Eligible;
        if (eligible.Length == 0)
            return 0;
        var sum = 0.0;
        for (var i = 0; i < table.Weights.Length; i++)
            sum += table.Weights[i] * Math.Max(0, MeanOf(design, i) - eligible.Min(d => MeanOf(d, i)));
        return sum;
    }

    public IReadOnlyList<InputValue> ValuesOfKnowing()
    {
        var eligible = Eligible;
        if (eligible.Length < 2)
            return [];
        var means = eligible.Select(d => Enumerable.Range(0, table.Weights.Length).Sum(i => table.Weights[i] * MeanOf(d, i))).ToArray();
        var known = 0.0;
        for (var i = 0; i < table.Weights.Length; i++)
            known += table.Weights[i] * eligible.Min(d => MeanOf(d, i));
        var all = Math.Max(0, means.Min() - known);
        var groups = effects.Effects.Select(e => e.Group).Distinct().ToList();
        var each = new double[groups.Count];
        effects.ForEachBlock((b, covariate) => AddBlock(b, covariate, eligible, means, groups, each));
        return
        [
            new InputValue(Everything, all),
            .. groups.Select((g, i) => new InputValue(g, Math.Clamp(means.Min() - each[i], 0, all))).OrderByDescending(v => v.Usd)
                .ThenBy(v => v.Input, StringComparer.Ordinal),
        ];
    }

    // The mean of the cheapest design's cost when only one input is known: each design's cost as regressed on that input alone.
    private void AddBlock(int b, Func<int, int, double[]> covariate, int[] eligible, double[] means, List<string> groups, double[] to)
    {
        var at = b * Columns.Length;
        for (var g = 0; g < groups.Count; g++)
        {
            var predicted = eligible.Select((_, k) => Columns.New(means[k])).ToArray();
            for (var e = 0; e < effects.Effects.Count; e++)
            {
                if (effects.Effects[e].Group != groups[g])
                    continue;
                for (var k = 0; k < eligible.Length; k++)
                {
                    var view = costs[eligible[k]];
                    var column = covariate(view, e);
                    for (var i = 0; i < Columns.Length; i++)
                        predicted[k][i] += effects.DeviationAt(view, e, column[i]);
                }
            }

            for (var i = 0; i < Columns.Length; i++)
                to[g] += table.Weights[at + i] * predicted.Min(p => p[i]);
        }
    }

    private double MeanOf(int design, int point) => table.Totals[costs[design]][0][point];

    public PairSpend Pair(int view, CostDistribution difference, double within)
    {
        var (a, b) = (table.Views[view].First, table.Views[view].Second!.Value);
        var laws = table.Totals[view];
        var byScramble = new double[table.Plan is SobolPlan ? OuterPlan.Scrambles : 1];
        var (cheaper, regret) = (0.0, 0.0);
        for (var i = 0; i < table.Weights.Length; i++)
        {
            var weight = table.Weights[i];
            if (weight == 0)
                continue;
            var below = new InnerLaw(laws[0][i], laws[1][i], laws[2][i], laws[3][i], false).Cdf(0);
            // Two designs of equal cost in a trial: neither is cheaper.
            if (laws[1][i] == 0)
                below = laws[0][i] < 0 ? 1 : 0;
            cheaper += weight * below;
            byScramble[(int)((long)i * byScramble.Length / table.Weights.Length)] += weight * below * byScramble.Length;
            regret += weight * Math.Max(0, laws[0][i]);
        }

        var interval = byScramble.Length > 1 ? Draws.IntervalOf(cheaper, byScramble) : new Bounds(cheaper, cheaper);
        return new PairSpend
        {
            First = model.Designs[a].Name,
            Second = model.Designs[b].Name,
            MeanDifference = difference.Mean,
            Range = new Bounds(difference[2.5].Usd, difference[97.5].Usd),
            Cheaper = Math.Clamp(cheaper, 0, 1),
            CheaperInterval = new Bounds(Math.Max(0, interval.Low), Math.Min(1, interval.High)),
            Regret = regret,
            BreakEven = breakEvens.Of(view),
            Drivers = DriverTable.Of(effects, view, difference.Mean, difference.StandardDeviation, within),
        };
    }
}
