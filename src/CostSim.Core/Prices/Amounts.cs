using CostSim.Units;

namespace CostSim.Prices;

/// <summary>An amount of a price record: so many US dollars for what the column says.</summary>
internal sealed record Amount(PriceColumn Column, decimal Usd);

/// <summary>The amounts of one price record; a column that is absent is not priced separately, never free.</summary>
internal sealed class Amounts : IEquatable<Amounts>
{
    private readonly decimal?[] byColumn = new decimal?[PriceColumns.All.Count];

    public Amounts(IEnumerable<Amount> stated)
    {
        foreach (var amount in stated)
        {
            if (amount.Usd < 0)
                throw new RuleException(PriceColumns.Of(amount.Column).Key,
                    FormattableString.Invariant($"must not be negative, but is {amount.Usd}"));
            byColumn[(int)amount.Column] = amount.Usd;
        }
    }

    /// <summary>The amount as the record states it.</summary>
    public decimal? this[PriceColumn column] => byColumn[(int)column];

    public IEnumerable<Amount> Stated =>
        PriceColumns.All.Where(c => this[c.Column] is not null).Select(c => new Amount(c.Column, this[c.Column]!.Value));

    /// <summary>
    /// The column that prices a column's units: itself, or the first stated one that it falls back to; null where none is.
    /// </summary>
    public PriceColumn? Pricing(PriceColumn column)
    {
        for (PriceColumn? at = column; at is { } here; at = PriceColumns.Of(here).FallsBackTo)
        {
            if (this[here] is not null)
                return here;
        }

        return null;
    }

    public bool Equals(Amounts? other) => other is not null && byColumn.AsSpan().SequenceEqual(other.byColumn);

    public override bool Equals(object? obj) => Equals(obj as Amounts);

    public override int GetHashCode() => byColumn.Aggregate(0, HashCode.Combine);
}
