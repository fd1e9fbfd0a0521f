using CostSim.Units;

namespace CostSim.Randomness;

internal sealed record UniformQuantity : IQuantity
{
    private readonly double low;
    private readonly double high;

    public UniformQuantity(double low, double high)
    {
        if (!(low < high))
            throw new RuleException("uniform", FormattableString.Invariant($"must rise as [lowest, highest], but is [{low}, {high}]"));
        (this.low, this.high) = (low, high);
    }

    public string Law => "uniform";

    public double Mean => 0.5 * (low + high);

    public double Variance => (high - low) * (high - low) / 12;

    public IReadOnlyList<Outcome> Outcomes => [];

    public double At(double score) => Math.FusedMultiplyAdd(high - low, Elementary.NormalCdf(score), low);

    public double Probability(double value) => Math.Clamp((value - low) / (high - low), 0, 1);

    public double Moment(int order)
    {
        var sum = 0.0;
        for (var i = 0; i <= order; i++)
            sum += Moments.Power(low, i) * Moments.Power(high, order - i);
        return sum / (order + 1);
    }
}
