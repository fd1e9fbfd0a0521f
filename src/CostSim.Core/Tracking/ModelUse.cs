namespace CostSim.Tracking;

/// <summary>The tokens of a model by meter (fresh, cached, written, output), what they cost by the price book, and what rows of one meter were billed.</summary>
public sealed record ModelUse(IReadOnlyList<double> Tokens, double Priced, double Metered, bool IsPriced)
{
    public ModelUse And(ModelUse other) => new([.. Tokens.Zip(other.Tokens, (a, b) => a + b)], Priced + other.Priced, Metered + other.Metered, IsPriced && other.IsPriced);

    public ModelUse Times(double share) => new([.. Tokens.Select(t => t * share)], Priced * share, Metered * share, IsPriced);

    /// <summary>The tokens at rates by meter.</summary>
    public double At(IReadOnlyList<double> rates) => Tokens.Zip(rates, (t, r) => t * r).Sum();
}
