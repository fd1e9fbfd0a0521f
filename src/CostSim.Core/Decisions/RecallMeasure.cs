using CostSim.Randomness;
using CostSim.Requests;
using CostSim.Scenarios;

namespace CostSim.Decisions;

/// <summary>Whether a quality target holds, given how few questions it was measured on.</summary>
public enum TargetState
{
    Met,
    Failed,
    Open,
}

/// <summary>Recall of a design on the scenario's questions, 0 to 1, with its 95 % interval.</summary>
/// <param name="Questions">Questions with known evidence.</param>
/// <param name="Missed">Of these, questions whose context holds none of their evidence.</param>
public sealed record RecallMeasure(double Mean, double Low, double High, int Questions, int Missed, double Precision, double Iou)
{
    /// <summary>Against the scenario's target; null where there is none.</summary>
    public TargetState? Target { get; init; }

    /// <summary>How many more questions would probably settle an open target; null where it is not open.</summary>
    public int? QuestionsToSettle { get; init; }

    /// <summary>True where the context always holds the whole document.</summary>
    public bool ByConstruction { get; init; }
}

/// <summary>Measures recall and its doubt by the Bayesian bootstrap over the questions, with the same weights for all designs.</summary>
public static class RecallBootstrap
{
    private const int Draws = 4_000;
    private const int Purpose = 0x5EC;
    private const double Z = 1.959964;

    /// <summary>
    /// One entry per design, in order; null where the questions' evidence is not known. One pseudo-question without recall joins
    /// the bootstrap (not the mean), so that 60 perfect answers still leave up to 5 % missed: the rule of three.
    /// </summary>
    public static IReadOnlyList<RecallMeasure?> Measure(IReadOnlyList<IReadOnlyList<Population>> designs, IReadOnlyList<double> workloadShares, QualityTarget? target, ulong seed)
    {
        var questions = designs.Select(d => Questions(d, workloadShares)).ToList();
        if (questions.Count == 0 || questions[0].Count == 0)
            return [.. designs.Select(_ => (RecallMeasure?)null)];
        var streams = new RandomStreams(seed);
        var recalls = designs.Select(_ => new double[Draws]).ToList();
        var weights = new double[questions[0].Count];
        for (var draw = 0; draw < Draws; draw++)
        {
            var stream = streams.For(draw, Purpose);
            var pseudo = stream.Exponential() * questions[0].Average(q => q.Weight);
            for (var i = 0; i < weights.Length; i++)
                weights[i] = stream.Exponential() * questions[0][i].Weight;
            var total = weights.Sum();
            for (var d = 0; d < recalls.Count; d++)
            {
                var sum = 0.0;
                for (var i = 0; i < weights.Length; i++)
                    sum += weights[i] * questions[d][i].Recall;
                // Where nothing can be missed by construction, a pseudo-question would invent a miss.
                recalls[d][draw] = Certain(questions[d]) ? 1 : sum / (total + pseudo);
            }
        }

        return [.. questions.Select((q, d) => Summarise(q, recalls[d], target))];
    }

    private readonly record struct Measured(double Weight, double Recall, double Precision, double Iou, bool Certain);

    private static List<Measured> Questions(IReadOnlyList<Population> workloads, IReadOnlyList<double> shares) =>
        [.. workloads.SelectMany((population, w) => population.Evidence.Select((evidence, i) => (evidence, population, i, w)))
            .Where(q => q.evidence is not null)
            .Select(q => new Measured(q.population.Weights[q.i] * shares[q.w], q.evidence!.Value.Recall, q.evidence.Value.Precision, q.evidence.Value.Iou, q.population.Requests[q.i].HoldsDocument))];

    private static bool Certain(List<Measured> questions) => questions.All(q => q.Certain && q.Recall >= 1 - 1e-12);

    private static RecallMeasure Summarise(List<Measured> questions, double[] draws, QualityTarget? target)
    {
        var total = questions.Sum(q => q.Weight);
        var mean = questions.Sum(q => q.Weight * q.Recall) / total;
        var sorted = draws.Order().ToArray();
        var measure = new RecallMeasure(
            mean, sorted[(int)(0.025 * Draws)], sorted[(int)(0.975 * Draws) - 1], questions.Count, questions.Count(q => q.Recall == 0),
            questions.Sum(q => q.Weight * q.Precision) / total, questions.Sum(q => q.Weight * q.Iou) / total)
        {
            ByConstruction = Certain(questions),
        };
        if (target is null)
            return measure;
        var above = draws.Count(r => r >= target.AtLeast.Value) / (double)Draws;
        var state = above >= target.Confidence.Value ? TargetState.Met : above <= 1 - target.Confidence.Value ? TargetState.Failed : TargetState.Open;
        return measure with { Target = state, QuestionsToSettle = state is TargetState.Open ? ToSettle(questions, mean, target) : null };
    }

    // The distance to the target must be Z standard errors: n = (Z s / distance)^2, s the spread of recall between questions.
    private static int ToSettle(List<Measured> questions, double mean, QualityTarget target)
    {
        var total = questions.Sum(q => q.Weight);
        var variance = questions.Sum(q => q.Weight * (q.Recall - mean) * (q.Recall - mean)) / total;
        var distance = Math.Max(Math.Abs(mean - target.AtLeast.Value), 0.005);
        var needed = Math.Ceiling(Z * Z * Math.Max(variance, 0.25 / questions.Count) / (distance * distance));
        return Math.Max(1, (int)Math.Min(needed, 1e6) - questions.Count);
    }
}
