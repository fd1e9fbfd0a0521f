namespace CostSim.Scenarios;

/// <summary>A row of an evaluation's results: whether a design answered a question correctly.</summary>
internal sealed record EvaluatedAnswer(Files.Location At, string Question, string Design, bool Correct);

/// <summary>A question of an evaluation with its share of all requests, and the share of its answers that were right.</summary>
internal readonly record struct EvaluatedQuestion(string Question, double Weight, double Correct);

/// <summary>How often the golden set is run through the design, and what came out of it.</summary>
/// <param name="Cases">0 where the runs are not to be priced.</param>
internal sealed record Evaluation(int Cases, double RunsPerWeek)
{
    /// <summary>What was measured of each design; a design that is missing was not evaluated.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<EvaluatedQuestion>> Results { get; init; } =
        new Dictionary<string, IReadOnlyList<EvaluatedQuestion>>();

    /// <summary>
    /// Share of a design's answers that were wrong, each question as often as it is asked; null where it was not evaluated.
    /// </summary>
    public double? WrongShare(string design) => Results.TryGetValue(design, out var questions)
        ? questions.Sum(q => q.Weight * (1 - q.Correct)) / questions.Sum(q => q.Weight)
        : null;
}
