namespace CostSim.Prices;

/// <summary>
/// The prices of one provider, and names (a <c>*</c> at the end matches any) of its models that think before they answer.
/// </summary>
internal sealed record ProviderPrices(string Provider, IReadOnlyList<PriceRecord> Records, IReadOnlyList<string> ReasoningModels);
