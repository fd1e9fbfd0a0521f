namespace CostSim.Units;

/// <summary>A whole number of tokens, never negative.</summary>
public readonly record struct TokenCount : IComparable<TokenCount>
{
    public long Value { get; }

    public TokenCount(long value)
    {
        if (value < 0)
            throw new RuleException("tokens", FormattableString.Invariant($"must not be negative, but is {value:#,0}"));
        Value = value;
    }

    public static TokenCount Zero => default;

    public static TokenCount operator +(TokenCount a, TokenCount b) => new(a.Value + b.Value);

    public static TokenCount operator -(TokenCount a, TokenCount b) => new(a.Value - b.Value);

    public static bool operator <(TokenCount a, TokenCount b) => a.Value < b.Value;

    public static bool operator >(TokenCount a, TokenCount b) => a.Value > b.Value;

    public static bool operator <=(TokenCount a, TokenCount b) => a.Value <= b.Value;

    public static bool operator >=(TokenCount a, TokenCount b) => a.Value >= b.Value;

    public int CompareTo(TokenCount other) => Value.CompareTo(other.Value);

    public override string ToString() => FormattableString.Invariant($"{Value:#,0} tokens");
}
