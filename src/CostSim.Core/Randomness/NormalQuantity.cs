using CostSim.Units;

namespace CostSim.Randomness;

internal sealed record NormalQuantity : IQuantity
{
    public double Mean { get; }

    public double StandardDeviation { get; }

    public NormalQuantity(double mean, double sd)
    {
        if (!(sd >= 0))
            throw new RuleException(nameof(sd), FormattableString.Invariant($"must not be negative, but is {sd}"));
        (Mean, StandardDeviation) = (mean, sd);
    }

    public string Law => "normal";

    public double Variance => StandardDeviation * StandardDeviation;

    public IReadOnlyList<Outcome> Outcomes => [];

    public double At(double score) => Math.FusedMultiplyAdd(StandardDeviation, score, Mean);

    public double Probability(double value) => Elementary.NormalCdf((value - Mean) / StandardDeviation);

    public double Moment(int order) =>
        Moments.Linear(Mean, StandardDeviation, order, static i => i switch { 0 or 2 => 1, 4 => 3, _ => 0 });
}
