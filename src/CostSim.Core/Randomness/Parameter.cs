namespace CostSim.Randomness;

/// <summary>A number of the model that may be uncertain: drawn once per trial, the same for every request of it.</summary>
internal abstract record Parameter
{
    public static Parameter One { get; } = new ConstantParameter(1);

    public static Parameter Zero { get; } = new ConstantParameter(0);

    /// <summary>The value in a trial, whose scores are indexed as in <see cref="UncertainInputs"/>.</summary>
    public abstract double At(ReadOnlySpan<double> scores);

    /// <summary>Indices of the scores on which the value depends.</summary>
    public abstract IEnumerable<int> Inputs { get; }

    public bool IsConstant => !Inputs.Any();

    /// <summary>The value of a constant; refuses an uncertain one.</summary>
    public double Value => IsConstant ? At([]) : throw new InvalidOperationException("an uncertain parameter has no single value");

    public static Parameter Of(double value) => value switch { 1 => One, 0 => Zero, _ => new ConstantParameter(value) };

    public static Parameter operator *(Parameter a, Parameter b) => (a, b) switch
    {
        (ConstantParameter { Number: 1 }, _) => b,
        (_, ConstantParameter { Number: 1 }) => a,
        (ConstantParameter x, ConstantParameter y) => Of(x.Number * y.Number),
        (ConstantParameter { Number: 0 }, _) or (_, ConstantParameter { Number: 0 }) => Zero,
        _ => new ProductParameter([.. FactorsOf(a), .. FactorsOf(b)]),
    };

    public static Parameter operator *(Parameter a, double b) => a * Of(b);

    public static Parameter operator +(Parameter a, Parameter b) => (a, b) switch
    {
        (ConstantParameter { Number: 0 }, _) => b,
        (_, ConstantParameter { Number: 0 }) => a,
        (ConstantParameter x, ConstantParameter y) => Of(x.Number + y.Number),
        _ => new SumParameter([.. TermsOf(a), .. TermsOf(b)]),
    };

    public static Parameter operator -(Parameter a, Parameter b) => a + (b * -1);

    public Parameter OneMinus => One - this;

    /// <summary>A function of the value, such as the root for half a year of a yearly change.</summary>
    public Parameter Map(Func<double, double> function) =>
        IsConstant ? Of(function(Value)) : new MappedParameter(this, function);

    private static IReadOnlyList<Parameter> FactorsOf(Parameter p) => p is ProductParameter product ? product.Factors : [p];

    private static IReadOnlyList<Parameter> TermsOf(Parameter p) => p is SumParameter sum ? sum.Terms : [p];
}

/// <summary>A number that is known.</summary>
internal sealed record ConstantParameter(double Number) : Parameter
{
    public override double At(ReadOnlySpan<double> scores) => Number;

    public override IEnumerable<int> Inputs => [];
}

/// <summary>A number that follows a law, read off at a score.</summary>
internal sealed record InputParameter(ScoreBlend Score, IQuantity Law) : Parameter
{
    public override double At(ReadOnlySpan<double> scores) => Law.At(Score.At(scores));

    public override IEnumerable<int> Inputs => Score.Inputs;
}

/// <summary>A number whose law has parameters that are themselves uncertain.</summary>
internal sealed record NestedParameter(ScoreBlend Score, UncertainLaw Law) : Parameter
{
    public override double At(ReadOnlySpan<double> scores) => Law.Scale.At(scores) * Law.At(scores).At(Score.At(scores));

    public override IEnumerable<int> Inputs => Score.Inputs.Concat(Law.Inputs).Distinct();
}

internal sealed record ProductParameter(IReadOnlyList<Parameter> Factors) : Parameter
{
    public override double At(ReadOnlySpan<double> scores)
    {
        var product = 1.0;
        foreach (var factor in Factors)
            product *= factor.At(scores);
        return product;
    }

    public override IEnumerable<int> Inputs => Factors.SelectMany(f => f.Inputs).Distinct();
}

internal sealed record SumParameter(IReadOnlyList<Parameter> Terms) : Parameter
{
    public override double At(ReadOnlySpan<double> scores)
    {
        var sum = 0.0;
        foreach (var term in Terms)
            sum += term.At(scores);
        return sum;
    }

    public override IEnumerable<int> Inputs => Terms.SelectMany(t => t.Inputs).Distinct();
}

/// <summary>A function of another parameter.</summary>
internal sealed record MappedParameter(Parameter Inner, Func<double, double> Function) : Parameter
{
    public override double At(ReadOnlySpan<double> scores) => Function(Inner.At(scores));

    public override IEnumerable<int> Inputs => Inner.Inputs;
}
