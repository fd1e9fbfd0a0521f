using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>The cost of one paid attempt of a random request; one of <see cref="SampledRequests"/>, <see cref="TypedRequests"/>, <see cref="RoutedRequests"/>.</summary>
public abstract record RequestLaw;

/// <summary>Each request goes one of several ways by chance; the shares sum to one.</summary>
public sealed record RoutedRequests(IReadOnlyList<Route> Routes) : RequestLaw;

public sealed record Route(Parameter Share, RequestLaw Requests);

/// <summary>
/// A population of priced requests. Rows of one base request (one question with one draw of the answer's length) are its
/// alternatives, such as cache hit and miss, in the same order in all designs; all designs of a class number the same base
/// requests alike, which is how they share their luck.
/// </summary>
public sealed record SampledRequests : RequestLaw
{
    /// <summary>The base request of each row, in rising order.</summary>
    public required IReadOnlyList<int> BaseRequests { get; init; }

    /// <summary>Weights of the rows, at each level of volume; at a level the weights sum to one.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Weights { get; init; }

    /// <summary>The natural logs of a day's mean volume at which <see cref="Weights"/> are given, rising; one entry, or none, where volume does not matter.</summary>
    public IReadOnlyList<double> LogVolumes { get; init; } = [];

    public required IReadOnlyList<CostPart> Parts { get; init; }

    /// <summary>The question of each row, an index into <see cref="Sample"/>; rows of one question differ in alternative and answer.</summary>
    public IReadOnlyList<int> Questions { get; init; } = [];

    /// <summary>Part of the evidence that each row's context lacks, 0 to 1; empty where not measured (then nothing is missed).</summary>
    public IReadOnlyList<double> Missed { get; init; } = [];

    /// <summary>The sample that the population rests on, where its error counts.</summary>
    public QuestionSample? Sample { get; init; }
}

/// <summary>One component's cost of every row in US dollars, times factors of the trial: price change, unknown mean length, tokenizer band.</summary>
public sealed record CostPart(string Component, IReadOnlyList<Parameter> Factors, IReadOnlyList<double> Usd)
{
    /// <summary>Whether it is paid for the answer: what a repeat with fresh output draws anew.</summary>
    public bool IsOutput { get; init; }

    /// <summary>The model on whose account it is billed; empty where no contract tells accounts apart.</summary>
    public string Ledger { get; init; } = "";
}

/// <summary>
/// Questions by document, of which either may be a mere sample: a trial then weighs them by the Bayesian bootstrap
/// (Dirichlet weights whose means are the shares).
/// </summary>
public sealed record QuestionSample(string Name, IReadOnlyList<int> Documents, IReadOnlyList<double> Shares, bool DocumentsVary, bool QuestionsVary);

/// <summary>
/// Requests whose lengths are typed: token counts are continuous draws of two laws with correlated scores (for lognormals:
/// correlated logs). The cost is linear in both within a tier of the total input.
/// </summary>
public sealed record TypedRequests : RequestLaw
{
    public required UncertainLaw Input { get; init; }

    public required UncertainLaw Output { get; init; }

    public double Correlation { get; init; }

    /// <summary>What a request can meet, such as a cache hit or a miss; the probabilities sum to one.</summary>
    public required IReadOnlyList<TypedAlternative> Alternatives { get; init; }
}

/// <summary>One way of billing, with its tiers by total input; the first tier starts at 0 tokens.</summary>
public sealed record TypedAlternative(Parameter Probability, IReadOnlyList<TypedTier> Tiers);

/// <summary>Linear prices from a total input on; a boundary belongs to the tier above it where <see cref="IncludesStart"/>.</summary>
public sealed record TypedTier(double FromInput, bool IncludesStart, IReadOnlyList<TypedPart> Parts);

/// <summary>What a cost is counted in.</summary>
public enum TypedUnit
{
    InputToken,
    OutputToken,
    Request,
}

/// <summary>A component's US dollars for one token or request, times factors of the trial: price change, the share read from a cache.</summary>
public sealed record TypedPart(string Component, TypedUnit Unit, double UsdPerUnit, IReadOnlyList<Parameter> Factors)
{
    /// <summary>The model on whose account it is billed; empty where no contract tells accounts apart.</summary>
    public string Ledger { get; init; } = "";
}
