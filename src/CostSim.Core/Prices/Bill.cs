using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// One line of a bill: so much of a component at a rate (US dollars for what <c>Per</c> says, as stated), and the id of the
/// price record or rule that made it.
/// </summary>
public sealed record BillLine(string Component, decimal Quantity, decimal Rate, string Per, Usd Amount, string Record)
{
    /// <summary>A line that takes a share of an amount: a discount (negative), a tax.</summary>
    public static BillLine Adjustment(string component, Usd of, decimal rate, string rule) =>
        new(component, of.Amount, rate, "US dollar", of * rate, rule);

    /// <summary>What was metered; null for a line that adjusts others, such as a discount or a tax.</summary>
    public Meter? Meter { get; init; }

    /// <summary>The column that priced it, which differs from the meter's own where that is blank.</summary>
    internal PriceColumn? Column { get; init; }
}

/// <summary>Lines that add up.</summary>
public sealed record Bill(IReadOnlyList<BillLine> Lines)
{
    public Usd Total => Lines.Aggregate(Usd.Zero, (sum, line) => sum + line.Amount);

    public Usd Of(Meter meter) => Lines.Where(l => l.Meter == meter).Aggregate(Usd.Zero, (sum, line) => sum + line.Amount);

    /// <summary>Ids of the records used, each once, in order.</summary>
    public IReadOnlyList<string> Records => [.. Lines.Select(l => l.Record).Distinct()];
}
