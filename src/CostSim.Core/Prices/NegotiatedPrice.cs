using CostSim.Units;

namespace CostSim.Prices;

/// <summary>
/// A contract's own prices for some models: amounts that replace the list's, or factors on them. Amounts are those of calls
/// from <c>ContextFrom</c> input tokens on; factors hold in every tier.
/// </summary>
internal sealed record NegotiatedPrice(
    string Name, IReadOnlyList<string> Models, Period Period, string? ServiceTier, TokenCount ContextFrom, Amounts Amounts,
    IReadOnlyList<Amount> Factors, decimal Factor)
{
    public bool AppliesTo(PriceQuestion question, DateOnly day) =>
        Period.Holds(day) && (ServiceTier is null || ServiceTier == question.ServiceTier)
            && Models.Any(p => Wildcard.Matches(p, question.Model));

    /// <summary>
    /// The model's price under the contract. Refuses a component that the list does not price, since nobody could say what was agreed.
    /// </summary>
    public ModelPrice On(ModelPrice list)
    {
        if (!list.Tiers.Any(t => t.From == ContextFrom))
            throw new RuleException("context_from_tokens",
                $"{list.Name} has no rates from {ContextFrom} on; its tiers start at {string.Join(", ", list.Tiers.Select(t => t.From))}");
        foreach (var column in Amounts.Stated.Concat(Factors).Select(a => a.Column))
        {
            if (list.Tiers.All(t => t.Amounts[column] is null))
                throw new RuleException(PriceColumns.Of(column).Key,
                    $"{list.Name} has no such price in the list ('{Name}'); it has "
                    + $"{string.Join(", ", list.Tiers[0].Amounts.Stated.Select(a => PriceColumns.Of(a.Column).Key))}");
        }

        return new ModelPrice(list.Name, list.Tiers.Select(On), list.Tool);
    }

    private PriceTier On(PriceTier tier) => new(
        tier.From,
        new Amounts(tier.Amounts.Stated.Select(a =>
            a with { Usd = (tier.From == ContextFrom ? Amounts[a.Column] : null) ?? a.Usd * FactorOf(a.Column) })),
        $"{tier.RecordId} ({Name})");

    private decimal FactorOf(PriceColumn column) => Factors.FirstOrDefault(f => f.Column == column)?.Usd ?? Factor;
}
