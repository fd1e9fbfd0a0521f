using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Everything that decides the spend of a scenario: the requests as priced rows or typed laws, the traffic, and what is not known.
/// </summary>
internal sealed record SpendModel
{
    public required Calendar Calendar { get; init; }

    public required UncertainInputs Inputs { get; init; }

    public required IReadOnlyList<TrafficClass> Classes { get; init; }

    public required IReadOnlyList<DesignCost> Designs { get; init; }

    /// <summary>What makes a month's bill of its usage, where that is not the calls' sum; null where it is.</summary>
    public MonthlyTariff? Tariff { get; init; }

    /// <summary>Whether limits change what any design costs.</summary>
    public bool IsLimited => Designs.Any(d => d.Limits is not null);

    /// <summary>Whether a month's bill is more than its requests and lines added up.</summary>
    public bool BillsPaths => Tariff is not null || IsLimited;
}

/// <summary>A workload with its own volume; the name is empty where a scenario has no classes.</summary>
internal sealed record TrafficClass(string Name, Traffic Traffic);

/// <summary>What one design costs: by class in the order of the model's classes, and other than requests.</summary>
internal sealed record DesignCost(string Name, IReadOnlyList<ClassCost> Classes, IReadOnlyList<FixedLine> Lines)
{
    /// <summary>What limits do to the cost of its requests; null where they do nothing.</summary>
    public LimitEffects? Limits { get; init; }
}

/// <summary>What a class's requests cost in one design.</summary>
internal sealed record ClassCost
{
    /// <summary>
    /// The requests' law from a day on; the first starts on day 0. A new segment wherever a price or a price factor changes.
    /// </summary>
    public required IReadOnlyList<CostSegment> Segments { get; init; }

    public Attempts Attempts { get; init; } = Attempts.Once;

    /// <summary>What happens to single requests in addition to their bill: reviews, wrong answers that reach users.</summary>
    public IReadOnlyList<Incident> Incidents { get; init; } = [];
}

internal sealed record CostSegment(int FromDay, RequestLaw Requests);

/// <summary>
/// Paid attempts: the probability of one, two, three, ..; each repeat pays the same input and output again, or an output drawn
/// anew where <see cref="FreshOutput"/>. The second and later attempts are the component <c>retries</c>.
/// </summary>
internal sealed record Attempts(IReadOnlyList<Parameter> Shares, bool FreshOutput, string Component = "retries")
{
    public static Attempts Once { get; } = new([Parameter.One], false);

    /// <summary>A share of requests paid a second time, with the same tokens.</summary>
    public static Attempts Retries(Parameter share) => new([share.OneMinus, share], false);
}

/// <summary>
/// Something that a request meets with a probability, at a cost: the probability where its evidence is in the context, and
/// where it is not (<see cref="SampledRequests.Missed"/>). Incidents of one request are independent given its row.
/// </summary>
internal sealed record Incident(string Component, Payer Payer, Parameter WhenFound, Parameter WhenMissed, Parameter Usd);
