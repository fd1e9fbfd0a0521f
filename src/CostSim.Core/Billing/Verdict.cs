using System.Globalization;
using CostSim.Engine;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>How much the recommendation can say.</summary>
internal enum Advice
{
    /// <summary>Quality was measured and met, and the budget holds in every month.</summary>
    Build,

    /// <summary>The cheapest; what separates it from <see cref="Build"/> is listed.</summary>
    Cheapest,

    /// <summary>No design meets the targets; this one comes nearest.</summary>
    Nearest,
}

/// <summary>Which design to build, and what is missing for more.</summary>
internal sealed record Verdict(Advice Advice, string Design, IReadOnlyList<string> Missing)
{
    /// <summary>What each design lacks of what is asked for, by its name; nothing where it meets all of it.</summary>
    public IReadOnlyDictionary<string, IReadOnlyList<string>> Lacks { get; init; } = new Dictionary<string, IReadOnlyList<string>>();

    /// <summary>
    /// The designs that meet the quality and that can be bought, whatever the budget says: the rivals of a recommendation.
    /// </summary>
    public IReadOnlyList<string> Comparable { get; init; } = [];

    public IReadOnlyList<string> LacksOf(string design) => Lacks.GetValueOrDefault(design, []);

    // Less than the simulation itself knows of a mean.
    private const double Same = 1e-5;

    /// <summary>
    /// The cheapest in the mean, people and priced wrong answers included, among the designs that meet what is asked for.
    /// </summary>
    public static Verdict Of(Scenario scenario, SpendResult spend, IReadOnlyList<RecallMeasure?> recalls,
        IReadOnlyList<AccuracyMeasure?> accuracies, IReadOnlyList<double?>? p95Seconds = null)
    {
        var measured = recalls.Zip(accuracies, (recall, accuracy) => Measured.Of(scenario.Quality, recall, accuracy)).ToList();
        // Where a quality is asked for and some designs were measured, one that was not has not shown it.
        var mustShow = scenario.Quality is not null && measured.Exists(m => m is not null);
        var candidates = spend.Designs.Select((design, i) =>
            new Candidate(design, measured[i], scenario, mustShow, p95Seconds?[i]) { CannotBeBought = scenario.Designs[i].CannotBeBought })
            .ToList();
        var fit = candidates.Where(c => c.Lacks == 0).ToList();
        var best = (fit.Count > 0 ? fit : candidates).OrderBy(c => c.Lacks).ThenBy(c => c.Cost).First();
        // Of designs that cost the same the first in the file, not the one that chance favours.
        var cheapest = candidates.First(c => c.Lacks == best.Lacks && c.Cost - best.Cost <= Same * Math.Abs(best.Cost));
        var missing = Obstacles(scenario, cheapest, accuracies.All(a => a is not null)).ToList();
        var advice = fit.Count == 0 ? Advice.Nearest : missing.Count == 0 ? Advice.Build : Advice.Cheapest;
        return new Verdict(advice, cheapest.Spend.Name, missing)
        {
            Lacks = candidates.ToDictionary(c => c.Spend.Name, c => (IReadOnlyList<string>)[.. c.Shortfalls]),
            Comparable = [.. candidates.Where(c => c is { MeetsQuality: true, IsFastEnough: true, CannotBeBought: false })
                .Select(c => c.Spend.Name)],
        };
    }

    private static IEnumerable<string> Obstacles(Scenario scenario, Candidate candidate, bool allEvaluated)
    {
        var (name, target) = (scenario.Quality?.Metric is QualityMetric.Accuracy ? "accuracy" : "recall", scenario.Quality);
        if (candidate.Quality is not { } quality)
            yield return name == "accuracy" ? "quality is not measured: evaluation.results has no row of this design"
                : scenario.Workloads.All(w => w.Typed is not null)
                ? "quality is not measured: typed lengths say nothing of answers"
                : "quality is not measured: give questions with the excerpts that answer them";
        else if (target is null)
            yield return $"no quality is asked for: state it, such as 'quality: {{ metric: {quality.Metric}, at_least: 0.90 }}'";
        else if (quality.Target is TargetState.Open)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"{name} {target.AtLeast.Value:0.00} is likely, not shown: about {quality.QuestionsToSettle:#,0} more questions "
                + $"would settle it");
        else if (quality.Target is TargetState.Failed)
            yield return FormattableString.Invariant($"{name} is {quality.Mean:0.00}, below the {target.AtLeast.Value:0.00} asked for");
        foreach (var shortfall in candidate.Shortfalls.Skip(candidate.MeetsQuality ? 0 : 1))
            yield return shortfall;
        if (!allEvaluated && scenario.Designs.SelectMany(d => d.Routes).Select(r => r.Name).Distinct().Count() > 1)
            yield return "the designs are not comparable in quality: they use different models, and no evaluation.results measures the "
                + "accuracy of all of them";
    }

    /// <summary>The measure that the target is about; without a target recall, or accuracy where no recall is measured.</summary>
    private sealed record Measured(string Metric, double Mean, TargetState? Target, int? QuestionsToSettle)
    {
        public static Measured? Of(QualityTarget? target, RecallMeasure? recall, AccuracyMeasure? accuracy) =>
            (target?.Metric, recall, accuracy) switch
            {
                (QualityMetric.Accuracy, _, { } a) => new Measured("accuracy", a.Mean, a.Target, a.QuestionsToSettle),
                (not QualityMetric.Accuracy, { } r, _) => new Measured("recall", r.Mean, r.Target, r.QuestionsToSettle),
                (null, null, { } a) => new Measured("accuracy", a.Mean, a.Target, a.QuestionsToSettle),
                _ => null,
            };
    }

    private sealed record Candidate(DesignSpend Spend, Measured? Quality, Scenario Scenario, bool MustShow, double? P95Seconds)
    {
        public bool CannotBeBought { get; init; }

        // Open counts as met for being a candidate; the verdict then says what is missing.
        public bool MeetsQuality => Quality is null ? !MustShow : Quality.Target is not TargetState.Failed;

        public bool MeetsBudget => Scenario.Budget is not { } budget || Spend.Budget is not { } risk
            || budget.IsKept(risk.Months.Select(m => m.Probability));

        public bool IsFastEnough => Scenario.Quality?.P95Seconds is not { } most || P95Seconds is not { } seconds || seconds <= most;

        /// <summary>What it lacks, in words; its quality first.</summary>
        public IEnumerable<string> Shortfalls
        {
            get
            {
                if (!MeetsQuality)
                    yield return Quality is null
                        ? "its quality is not measured"
                        : FormattableString.Invariant($"its {Quality.Metric} is {Quality.Mean:0.00}");
                if (!IsFastEnough)
                    yield return FormattableString.Invariant(
                        $"95 of 100 requests take up to {P95Seconds:0.0} s, more than the {Scenario.Quality!.P95Seconds:0.##} s asked for");
                if (!MeetsBudget)
                    yield return "the budget does not hold in every month";
                if (CannotBeBought)
                    yield return "the provider caches every prompt, so that nobody can buy it without a cache";
            }
        }

        public double Cost => Spend.WithPeople.Total.Mean;

        public int Lacks => (CannotBeBought ? 8 : 0) + (MeetsQuality ? 0 : 4) + (IsFastEnough ? 0 : 2) + (MeetsBudget ? 0 : 1);
    }
}
