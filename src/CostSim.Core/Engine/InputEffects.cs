using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// What each input alone moves: the projection of every view's conditional mean on polynomials of the input's score (a
/// discrete input: on its outcomes), from the outer points. First-order variance shares, the tornado and the value of knowing
/// one input all read it.
/// </summary>
internal sealed class InputEffects
{
    private readonly PointTable table;
    private readonly ExactEngine engine;
    private readonly List<Effect> effects;
    private readonly double[][][] bases;

    /// <summary>One covariate: a score, or a sample's weights seen through what they do to a view's cost.</summary>
    internal sealed record Effect(string Group, int Input, QuestionSample? Sample, IReadOnlyList<double>? Cumulative)
    {
        public int Terms => Cumulative?.Count ?? Hermite.Terms;
    }

    public InputEffects(SpendModel model, ExactEngine engine, PointTable table)
    {
        (this.engine, this.table) = (engine, table);
        var parameters = engine.Compiled.Parameters.ToList();
        var discrete = ParameterAtoms.Discrete(parameters);
        var used = parameters.SelectMany(p => p.Inputs).ToHashSet();
        var list = model.Inputs.All.Where(i => used.Contains(i.Index))
            .Select(i => new Effect(GroupOf(i), i.Index, null, discrete.GetValueOrDefault(i.Index))).ToList();
        list.AddRange(Enumerable.Range(model.Inputs.Count, ExactBlock.InputsOf(model) - model.Inputs.Count)
            .Select(i => new Effect("traffic.drift_per_month", i, null, null)));
        list.AddRange(engine.Samples.Select(s => new Effect(s.Name.Length > 0 ? $"questions of {s.Name}" : "questions", -1, s, null)));
        effects = list;
        bases = [.. effects.Select(e => Columns.New(e.Terms))];
        foreach (var sample in engine.Samples)
            questionMeans.Add(sample, QuestionMeans(sample));
        Coefficients = [.. table.Views.Select(_ => effects.Select(e => new double[e.Terms]).ToArray())];
        Scan();
    }

    public IReadOnlyList<Effect> Effects => effects;

    /// <summary>By view, effect and term; of a discrete input the mean deviation in each outcome.</summary>
    public double[][][] Coefficients { get; }

    /// <summary>First-order variance of a view by effect, less what chance alone would show.</summary>
    public double VarianceOf(int view, int effect, double variance)
    {
        var c = Coefficients[view][effect];
        var sum = effects[effect].Cumulative is { } cumulative
            ? c.Select((x, k) => ProbabilityOf(cumulative, k) * x * x).Sum()
            : c.Sum(x => x * x);
        if (table.Plan is not SobolPlan)
            return sum;
        var noise = (variance - sum) * effects[effect].Terms / table.Plan.Points;
        return Math.Max(0, sum - Math.Max(0, noise));
    }

    /// <summary>The deviation of a view's mean that an effect predicts where its score is z.</summary>
    public double DeviationAt(int view, int effect, double z)
    {
        var c = Coefficients[view][effect];
        if (effects[effect].Cumulative is { } cumulative)
            return c[OutcomeOf(cumulative, z)];
        Span<double> h = stackalloc double[Hermite.Terms];
        Hermite.At(z, h);
        var sum = 0.0;
        for (var p = 0; p < c.Length; p++)
            sum += c[p] * h[p];
        return sum;
    }

    /// <summary>Calls back for every block of points with a column of covariates for each view and effect.</summary>
    public void ForEachBlock(Action<int, Func<int, int, double[]>> visit)
    {
        var block = engine.Compiled.Block;
        var weights = new double[Columns.Length];
        for (var b = 0; b < table.Plan.Blocks; b++)
        {
            table.Plan.Fill(b, block, weights);
            visit(b, (view, effect) => CovariateOf(block, view, effects[effect]));
        }
    }

    private void Scan()
    {
        ForEachBlock(AddBlock);
        for (var v = 0; v < table.Views.Count; v++)
        {
            for (var e = 0; e < effects.Count; e++)
            {
                for (var k = 0; effects[e].Cumulative is { } cumulative && k < Coefficients[v][e].Length; k++)
                    Coefficients[v][e][k] /= ProbabilityOf(cumulative, k);
            }
        }
    }

    private void AddBlock(int b, Func<int, int, double[]> covariate)
    {
        var at = b * Columns.Length;
        for (var e = 0; e < effects.Count; e++)
        {
            double[][]? known = null;
            for (var v = 0; v < table.Views.Count; v++)
            {
                // A score's polynomials serve all views; a sample's covariate is each view's own.
                var basis = known is null || effects[e].Sample is not null ? known = Basis(e, covariate(v, e)) : known;
                var (total, mean) = (table.Totals[v][0], MeanOf(v));
                for (var k = 0; k < basis.Length; k++)
                {
                    var sum = 0.0;
                    for (var i = 0; i < Columns.Length; i++)
                        sum = Math.FusedMultiplyAdd(table.Weights[at + i] * (total[at + i] - mean), basis[k][i], sum);
                    Coefficients[v][e][k] += sum;
                }
            }
        }
    }

    // Polynomials of a score, or an indicator for each outcome.
    private double[][] Basis(int number, double[] covariate)
    {
        var (effect, basis) = (effects[number], bases[number]);
        foreach (var column in basis)
            Columns.Clear(column);
        Span<double> h = stackalloc double[Hermite.Terms];
        for (var i = 0; i < Columns.Length; i++)
        {
            if (effect.Cumulative is { } cumulative)
            {
                basis[OutcomeOf(cumulative, covariate[i])][i] = 1;
                continue;
            }

            Hermite.At(covariate[i], h);
            for (var k = 0; k < h.Length; k++)
                basis[k][i] = h[k];
        }

        return basis;
    }

    private readonly Dictionary<int, double> means = [];

    private double MeanOf(int view)
    {
        if (!means.TryGetValue(view, out var mean))
        {
            for (var i = 0; i < table.Weights.Length; i++)
                mean = Math.FusedMultiplyAdd(table.Weights[i], table.Totals[view][0][i], mean);
            means.Add(view, mean);
        }

        return mean;
    }

    private double[] CovariateOf(TrialBlock block, int view, Effect effect)
    {
        if (effect.Sample is not { } sample)
            return block.Scores[effect.Input];
        var (means, deviation) = questionMeans[sample][view];
        var column = Columns.New();
        for (var q = 0; q < means.Length; q++)
            Columns.AddProduct(block.WeightsOf(sample)[q], deviation > 0 ? means[q] / deviation : 0, column);
        return column;
    }

    private readonly Dictionary<QuestionSample, (double[] Means, double Deviation)[]> questionMeans =
        new(ReferenceEqualityComparer.Instance);

    // What a view costs if one question alone were asked, all else at its median; centred, and scaled by the deviation of the
    // weighted mean (a Dirichlet of n shares: Σ share x² /(n + 1)).
    private (double[] Means, double Deviation)[] QuestionMeans(QuestionSample sample)
    {
        var other = engine.Compiled;
        foreach (var column in other.Block.Scores)
            Array.Clear(column);
        OuterChoice.SetMeanWeights(other, engine.Samples);
        var means = table.Views.Select(_ => new double[sample.Shares.Count]).ToArray();
        for (var from = 0; from < sample.Shares.Count; from += Columns.Length)
        {
            var count = Math.Min(Columns.Length, sample.Shares.Count - from);
            for (var q = 0; q < sample.Shares.Count; q++)
                for (var i = 0; i < Columns.Length; i++)
                    other.Block.WeightsOf(sample)[q][i] = q == from + Math.Min(i, count - 1) ? 1 : 0;
            var costs = other.MeansAt([1])[0];
            for (var v = 0; v < means.Length; v++)
                costs[v].AsSpan(0, count).CopyTo(means[v].AsSpan(from));
        }

        return [.. means.Select(m => Centred(m, sample))];
    }

    private static (double[] Means, double Deviation) Centred(double[] means, QuestionSample sample)
    {
        var total = sample.Shares.Sum();
        var mean = means.Select((m, q) => m * sample.Shares[q] / total).Sum();
        var centred = means.Select(m => m - mean).ToArray();
        var deviation = Math.Sqrt(SampleVariance.Of(centred, sample));
        // Questions that cost the same but for rounding move nothing.
        return (centred, deviation > 1e-11 * Math.Abs(mean) ? deviation : 0);
    }

    private SpendModel Model => engine.Model;

    internal static double ProbabilityOf(IReadOnlyList<double> cumulative, int outcome) =>
        cumulative[outcome] - (outcome > 0 ? cumulative[outcome - 1] : 0);

    private static int OutcomeOf(IReadOnlyList<double> cumulative, double z)
    {
        var p = Elementary.NormalCdf(z);
        var k = 0;
        while (k + 1 < cumulative.Count && p > cumulative[k])
            k++;
        return k;
    }

    private static string GroupOf(UncertainInput input) => input.Scope == UncertainInputs.Common ? $"{input.Key} (common)" : input.Key;
}

/// <summary>Orthonormal polynomials of a standard normal score: He_p(z)/√p!.</summary>
internal static class Hermite
{
    public const int Terms = 6;

    /// <summary>Polynomials 1 to <see cref="Terms"/>.</summary>
    public static void At(double z, Span<double> to)
    {
        var (before, last) = (1.0, z);
        to[0] = z;
        for (var p = 2; p <= to.Length; p++)
        {
            // √p h_p = z h_(p−1) − √(p−1) h_(p−2)
            var next = ((z * last) - (Math.Sqrt(p - 1) * before)) / Math.Sqrt(p);
            (before, last) = (last, next);
            to[p - 1] = next;
        }
    }
}
