using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// A share off the bill of some models for some time. Several discounts each take their share of what the one before left.
/// </summary>
internal sealed record Discount(string Name, decimal Rate, IReadOnlyList<string> Models, Period Period)
{
    public bool AppliesTo(string model, DateOnly day) => Period.Holds(day) && Models.Any(p => Wildcard.Matches(p, model));

    /// <summary>The line that takes the discount off an amount.</summary>
    public BillLine On(Usd amount) => BillLine.Adjustment($"discount: {Name}", amount, -Rate, Name);
}
