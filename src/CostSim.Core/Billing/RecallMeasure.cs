using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>Whether a quality target holds, given how few questions it was measured on.</summary>
internal enum TargetState
{
    Met,
    Failed,
    Open,
}

/// <summary>Recall of a design on the scenario's questions, 0 to 1, with its 95 % interval.</summary>
/// <param name="Questions">Questions with known evidence.</param>
/// <param name="Missed">Of these, questions whose context holds none of their evidence.</param>
internal sealed record RecallMeasure(double Mean, double Low, double High, int Questions, int Missed, double Precision, double Iou)
{
    /// <summary>Against the scenario's target; null where there is none.</summary>
    public TargetState? Target { get; init; }

    /// <summary>How many more questions would probably settle an open target; null where it is not open.</summary>
    public int? QuestionsToSettle { get; init; }

    /// <summary>True where the context always holds the whole document.</summary>
    public bool ByConstruction { get; init; }

    /// <summary>Share of requests whose context holds all of the evidence: those that can be answered at all.</summary>
    public double Answerable { get; init; }
}

/// <summary>Measures recall and its doubt by the Bayesian bootstrap over the questions, with the same weights for all designs.</summary>
internal static class RecallBootstrap
{
    private const double Z = 1.959964;

    /// <summary>
    /// The measure of each design whose questions have known evidence, in order, null for the others; and each pair of those that are
    /// measured.
    /// </summary>
    public static (IReadOnlyList<RecallMeasure?> Recalls, IReadOnlyList<RecallDifference> Differences) Measure(
        IReadOnlyList<(string Name, IReadOnlyList<MeasuredQuestion> Questions)> designs, QualityTarget? target, ulong seed)
    {
        // A design that shows no document has no recall; the others are measured all the same.
        var measured = designs.Where(d => d.Questions.Count > 0).ToList();
        if (measured.Count == 0)
            return ([.. designs.Select(_ => (RecallMeasure?)null)], []);
        var draws = RecallSample.Draw([.. measured.Select(d => d.Questions)], seed);
        var next = new Queue<double[]>(draws);
        return ([.. designs.Select(d => d.Questions.Count == 0 ? null : Summarise(d.Questions, next.Dequeue(), target))],
            RecallDifference.Of(measured, draws));
    }

    /// <summary>The measure of each design without the pairs.</summary>
    public static IReadOnlyList<RecallMeasure?> Recalls(IReadOnlyList<IReadOnlyList<MeasuredQuestion>> designs,
        QualityTarget? target, ulong seed)
    {
        var measured = designs.Where(d => d.Count > 0).ToList();
        var next = new Queue<double[]>(measured.Count == 0 ? [] : RecallSample.Draw(measured, seed));
        return [.. designs.Select(d => d.Count == 0 ? null : Summarise(d, next.Dequeue(), target))];
    }

    public static RecallMeasure Summarise(IReadOnlyList<MeasuredQuestion> questions, double[] draws, QualityTarget? target)
    {
        var total = questions.Sum(q => q.Weight);
        var mean = questions.Sum(q => q.Weight * q.Recall) / total;
        var (low, high) = RecallSample.Interval(draws);
        var measure = new RecallMeasure(
            mean, low, high, questions.Count, questions.Count(q => q.Recall == 0),
            questions.Sum(q => q.Weight * q.Precision) / total, questions.Sum(q => q.Weight * q.Iou) / total)
        {
            ByConstruction = MeasuredQuestion.IsCertain(questions),
            Answerable = questions.Sum(q => q.Weight * q.Whole) / total,
        };
        if (target is null)
            return measure;
        var above = draws.Count(r => r >= target.AtLeast.Value) / (double)RecallSample.Draws;
        var state = above >= target.Confidence.Value ? TargetState.Met : above <= 1 - target.Confidence.Value
            ? TargetState.Failed
            : TargetState.Open;
        return measure with { Target = state, QuestionsToSettle = state is TargetState.Open ? ToSettle(questions, mean, target) : null };
    }

    // The distance to the target must be Z standard errors: n = (Z s / distance)^2, s the spread of recall between questions.
    private static int ToSettle(IReadOnlyList<MeasuredQuestion> questions, double mean, QualityTarget target)
    {
        var total = questions.Sum(q => q.Weight);
        var variance = questions.Sum(q => q.Weight * (q.Recall - mean) * (q.Recall - mean)) / total;
        var distance = Math.Max(Math.Abs(mean - target.AtLeast.Value), 0.005);
        var needed = Math.Ceiling(Z * Z * Math.Max(variance, 0.25 / questions.Count) / (distance * distance));
        return Math.Max(1, (int)Math.Min(needed, 1e6) - questions.Count);
    }
}
