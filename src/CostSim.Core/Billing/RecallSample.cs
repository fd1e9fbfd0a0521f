using CostSim.Engine;
using CostSim.Prompts;
using CostSim.Randomness;

namespace CostSim.Billing;

/// <summary>One question's evidence in a design, with its share of all requests.</summary>
/// <param name="Whole">Share of its requests whose context holds all of the evidence.</param>
/// <param name="Certain">True where the context holds whole documents.</param>
internal sealed record MeasuredQuestion(double Weight, double Recall, double Precision, double Iou, double Whole,
    bool Certain, string Group)
{
    private const double Everything = 1 - 1e-12;

    /// <summary>The questions with known evidence of all workloads, each workload weighing by its share.</summary>
    /// <param name="groups">The group of each question by workload; empty where groups do not matter.</param>
    public static IReadOnlyList<MeasuredQuestion> Of(IReadOnlyList<Population> workloads, IReadOnlyList<double> shares,
        IReadOnlyList<IReadOnlyList<string>>? groups = null) =>
        [.. workloads.SelectMany((population, w) => population.Evidence.Select((evidence, i) => (evidence, population, i, w)))
            .Where(q => q.evidence is not null)
            .Select(q => new MeasuredQuestion(
                q.population.Weights[q.i] * shares[q.w], q.evidence!.Value.Recall, q.evidence.Value.Precision, q.evidence.Value.Iou,
                WholeShare(q.population, q.i),
                q.population.Requests[q.i].Ways.All(w => w.HoldsDocument), groups?[q.w][q.i] ?? ""))];

    public static bool IsCertain(IReadOnlyList<MeasuredQuestion> questions) => questions.All(q => q.Certain && q.Recall >= Everything);

    private static double WholeShare(Population population, int question) => population.Missed.Count == 0
        ? population.Evidence[question]!.Value.Recall >= Everything ? 1 : 0
        : population.Shares(question).Select((share, way) => population.Missed[question][way] <= 1 - Everything ? share : 0).Sum();
}

/// <summary>
/// Recall of every design in many Bayesian bootstraps over the same questions: a draw weighs the questions alike in all designs.
/// One pseudo-question without recall joins each, so that 60 perfect answers still leave up to 5 % missed: the rule of three.
/// </summary>
internal static class RecallSample
{
    public const int Draws = 4_000;
    private const int Purpose = 0x5EC;

    public static IReadOnlyList<double[]> Draw(IReadOnlyList<IReadOnlyList<MeasuredQuestion>> designs, ulong seed)
    {
        var recalls = designs.Select(_ => new double[Draws]).ToList();
        var certain = designs.Select(MeasuredQuestion.IsCertain).ToList();
        var questions = designs[0];
        // Thousands of draws over hundreds of designs: the numbers lie next to each other.
        var found = designs.Select(d => d.Select(q => q.Recall).ToArray()).ToArray();
        var (streams, weights, usual) = (new RandomStreams(seed), new double[questions.Count], questions.Average(q => q.Weight));
        for (var draw = 0; draw < Draws; draw++)
        {
            var stream = streams.For(draw, Purpose);
            var pseudo = stream.Exponential() * usual;
            for (var i = 0; i < weights.Length; i++)
                weights[i] = stream.Exponential() * questions[i].Weight;
            var total = weights.Sum();
            for (var d = 0; d < recalls.Count; d++)
            {
                // Where nothing can be missed by construction, a pseudo-question would invent a miss.
                recalls[d][draw] = certain[d] ? 1 : Sum(weights, found[d]) / (total + pseudo);
            }
        }

        return recalls;
    }

    private static double Sum(double[] weights, double[] values)
    {
        var sum = 0.0;
        for (var i = 0; i < weights.Length; i++)
            sum += weights[i] * values[i];
        return sum;
    }

    /// <summary>The middle 95 % of the draws.</summary>
    public static (double Low, double High) Interval(double[] draws)
    {
        var ranked = new RankedDraws([draws], 1);
        return (ranked.At((int)(0.025 * Draws)), ranked.At((int)(0.975 * Draws) - 1));
    }
}
