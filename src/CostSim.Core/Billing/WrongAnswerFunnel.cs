using CostSim.Prompts;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>
/// Wrong answers of a design on an average day of the first month: made, caught by people, reaching users; and what the looking takes.
/// </summary>
/// <param name="ShareMade">Of all answers.</param>
internal sealed record WrongAnswerFunnel(double ShareMade, double MadePerDay, double CaughtPerDay, double ReachingUsersPerDay,
    double ReviewsPerDay, double ReviewHoursPerDay)
{
    /// <summary>Each trigger: its name, what it catches a day, and what one caught answer costs.</summary>
    public IReadOnlyList<TriggerYield> Triggers { get; init; } = [];

    /// <summary>Null where the scenario states nothing of wrong answers. Uncertain shares are at their means.</summary>
    public static WrongAnswerFunnel? Of(Reliability reliability, Population? population, double requestsPerDay)
    {
        if (reliability.WrongAnswers is not { } wrong)
            return null;
        var missed = population is null ? 0 : MeanMissed(population);
        var share = (1 - missed) * Mean(wrong.Found) + missed * Mean(wrong.Missed);
        var made = share * requestsPerDay;
        var uncaught = reliability.Reviews.Aggregate(1.0, (left, r) => left * (1 - Mean(r.Catches)));
        var reviews = reliability.Reviews.Sum(r => Mean(r.Share)) * requestsPerDay;
        return new WrongAnswerFunnel(share, made, made * (1 - uncaught), made * uncaught, reviews,
            reliability.Reviews.Sum(r => Mean(r.Share) * Mean(r.Minutes)) * requestsPerDay / 60)
        {
            Triggers = [.. reliability.Reviews.Select(r =>
                new TriggerYield(r.Name, Mean(r.Share) * requestsPerDay, Mean(r.Share) * Mean(r.Minutes) * requestsPerDay / 60,
                    Mean(r.Share) * Mean(r.CostEach) * requestsPerDay, made * Mean(r.Catches)))],
        };
    }

    private static double MeanMissed(Population population)
    {
        if (population.Unused.Count > 0)
            return population.Unused.Select((ways, q) => population.Weights[q] * population.Shares(q)
                .Zip(ways, (share, unused) => share * unused).Sum()).Sum() / population.Weights.Sum();
        var known = population.Evidence.Select((e, i) => (Evidence: e, Weight: population.Weights[i]))
            .Where(e => e.Evidence is not null).ToList();
        return known.Count == 0 ? 0 : known.Sum(e => e.Weight * (1 - e.Evidence!.Value.Recall)) / known.Sum(e => e.Weight);
    }

    private static double Mean(Parameter parameter) => parameter.Expected();
}

/// <summary>What a review trigger takes and yields a day.</summary>
internal sealed record TriggerYield(string Name, double ReviewsPerDay, double HoursPerDay, double CostPerDay, double CaughtPerDay)
{
    /// <summary>Null where it catches nothing.</summary>
    public double? CostPerCaught => CaughtPerDay > 0 ? CostPerDay / CaughtPerDay : null;
}
