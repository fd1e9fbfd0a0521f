using CostSim.Units;

namespace CostSim.Prices;

/// <summary>The amounts of one price record in US dollars; a column that is absent is not priced separately, never free.</summary>
public sealed class Amounts : IEquatable<Amounts>
{
    private readonly decimal?[] byColumn = new decimal?[PriceColumns.All.Count];

    public Amounts(IEnumerable<KeyValuePair<PriceColumn, decimal>> stated)
    {
        foreach (var (column, amount) in stated)
        {
            if (amount < 0)
                throw new RuleException(PriceColumns.Of(column).Key, $"must not be negative, but is {amount}");
            byColumn[(int)column] = amount;
        }
    }

    /// <summary>The amount as the record states it.</summary>
    public decimal? this[PriceColumn column] => byColumn[(int)column];

    public IEnumerable<KeyValuePair<PriceColumn, decimal>> Stated =>
        PriceColumns.All.Where(c => this[c.Column] is not null).Select(c => KeyValuePair.Create(c.Column, this[c.Column]!.Value));

    /// <summary>The column that prices a column's units: itself, or the first stated one that it falls back to; null where none is.</summary>
    public PriceColumn? Pricing(PriceColumn column)
    {
        for (PriceColumn? at = column; at is { } here; at = PriceColumns.Of(here).FallsBackTo)
        {
            if (this[here] is not null)
                return here;
        }

        return null;
    }

    /// <summary>The same amounts with some replaced, as an overlay or a price change makes them.</summary>
    public Amounts With(Func<PriceColumn, decimal, decimal> change) =>
        new(Stated.Select(s => KeyValuePair.Create(s.Key, change(s.Key, s.Value))));

    public bool Equals(Amounts? other) => other is not null && byColumn.SequenceEqual(other.byColumn);

    public override bool Equals(object? obj) => Equals(obj as Amounts);

    public override int GetHashCode() => byColumn.Aggregate(0, HashCode.Combine);
}
