namespace CostSim.Units;

/// <summary>A rate as providers quote it: US dollars for one million tokens.</summary>
internal readonly record struct UsdPerMillionTokens
{
    public decimal Amount { get; }

    public UsdPerMillionTokens(decimal amount)
    {
        if (amount < 0)
            throw new RuleException("usd_per_mtok", FormattableString.Invariant($"must not be negative, but is {amount}"));
        Amount = amount;
    }

    // Multiplies first: dividing the rate first could round it before it meets the count.
    public static Usd operator *(TokenCount tokens, UsdPerMillionTokens rate) =>
        new(tokens.Value * rate.Amount / 1_000_000m);

    public override string ToString() => FormattableString.Invariant($"${Amount:0.00########} per million tokens");
}
