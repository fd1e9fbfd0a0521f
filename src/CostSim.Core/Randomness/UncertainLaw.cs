namespace CostSim.Randomness;

/// <summary>
/// The law of a number that varies per request, per turn or per day, whose own parameters may be unknown and are then drawn
/// once per trial: the value is <see cref="Scale"/> times a draw of the law.
/// </summary>
public sealed record UncertainLaw
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly Func<IReadOnlyList<double>, IQuantity>? build;

    /// <summary>A law that is known up to a factor, such as an unknown mean at a known spread.</summary>
    public UncertainLaw(IQuantity law, Parameter? scale = null)
    {
        (Fixed, Scale, parameters) = (law, scale ?? Parameter.One, []);
    }

    /// <summary>A law whose shape depends on uncertain parameters.</summary>
    public UncertainLaw(IReadOnlyList<Parameter> parameters, Func<IReadOnlyList<double>, IQuantity> build)
    {
        (this.parameters, this.build, Scale) = (parameters, build, Parameter.One);
    }

    /// <summary>The law where it is known up to <see cref="Scale"/>; null where its shape is uncertain.</summary>
    public IQuantity? Fixed { get; }

    public Parameter Scale { get; }

    /// <summary>Whether nothing about the law is uncertain.</summary>
    public bool IsKnown => Fixed is not null && Scale.IsConstant;

    public IEnumerable<int> Inputs => Scale.Inputs.Concat(parameters.SelectMany(p => p.Inputs)).Distinct();

    /// <summary>The law in a trial, before <see cref="Scale"/>.</summary>
    public IQuantity At(ReadOnlySpan<double> scores)
    {
        if (Fixed is not null)
            return Fixed;
        var values = new double[parameters.Count];
        for (var i = 0; i < values.Length; i++)
            values[i] = parameters[i].At(scores);
        return build!(values);
    }
}
