using CostSim.Distributions;
using CostSim.Scenarios;

namespace CostSim.Decisions;

/// <summary>How much the recommendation can say.</summary>
public enum Advice
{
    /// <summary>Quality was measured and met, and the budget holds in every month.</summary>
    Build,

    /// <summary>The cheapest; what stands between it and <see cref="Build"/> is listed.</summary>
    Cheapest,

    /// <summary>No design meets the targets; this one comes nearest.</summary>
    Nearest,
}

/// <summary>Which design to build, and what is missing for more.</summary>
public sealed record Verdict(Advice Advice, string Design, IReadOnlyList<string> Missing)
{
    /// <summary>The cheapest in the mean, people and priced wrong answers included, among the designs that meet what is asked for.</summary>
    public static Verdict Of(Scenario scenario, SpendResult spend, IReadOnlyList<RecallMeasure?> recalls)
    {
        // Where a quality is asked for and some designs were measured, one that was not has not shown it.
        var isMeasured = scenario.Quality is not null && recalls.Any(r => r is not null);
        var candidates = spend.Designs.Select((design, i) => new Candidate(design, recalls[i], scenario.Budget, isMeasured)).ToList();
        var fit = candidates.Where(c => c.MeetsQuality(scenario.Quality) && c.MeetsBudget).ToList();
        var cheapest = (fit.Count > 0 ? fit : candidates).OrderBy(c => c.Lacks(scenario.Quality)).ThenBy(c => c.Spend.WithPeople.Total.Mean).First();
        var missing = Obstacles(scenario, cheapest).ToList();
        var advice = fit.Count == 0 ? Advice.Nearest : missing.Count == 0 ? Advice.Build : Advice.Cheapest;
        return new Verdict(advice, cheapest.Spend.Name, missing);
    }

    private static IEnumerable<string> Obstacles(Scenario scenario, Candidate candidate)
    {
        if (candidate.Recall is null)
            yield return scenario.Workloads.All(w => w.Typed is not null)
                ? "quality is not measured: typed lengths say nothing of answers"
                : "quality is not measured: give questions with the excerpts that answer them";
        else if (scenario.Quality is null)
            yield return "no quality is asked for: state it, such as 'quality: { metric: recall, at_least: 0.90 }'";
        else if (candidate.Recall.Target is TargetState.Open)
            yield return FormattableString.Invariant($"recall {scenario.Quality.AtLeast.Value:0.00} is likely, not shown: about {candidate.Recall.QuestionsToSettle:#,0} more questions would settle it");
        else if (candidate.Recall.Target is TargetState.Failed)
            yield return FormattableString.Invariant($"recall is {candidate.Recall.Mean:0.00}, below the {scenario.Quality.AtLeast.Value:0.00} asked for");
        if (!candidate.MeetsBudget)
            yield return "the budget does not hold in every month";
        if (scenario.Designs.SelectMany(d => d.Routes).Select(r => r.Name).Distinct().Count() > 1)
            yield return "the designs use different models, whose answers nobody has compared";
    }

    private sealed record Candidate(DesignSpend Spend, RecallMeasure? Recall, Budget? Budget, bool IsMeasured)
    {
        // Open counts as met for being a candidate; the verdict then says what is missing.
        public bool MeetsQuality(QualityTarget? target) => target is null || (Recall is null ? !IsMeasured : Recall.Target is null or TargetState.Met or TargetState.Open);

        public bool MeetsBudget => Budget is null || Spend.Budget is not { } risk || risk.Months.All(m => m.Probability <= 1 - Budget.Confidence.Value);

        public int Lacks(QualityTarget? target) => (MeetsQuality(target) ? 0 : 2) + (MeetsBudget ? 0 : 1);
    }
}
