namespace CostSim.Randomness;

/// <summary>One value, without a draw.</summary>
internal sealed record ConstantQuantity(double Value) : IQuantity
{
    public string Law => "constant";

    public double Mean => Value;

    public double Variance => 0;

    public IReadOnlyList<Outcome> Outcomes => [new(Value, 1)];

    public double At(double score) => Value;

    public double Probability(double value) => value >= Value ? 1 : 0;

    public double Moment(int order) => Moments.Power(Value, order);
}
