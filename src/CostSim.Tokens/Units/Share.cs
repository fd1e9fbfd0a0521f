namespace CostSim.Units;

/// <summary>A fraction from 0 to 1: a hit rate, a discount, a probability.</summary>
public readonly record struct Share
{
    public double Value { get; }

    public Share(double value)
    {
        if (!(value >= 0 && value <= 1))
            throw new RuleException("share", FormattableString.Invariant($"must lie between 0 and 100 %, but is {value * 100:0.####} %"));
        Value = value;
    }

    public override string ToString() => FormattableString.Invariant($"{Value * 100:0.####} %");
}
