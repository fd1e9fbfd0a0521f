namespace CostSim.Billing;

/// <summary>Recall of one design less that of another on the same questions, with the paired bootstrap's 95 % interval.</summary>
/// <param name="FirstBetter">Share of the bootstraps in which the first retrieves more.</param>
internal sealed record RecallDifference(string First, string Second, double Mean, double Low, double High, double FirstBetter)
{
    /// <summary>False where the questions do not tell the two apart: no significant difference.</summary>
    public bool IsSignificant => Low > 0 || High < 0;

    public string Verdict => !IsSignificant ? "no significant difference" : Low > 0
        ? $"{First} retrieves more"
        : $"{Second} retrieves more";

    /// <summary>Every pair, the earlier design first.</summary>
    internal static IReadOnlyList<RecallDifference> Of(IReadOnlyList<(string Name, IReadOnlyList<MeasuredQuestion> Questions)> designs,
        IReadOnlyList<double[]> draws) =>
        [.. from first in Enumerable.Range(0, designs.Count)
            from second in Enumerable.Range(first + 1, designs.Count - first - 1)
            select Between(designs[first], designs[second], draws[first], draws[second])];

    private static RecallDifference Between((string Name, IReadOnlyList<MeasuredQuestion> Questions) a,
        (string Name, IReadOnlyList<MeasuredQuestion> Questions) b, double[] drawsA, double[] drawsB)
    {
        var differences = drawsA.Zip(drawsB, (x, y) => x - y).ToArray();
        var (low, high) = RecallSample.Interval(differences);
        var mean = a.Questions.Zip(b.Questions, (x, y) => x.Weight * (x.Recall - y.Recall)).Sum() / a.Questions.Sum(q => q.Weight);
        return new RecallDifference(a.Name, b.Name, mean, low, high, differences.Count(d => d > 0) / (double)differences.Length);
    }
}

/// <summary>Recall, precision and IoU of a design on the questions of one group of documents, with interval.</summary>
internal sealed record GroupRecall(string Design, string Group, RecallMeasure Recall);
