namespace CostSim.Randomness;

/// <summary>A positive factor times another law.</summary>
internal sealed record ScaledQuantity(IQuantity Inner, double Factor) : IQuantity
{
    public string Law => Inner.Law;

    public double Mean => Factor * Inner.Mean;

    public double Variance => Factor * Factor * Inner.Variance;

    public IReadOnlyList<Outcome> Outcomes { get; } = [.. Inner.Outcomes.Select(o => new Outcome(Factor * o.Value, o.Probability))];

    public double At(double score) => Factor * Inner.At(score);

    public double Probability(double value) => Inner.Probability(value / Factor);

    public double Moment(int order) => Moments.Power(Factor, order) * Inner.Moment(order);
}
