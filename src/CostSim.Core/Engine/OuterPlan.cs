using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>The points at which what is not known is evaluated, block by block, with their weights.</summary>
internal abstract class OuterPlan
{
    /// <summary>Independent estimates that the scrambled points give; an interval rests on their spread.</summary>
    public const int Scrambles = 16;

    public abstract int Points { get; }

    public int Blocks => (Points + Columns.Length - 1) / Columns.Length;

    public abstract string Words { get; }

    /// <summary>Sets the scores of a block, and the weights of its points (0 where the last block is not full).</summary>
    public abstract void Fill(int block, TrialBlock to, double[] weights);

    /// <summary>
    /// The least variance that a conditional law may have next to its neighbours, so that no steps are left in their mixture.
    /// </summary>
    public virtual double LeastVariance(double[] means, int point) => 0;
}

/// <summary>Nodes over at most two continuous inputs and every combination of the discrete ones.</summary>
internal sealed class QuadraturePlan : OuterPlan
{
    private readonly IReadOnlyList<(int Input, IReadOnlyList<ScoreNode> Nodes)> axes;

    public QuadraturePlan(IReadOnlyList<(int Input, IReadOnlyList<ScoreNode> Nodes)> axes)
    {
        this.axes = axes;
        Points = axes.Aggregate(1, (n, a) => n * a.Nodes.Count);
    }

    public override int Points { get; }

    public IReadOnlyList<(int Input, IReadOnlyList<ScoreNode> Nodes)> Axes => axes;

    public override string Words => axes.Count == 0
        ? "nothing is uncertain from trial to trial"
        : $"quadrature with {string.Join(" x ", axes.Select(a => a.Nodes.Count))} nodes over the uncertain inputs";

    // A law that is narrower than the way between two nodes is widened to 0.8 of that way: a thousandth of the spread that the input makes.
    public override double LeastVariance(double[] means, int point)
    {
        if (axes is not [var first, ..] || first.Nodes.Count < 64)
            return 0;
        var place = point % first.Nodes.Count;
        var (before, after) = (place > 0 ? point - 1 : point, place + 1 < first.Nodes.Count ? point + 1 : point);
        var gap = 0.8 * Math.Abs(means[after] - means[before]) / Math.Max(1, after - before);
        return gap * gap;
    }

    /// <summary>Equal steps over ±8.5: for smooth functions of a normal score the error falls faster than any power of the step.</summary>
    public static IReadOnlyList<ScoreNode> Trapezoid(int nodes)
    {
        const double reach = 8.5;
        var step = 2 * reach / (nodes - 1);
        var raw = Enumerable.Range(0, nodes).Select(i => -reach + (i * step))
            .Select(z => new ScoreNode(z, step * Elementary.NormalDensity(z))).ToList();
        var sum = raw.Sum(n => n.Weight);
        return [.. raw.Select(n => n with { Weight = n.Weight / sum })];
    }

    /// <summary>One node for each outcome of a discrete input: the middle of its part of the probability.</summary>
    public static IReadOnlyList<ScoreNode> Enumerated(IReadOnlyList<double> cumulative)
    {
        var nodes = new List<ScoreNode>();
        var before = 0.0;
        foreach (var sum in cumulative)
        {
            nodes.Add(new ScoreNode(NormalQuantile.Of(0.5 * (before + sum)), sum - before));
            before = sum;
        }

        return nodes;
    }

    public override void Fill(int block, TrialBlock to, double[] weights)
    {
        foreach (var column in to.Scores)
            Array.Clear(column);
        for (var i = 0; i < Columns.Length; i++)
        {
            var point = (block * Columns.Length) + i;
            var rest = Math.Min(point, Points - 1);
            var weight = point < Points ? 1.0 : 0;
            foreach (var (input, nodes) in axes)
            {
                var node = nodes[rest % nodes.Count];
                rest /= nodes.Count;
                to.Scores[input][i] = node.Score;
                weight *= node.Weight;
            }

            weights[i] = weight;
        }
    }
}

/// <summary>
/// Scrambled Sobol points: 16 independent scrambles of a power of two each; dimension 0 is left to the draw within the trial.
/// </summary>
internal sealed class SobolPlan : OuterPlan
{
    private readonly ulong seed;
    private readonly int perScramble;
    private readonly int[] dimensions;
    private readonly double[]?[] kept;

    // Drivers and decisions visit the points again; up to 32 MB of weights are kept for them, more are drawn anew.
    private const long MostKept = 1 << 22;

    // The inputs come by falling importance: the first dimensions are the most even ones.
    public SobolPlan(ulong seed, int trials, IReadOnlyList<int> order)
    {
        this.seed = seed;
        perScramble = Columns.Length;
        while (perScramble * Scrambles < trials)
            perScramble *= 2;
        dimensions = new int[order.Count];
        for (var place = 0; place < order.Count; place++)
            dimensions[order[place]] = place + 1;
        kept = new double[]?[Blocks];
    }

    public override int Points => perScramble * Scrambles;

    public override string Words => $"{Scrambles} scrambles of {perScramble} Sobol points over {dimensions.Length} uncertain inputs";

    public override void Fill(int block, TrialBlock to, double[] weights)
    {
        Array.Fill(weights, 1.0 / Points);
        for (var input = 0; input < dimensions.Length; input++)
            FillScores(block, dimensions[input], to.Scores[input]);
        if (kept[block] is { } drawn)
        {
            to.SetWeights(drawn);
            return;
        }

        for (var i = 0; i < Columns.Length; i++)
            to.DrawWeights(seed, ((long)block * Columns.Length) + i, i);
        if (to.WeightCount > 0 && (long)to.WeightCount * Blocks <= MostKept)
            kept[block] = to.WeightsCopy();
    }

    /// <summary>Normal scores of the draw within the trial.</summary>
    public void FillInner(int block, double[] to) => FillScores(block, 0, to);

    private void FillScores(int block, int dimension, double[] to)
    {
        var first = block * Columns.Length;
        if (dimension >= Sobol.Dimensions)
        {
            var streams = new RandomStreams(seed);
            for (var i = 0; i < to.Length; i++)
                to[i] = streams.Score(first + i, dimension);
            return;
        }

        var scramble = first / perScramble;
        Sobol.Fill(dimension, (uint)(first % perScramble), Sobol.ScrambleSeed(seed, scramble, dimension), to);
        VectorMath.NormalScores(to);
    }
}
