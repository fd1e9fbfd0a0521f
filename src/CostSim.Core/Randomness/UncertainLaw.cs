namespace CostSim.Randomness;

/// <summary>The law that holds in a trial, given the trial's scores.</summary>
internal delegate IQuantity LawAt(ReadOnlySpan<double> scores);

/// <summary>
/// The law of a number that varies per request, per turn or per day, whose own parameters may be unknown and are then drawn
/// once per trial: the value is <see cref="Scale"/> times a draw of the law.
/// </summary>
internal sealed record UncertainLaw
{
    private readonly LawAt? at;

    /// <summary>A law that is known up to a factor, such as an unknown mean at a known spread.</summary>
    public UncertainLaw(IQuantity law, Parameter? scale = null)
    {
        (Fixed, Scale) = scale is { IsConstant: true } ? (Times(law, scale.Value), Parameter.One) : (law, scale ?? Parameter.One);
        Inputs = [.. Scale.Inputs];
    }

    /// <summary>A law whose shape depends on inputs of the trial.</summary>
    public UncertainLaw(IEnumerable<int> inputs, LawAt at)
    {
        (this.at, Scale, Inputs) = (at, Parameter.One, [.. inputs.Distinct()]);
    }

    public static UncertainLaw Of(double value) => new(new ConstantQuantity(value));

    /// <summary>The law where it is known up to <see cref="Scale"/>; null where its shape is uncertain.</summary>
    public IQuantity? Fixed { get; }

    public Parameter Scale { get; }

    /// <summary>Indices of the scores on which the law depends.</summary>
    public IReadOnlyList<int> Inputs { get; }

    /// <summary>Whether nothing about the law is uncertain.</summary>
    public bool IsKnown => Inputs.Count == 0;

    /// <summary>The law in a trial, before <see cref="Scale"/>.</summary>
    public IQuantity At(ReadOnlySpan<double> scores) => Fixed ?? at!(scores);

    /// <summary>The law where every input is at its median.</summary>
    public IQuantity AtMedians
    {
        get
        {
            Span<double> medians = stackalloc double[Inputs.Count == 0 ? 0 : Inputs.Max() + 1];
            medians.Clear();
            return Times(At(medians), Scale.At(medians));
        }
    }

    /// <summary>
    /// The same law with a limit: what is drawn beyond it counts as the limit. The law itself where so little is beyond that no cost shows
    /// it.
    /// </summary>
    public UncertainLaw CappedAt(double most)
    {
        const double negligible = 1e-6;
        if (1 - AtMedians.Probability(most) < negligible)
            return this;
        return IsKnown
            ? new UncertainLaw(new CappedQuantity(AtMedians, most))
            : new UncertainLaw(Inputs, scores => new CappedQuantity(Times(At(scores), Scale.At(scores)), most));
    }

    private static IQuantity Times(IQuantity law, double factor) => factor == 1 ? law : new ScaledQuantity(law, factor);
}
