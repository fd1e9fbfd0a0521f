namespace CostSim.Actuals;

/// <summary>
/// The tokens of a model by meter (fresh, cached, written, output), what they cost by the price book, and what rows of one meter were
/// billed.
/// </summary>
internal sealed class ModelUse
{
    public double[] Tokens { get; } = new double[4];

    public double Priced { get; set; }

    public double Metered { get; set; }

    /// <summary>False where the model has no price, and its rows no cost.</summary>
    public bool IsPriced { get; set; } = true;

    /// <summary>Adds a share of another use. Sums are added in place: a log has a use for every row.</summary>
    public void Add(ModelUse other, double share = 1)
    {
        for (var i = 0; i < Tokens.Length; i++)
            Tokens[i] += other.Tokens[i] * share;
        Priced += other.Priced * share;
        Metered += other.Metered * share;
        IsPriced &= other.IsPriced;
    }

    /// <summary>The tokens at rates by meter.</summary>
    public double At(double[] rates)
    {
        var sum = 0.0;
        for (var i = 0; i < rates.Length; i++)
            sum += Tokens[i] * rates[i];
        return sum;
    }
}
