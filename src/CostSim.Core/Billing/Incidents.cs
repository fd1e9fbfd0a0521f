using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>What happens to single answers in addition to their bill: people review some, and some wrong ones reach users.</summary>
internal static class Incidents
{
    public const string Review = "review";
    public const string WrongAnswers = "wrong answers";

    public static IEnumerable<Incident> Of(Reliability reliability)
    {
        foreach (var trigger in reliability.Reviews)
            yield return new Incident(reliability.Reviews.Count == 1 ? Review : $"{Review}: {trigger.Name}", Payer.People, trigger.Share,
                trigger.Share, trigger.CostEach);
        if (reliability is { WrongAnswers: { } wrong, PerWrongAnswer: { } price })
        {
            var uncaught = Uncaught(reliability.Reviews);
            yield return new Incident(WrongAnswers, Payer.People, wrong.Found * uncaught, wrong.Missed * uncaught, price);
        }
    }

    /// <summary>Share of wrong answers that no trigger catches; triggers catch independently of one another.</summary>
    public static Parameter Uncaught(IReadOnlyList<ReviewTrigger> reviews) =>
        reviews.Aggregate(Parameter.One, (left, trigger) => left * trigger.Catches.OneMinus);
}
