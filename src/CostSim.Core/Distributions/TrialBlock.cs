namespace CostSim.Distributions;

/// <summary>One block of trials: their scores by input, the parameters' values, and the questions' weights. Each thread works on one of its own.</summary>
internal sealed class TrialBlock(ParameterColumns columns, IReadOnlyList<QuestionSample> samples)
{
    private readonly Dictionary<QuestionSample, double[][]> weights = samples.ToDictionary(
        s => s, s => Columns.New(s.Shares.Count), (IEqualityComparer<QuestionSample>)ReferenceEqualityComparer.Instance);

    /// <summary>Standard normal scores by input.</summary>
    public double[][] Scores { get; } = Columns.New(columns.Inputs);

    public ParameterValues Values { get; } = new(columns);

    /// <summary>The weights of a sample's questions in each trial, by question.</summary>
    public double[][] WeightsOf(QuestionSample sample) => weights[sample];

    /// <summary>To be called when the scores are set.</summary>
    public void EvaluateParameters() => Values.Evaluate(Scores);

    /// <summary>The scores of one trial.</summary>
    public void ScoresOf(int trial, Span<double> row)
    {
        for (var input = 0; input < row.Length; input++)
            row[input] = Scores[input][trial];
    }
}
