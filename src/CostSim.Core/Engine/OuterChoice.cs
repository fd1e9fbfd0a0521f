namespace CostSim.Engine;

/// <summary>Chooses how to integrate over what is not known, after one look at what each input does.</summary>
internal static class OuterChoice
{
    private const int MostCombinations = 64;

    // 256 MB of conditional laws.
    private const long MostLaws = 1 << 23;
    private const double PilotScore = 1.5;

    public static OuterPlan Of(SpendModel model, SpendOptions options, ExactBlock block, IReadOnlyList<QuestionSample> samples)
    {
        var parameters = block.Parameters.ToList();
        var used = parameters.SelectMany(p => p.Inputs)
            .Concat(Enumerable.Range(model.Inputs.Count, ExactBlock.InputsOf(model) - model.Inputs.Count)).Distinct().Order().ToList();
        var discrete = ParameterAtoms.Discrete(parameters);
        var smooth = used.Where(i => !discrete.ContainsKey(i)).ToList();
        var combinations = used.Where(discrete.ContainsKey).Aggregate(1L, (n, i) => n * discrete[i].Count);
        if (samples.Count > 0 && !options.RankInputs)
            return new SobolPlan(options.Seed, options.Trials, [.. used, .. Enumerable.Range(0, ExactBlock.InputsOf(model)).Except(used)]);
        var effects = Effects(block, used, samples);
        if (samples.Count > 0 || (options.PreferPoints && used.Count > 0) || smooth.Count > 2 || combinations > MostCombinations)
        {
            var order = used.OrderByDescending(i => effects[i].Share).ThenBy(i => i).ToList();
            return new SobolPlan(options.Seed, options.Trials,
                [.. order, .. Enumerable.Range(0, ExactBlock.InputsOf(model)).Except(order)]);
        }

        // The widest input comes first: it is the one whose nodes must lie close.
        var axes = smooth.OrderByDescending(i => effects[i].Share).ThenBy(i => i)
            .Select((input, place) => (input, QuadraturePlan.Trapezoid(NodesOf(effects[input].Steepness, place, smooth.Count)))).ToList();
        axes.AddRange(used.Where(discrete.ContainsKey).Select(i => (i, QuadraturePlan.Enumerated(discrete[i]))));
        // Nodes keep the laws of all months; trials keep a number for each.
        var plan = new QuadraturePlan(axes);
        return (long)plan.Points * block.Views.Count * (model.Calendar.Months.Count + 1) <= MostLaws
            ? plan : new SobolPlan(options.Seed, options.Trials,
                [.. used, .. Enumerable.Range(0, ExactBlock.InputsOf(model)).Except(used)]);
    }

    // Nodes no further apart than 0.9 within-trial standard deviations leave no trace in the mixture.
    private static int NodesOf(double steepness, int place, int count)
    {
        var (least, most) = count == 1 ? (256, 8192) : place == 0 ? (64, 512) : (64, 64);
        var nodes = least;
        while (nodes < most && 17.0 / (nodes - 1) * steepness > 0.9)
            nodes *= 2;
        return nodes;
    }

    /// <summary>
    /// What an input moves: as a share of the designs' totals, and per unit of its score against the within-trial deviation (the worst
    /// month or total).
    /// </summary>
    private static Dictionary<int, (double Share, double Steepness)> Effects(ExactBlock block, IReadOnlyList<int> inputs,
        IReadOnlyList<QuestionSample> samples)
    {
        var effects = new Dictionary<int, (double, double)>();
        foreach (var group in inputs.Chunk((Columns.Length - 1) / 2))
        {
            foreach (var column in block.Block.Scores)
                Array.Clear(column);
            SetMeanWeights(block, samples);
            for (var j = 0; j < group.Length; j++)
            {
                block.Block.Scores[group[j]][(2 * j) + 1] = PilotScore;
                block.Block.Scores[group[j]][(2 * j) + 2] = -PilotScore;
            }

            block.Evaluate();
            for (var j = 0; j < group.Length; j++)
                effects[group[j]] = EffectAt(block, (2 * j) + 1);
        }

        return effects;
    }

    private static (double Share, double Steepness) EffectAt(ExactBlock block, int lane)
    {
        var (share, steepness) = (0.0, 0.0);
        for (var v = 0; v < block.Views.Count; v++)
        {
            var total = block.Totals[v];
            if (!block.Views[v].IsDifference)
                share += Math.Abs(total[0][lane] - total[0][lane + 1]) / Math.Max(1e-300, Math.Abs(total[0][0]));
            foreach (var law in block.Months[v].Append(total))
            {
                var slope = Math.Abs(law[0][lane] - law[0][lane + 1]) / (2 * PilotScore);
                if (law[1][0] > 0)
                    steepness = Math.Max(steepness, slope / Math.Sqrt(law[1][0]));
                else if (slope > 0)
                    steepness = double.PositiveInfinity;
            }
        }

        return (share, steepness);
    }

    internal static void SetMeanWeights(ExactBlock block, IReadOnlyList<QuestionSample> samples)
    {
        foreach (var sample in samples)
        {
            var sum = sample.Shares.Sum();
            for (var q = 0; q < sample.Shares.Count; q++)
                Array.Fill(block.Block.WeightsOf(sample)[q], sample.Shares[q] / sum);
        }
    }
}
