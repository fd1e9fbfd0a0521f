namespace CostSim.Randomness;

/// <summary>The mean of an uncertain law in a trial, over its mean with every uncertain parameter at its median.</summary>
internal sealed record MeanRatio(UncertainLaw Law) : Parameter
{
    // Asked for once per node of every integral.
    private readonly double usual = Law.AtMedians.Mean;

    public static Parameter Of(UncertainLaw law) => law.IsKnown ? One : new MeanRatio(law);

    /// <summary>The mean of a law over what is uncertain about it: what a mean request is billed for.</summary>
    public static double Mean(UncertainLaw law) => law.AtMedians.Mean * Of(law).Expected();

    public override IEnumerable<int> Inputs => Law.Inputs;

    public override double At(ReadOnlySpan<double> scores) => usual == 0 ? 1 : Law.Scale.At(scores) * Law.At(scores).Mean / usual;
}
