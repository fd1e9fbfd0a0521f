using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>What goes wrong with calls and answers of a workload.</summary>
internal sealed record Reliability
{
    /// <summary>Probabilities of one, two, three, .. paid attempts; they sum to 1.</summary>
    public required IReadOnlyList<Parameter> Attempts { get; init; }

    /// <summary>True where a repeated attempt draws a new answer length; else it repeats the first.</summary>
    public bool FreshOutput { get; init; }

    /// <summary>Null where the scenario says nothing of wrong answers.</summary>
    public WrongAnswers? WrongAnswers { get; init; }

    /// <summary>What sends an answer to a person; empty where nobody reviews.</summary>
    public IReadOnlyList<ReviewTrigger> Reviews { get; init; } = [];

    /// <summary>Cost of a wrong answer that reaches a user, in the run's currency; null where it is not priced.</summary>
    public Parameter? PerWrongAnswer { get; init; }

    public static Reliability None { get; } = new() { Attempts = [Parameter.One] };
}

/// <summary>Share of answers that are wrong where the evidence was in the context, and where it was not.</summary>
internal sealed record WrongAnswers(Parameter Found, Parameter Missed)
{
    /// <summary>Null unless the scenario assumes that long contexts hide what they hold.</summary>
    public Overlooking? Overlooking { get; init; }
}

/// <summary>An assumption, never a default: of the evidence that is in the context, a share goes unused.</summary>
/// <param name="Per10kTokens">The share for every additional 10,000 tokens.</param>
/// <param name="InTheMiddle">The share where it is in the middle of the context, none at either end: "lost in the middle" (Liu et al.
/// 2023).</param>
/// <param name="Source">Where the figures come from.</param>
internal sealed record Overlooking(double Per10kTokens, double InTheMiddle, string Source)
{
    /// <summary>The share that goes unused, 0 to 1.</summary>
    /// <param name="context">Tokens of context of the call that answers.</param>
    /// <param name="nearMiddle">How near the middle the evidence is, 0 to 1.</param>
    public double ShareOf(TokenCount context, double nearMiddle) =>
        1 - (Elementary.Pow(1 - Per10kTokens, context.Value / 10_000.0) * (1 - (InTheMiddle * nearMiddle)));
}

/// <summary>
/// One reason for which people look at an answer: the share of all answers it sends them, the share of the wrong ones it
/// catches, and what a look costs.
/// </summary>
internal sealed record ReviewTrigger(string Name, Parameter Share, Parameter Catches, Parameter Minutes, Parameter PerHour)
{
    public Parameter CostEach => Minutes * PerHour * (1.0 / 60);
}
