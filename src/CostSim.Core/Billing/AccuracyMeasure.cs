using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>Share of a design's answers that were right in an evaluation, with its 95 % interval.</summary>
internal sealed record AccuracyMeasure(double Mean, double Low, double High, int Questions)
{
    /// <summary>Against the scenario's target; null where there is none on accuracy.</summary>
    public TargetState? Target { get; init; }

    /// <summary>How many more questions would probably settle an open target; null where it is not open.</summary>
    public int? QuestionsToSettle { get; init; }

    /// <summary>
    /// One entry per design; null where it was not evaluated. The doubt is that of recall: a bootstrap over the questions, one more wrong
    /// answer for the rule of three.
    /// </summary>
    public static IReadOnlyList<AccuracyMeasure?> Of(Scenario scenario) =>
        [.. scenario.Designs.Select(d => scenario.Evaluation?.Results.GetValueOrDefault(d.Name) is { } questions
            ? Of(questions, scenario)
            : null)];

    private static AccuracyMeasure Of(IReadOnlyList<EvaluatedQuestion> results, Scenario scenario)
    {
        IReadOnlyList<MeasuredQuestion> questions =
            [.. results.Select(r => new MeasuredQuestion(r.Weight, r.Correct, 0, 0, r.Correct, false, ""))];
        var measure = RecallBootstrap.Summarise(questions, RecallSample.Draw([questions], scenario.Seed)[0],
            scenario.Quality is { Metric: QualityMetric.Accuracy } target ? target : null);
        return new AccuracyMeasure(measure.Mean, measure.Low, measure.High, measure.Questions)
        {
            Target = measure.Target,
            QuestionsToSettle = measure.QuestionsToSettle
        };
    }
}
