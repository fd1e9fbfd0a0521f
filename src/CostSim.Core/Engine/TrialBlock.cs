namespace CostSim.Engine;

/// <summary>
/// One block of trials: their scores by input, the parameters' values, and the questions' weights. Each thread works on one of its own.
/// </summary>
internal sealed class TrialBlock(ParameterColumns columns, IReadOnlyList<QuestionSample> samples)
{
    private readonly Dictionary<QuestionSample, double[][]> weights = samples.ToDictionary(
        s => s, s => Columns.New(s.Shares.Count), (IEqualityComparer<QuestionSample>)ReferenceEqualityComparer.Instance);

    private readonly QuestionWeights[] draws = [.. samples.Select(s => new QuestionWeights(s))];
    private readonly double[] drawn = new double[samples.Count == 0 ? 0 : samples.Max(s => s.Shares.Count)];

    /// <summary>Standard normal scores by input.</summary>
    public double[][] Scores { get; } = Columns.New(columns.Inputs);

    public ParameterValues Values { get; } = new(columns);

    /// <summary>The weights of a sample's questions in each trial, by question.</summary>
    public double[][] WeightsOf(QuestionSample sample) => weights[sample];

    /// <summary>Draws the weights of every sample for a trial, into its place in the block.</summary>
    public void DrawWeights(ulong seed, long trial, int place)
    {
        for (var s = 0; s < draws.Length; s++)
        {
            draws[s].Draw(seed, trial, s, drawn);
            var columns = weights[samples[s]];
            for (var q = 0; q < columns.Length; q++)
                columns[q][place] = drawn[q];
        }
    }

    /// <summary>The weights of all samples in this block, to be set again by <see cref="SetWeights"/>.</summary>
    public double[] WeightsCopy()
    {
        var copy = new double[WeightCount];
        var at = 0;
        foreach (var column in samples.SelectMany(s => weights[s]))
        {
            column.CopyTo(copy, at);
            at += Columns.Length;
        }

        return copy;
    }

    public void SetWeights(double[] copy)
    {
        var at = 0;
        foreach (var column in samples.SelectMany(s => weights[s]))
        {
            copy.AsSpan(at, Columns.Length).CopyTo(column);
            at += Columns.Length;
        }
    }

    public int WeightCount => samples.Sum(s => s.Shares.Count) * Columns.Length;

    /// <summary>To be called when the scores are set.</summary>
    public void EvaluateParameters() => Values.Evaluate(Scores);

    /// <summary>The scores of one trial.</summary>
    public void ScoresOf(int trial, Span<double> row)
    {
        for (var input = 0; input < row.Length; input++)
            row[input] = Scores[input][trial];
    }
}
