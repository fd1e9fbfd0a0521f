using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// The cost of one paid attempt of a random request. Whoever adds a kind of law says here what every reader of laws needs: a kind
/// that a reader does not know cannot be passed over in silence.
/// </summary>
internal abstract record RequestLaw
{
    /// <summary>The ways that a request can take; a law that does not split its requests has itself as the only way.</summary>
    public virtual IReadOnlyList<Route> Ways => [new Route(Parameter.One, this)];

    /// <summary>The laws at the ends of all ways.</summary>
    public virtual IEnumerable<RequestLaw> Leaves => [this];

    /// <summary>Every part of the cost, in every case that a request can meet.</summary>
    public abstract IEnumerable<RequestPart> AllParts { get; }

    /// <summary>The same requests with other parts: each list of parts that are paid together is replaced.</summary>
    public abstract RequestLaw Select(Func<IReadOnlyList<RequestPart>, IEnumerable<RequestPart>> replace);

    /// <summary>Whether the cost depends on the volume of its day.</summary>
    public virtual bool DependsOnVolume => false;

    /// <summary>The sample of questions that the law rests on, where its error counts.</summary>
    public virtual QuestionSample? RestsOn => null;

    /// <summary>The means of the quantities that its parts multiply, case by case.</summary>
    internal abstract IEnumerable<FirstLeaf> FirstMoments(Parameter probability);

    /// <summary>The pieces of this law as the first side and, in a pair, of another law of the same kind.</summary>
    internal abstract IEnumerable<Piece> Pieces(
        IReadOnlyList<Side> sides, IReadOnlyList<RequestLaw> laws, IReadOnlyList<JointAttempts> attempts, Parameter probability);

    /// <summary>The laws of both sides as laws of one kind.</summary>
    private protected static IReadOnlyList<T> Alike<T>(IReadOnlyList<RequestLaw> laws) where T : RequestLaw => laws.All(l => l is T)
        ? [.. laws.Cast<T>()]
        : throw new InvalidOperationException("requests of typed lengths in one design cannot be paired with measured requests in another");
}

/// <summary>
/// Part of a request's cost: its component, and the factors of the trial that multiply it (price change, unknown mean length).
/// </summary>
internal abstract record RequestPart(string Component, IReadOnlyList<Parameter> Factors)
{
    /// <summary>The model on whose account it is billed; empty where no contract tells accounts apart.</summary>
    public string Ledger { get; init; } = "";

    /// <summary>The same part at a multiple of its cost.</summary>
    public abstract RequestPart Times(double factor);

    internal Parameter Product => Factors.Aggregate(Parameter.One, (product, factor) => product * factor);
}

/// <summary>Each request goes one of several ways by chance; the shares sum to one.</summary>
internal sealed record RoutedRequests(IReadOnlyList<Route> Routes) : RequestLaw
{
    public override IReadOnlyList<Route> Ways => Routes;

    public override IEnumerable<RequestLaw> Leaves => Routes.SelectMany(r => r.Requests.Leaves);

    public override IEnumerable<RequestPart> AllParts => Routes.SelectMany(r => r.Requests.AllParts);

    public override bool DependsOnVolume => Routes.Any(r => r.Requests.DependsOnVolume);

    public override RequestLaw Select(Func<IReadOnlyList<RequestPart>, IEnumerable<RequestPart>> replace) =>
        new RoutedRequests([.. Routes.Select(r => r with { Requests = r.Requests.Select(replace) })]);

    internal override IEnumerable<FirstLeaf> FirstMoments(Parameter probability) =>
        Routes.SelectMany(r => r.Requests.FirstMoments(probability * r.Share));

    internal override IEnumerable<Piece> Pieces(IReadOnlyList<Side> sides, IReadOnlyList<RequestLaw> laws,
        IReadOnlyList<JointAttempts> attempts, Parameter probability) =>
        throw new InvalidOperationException("the ways of a routed law have pieces, it has none of its own");
}

internal sealed record Route(Parameter Share, RequestLaw Requests);

/// <summary>
/// A population of priced requests. Rows of one base request (one question with one draw of the answer's length) are its
/// alternatives, such as cache hit and miss, in the same order in all designs; all designs of a class number the same base
/// requests alike, which is how they share their random numbers.
/// </summary>
internal sealed record SampledRequests : RequestLaw
{
    /// <summary>The base request of each row, in rising order.</summary>
    public required IReadOnlyList<int> BaseRequests { get; init; }

    /// <summary>Weights of the rows, at each level of volume; at a level the weights sum to one.</summary>
    public required IReadOnlyList<IReadOnlyList<double>> Weights { get; init; }

    /// <summary>
    /// The natural logs of a day's mean volume at which <see cref="Weights"/> are given, rising; one entry, or none, where volume does not
    /// matter.
    /// </summary>
    public IReadOnlyList<double> LogVolumes { get; init; } = [];

    public required IReadOnlyList<CostPart> Parts { get; init; }

    /// <summary>
    /// The question of each row, an index into <see cref="Sample"/>; rows of one question differ in alternative and answer.
    /// </summary>
    public IReadOnlyList<int> Questions { get; init; } = [];

    /// <summary>Part of the evidence that each row's context lacks, 0 to 1; empty where not measured (then nothing is missed).</summary>
    public IReadOnlyList<double> Missed { get; init; } = [];

    /// <summary>The sample that the population rests on, where its error counts.</summary>
    public QuestionSample? Sample { get; init; }

    public override IEnumerable<RequestPart> AllParts => Parts;

    public override bool DependsOnVolume => LogVolumes.Count > 1;

    public override QuestionSample? RestsOn => Sample is { Varies: true } sample ? sample : null;

    public override RequestLaw Select(Func<IReadOnlyList<RequestPart>, IEnumerable<RequestPart>> replace) =>
        this with { Parts = [.. replace(Parts).Cast<CostPart>()] };

    internal override IEnumerable<FirstLeaf> FirstMoments(Parameter probability) => [Engine.FirstMoments.OfRows(this, probability)];

    internal override IEnumerable<Piece> Pieces(IReadOnlyList<Side> sides, IReadOnlyList<RequestLaw> laws,
        IReadOnlyList<JointAttempts> attempts, Parameter probability) =>
        SampledPieces.Of(sides, Alike<SampledRequests>(laws), attempts, probability);
}

/// <summary>One component's cost of every row in US dollars.</summary>
internal sealed record CostPart(string Component, IReadOnlyList<Parameter> Factors, IReadOnlyList<double> Usd)
    : RequestPart(Component, Factors)
{
    /// <summary>Whether it is paid for the answer: what a repeat with fresh output draws anew.</summary>
    public bool IsOutput { get; init; }

    public override RequestPart Times(double factor) => this with { Usd = [.. Usd.Select(usd => usd * factor)] };
}

/// <summary>
/// Questions by document, of which either may be a mere sample: a trial then weighs them by the Bayesian bootstrap
/// (Dirichlet weights whose means are the shares).
/// </summary>
internal sealed record QuestionSample(string Name, IReadOnlyList<int> Documents, IReadOnlyList<double> Shares,
    bool DocumentsVary, bool QuestionsVary)
{
    /// <summary>
    /// Shares of the requests by rank, the most asked document first, where nobody knows which document has which rank: a trial draws it.
    /// Empty else.
    /// </summary>
    public IReadOnlyList<double> RankShares { get; init; } = [];

    /// <summary>Whether a trial draws anything about it.</summary>
    public bool Varies => DocumentsVary || QuestionsVary || RankShares.Count > 1;
}

/// <summary>
/// Requests whose lengths are typed: token counts are continuous draws of two laws with correlated scores (for lognormals:
/// correlated logs). The cost is linear in both within a tier of the total input.
/// </summary>
internal sealed record TypedRequests : RequestLaw
{
    public required UncertainLaw Input { get; init; }

    public required UncertainLaw Output { get; init; }

    /// <summary>What the model thinks before it answers, at the score of the answer; null for none.</summary>
    public UncertainLaw? Reasoning { get; init; }

    public double Correlation { get; init; }

    /// <summary>What a request can meet, such as a cache hit or a miss; the probabilities sum to one.</summary>
    public required IReadOnlyList<TypedAlternative> Alternatives { get; init; }

    public override IEnumerable<RequestPart> AllParts => Alternatives.SelectMany(a => a.Tiers).SelectMany(t => t.Parts);

    public override RequestLaw Select(Func<IReadOnlyList<RequestPart>, IEnumerable<RequestPart>> replace) => this with
    {
        Alternatives = [
            .. Alternatives.Select(a =>
                a with { Tiers = [.. a.Tiers.Select(t => t with { Parts = [.. replace(t.Parts).Cast<TypedPart>()] })] }),
        ],
    };

    /// <summary>The law of what a unit counts; a request counts as itself.</summary>
    internal UncertainLaw LawOf(TypedUnit unit) => unit switch
    {
        TypedUnit.InputToken => Input,
        TypedUnit.OutputToken => Output,
        TypedUnit.ReasoningToken => Reasoning ?? None,
        TypedUnit.Request => Single,
        _ => throw new ArgumentOutOfRangeException(nameof(unit)),
    };

    private static readonly UncertainLaw None = UncertainLaw.Of(0);
    private static readonly UncertainLaw Single = UncertainLaw.Of(1);

    internal override IEnumerable<FirstLeaf> FirstMoments(Parameter probability) =>
        Alternatives.SelectMany(a => a.Tiers.Select((_, tier) => Engine.FirstMoments.OfTier(this, a, tier, probability * a.Probability)));

    internal override IEnumerable<Piece> Pieces(IReadOnlyList<Side> sides, IReadOnlyList<RequestLaw> laws,
        IReadOnlyList<JointAttempts> attempts, Parameter probability) =>
        TypedPieces.Of(sides, Alike<TypedRequests>(laws), attempts, probability);
}

/// <summary>One way of billing, with its tiers by total input; the first tier starts at 0 tokens.</summary>
internal sealed record TypedAlternative(Parameter Probability, IReadOnlyList<TypedTier> Tiers);

/// <summary>Linear prices from a total input on; a boundary belongs to the tier above it where <see cref="IncludesStart"/>.</summary>
internal sealed record TypedTier(double FromInput, bool IncludesStart, IReadOnlyList<TypedPart> Parts);

/// <summary>What a cost is counted in.</summary>
internal enum TypedUnit
{
    InputToken,
    OutputToken,
    ReasoningToken,
    Request,
}

/// <summary>A component's US dollars for one token or request.</summary>
internal sealed record TypedPart(string Component, TypedUnit Unit, double UsdPerUnit, IReadOnlyList<Parameter> Factors)
    : RequestPart(Component, Factors)
{
    public override RequestPart Times(double factor) => this with { UsdPerUnit = UsdPerUnit * factor };
}
