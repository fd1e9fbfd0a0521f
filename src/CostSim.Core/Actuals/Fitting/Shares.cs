using CostSim.Randomness;

namespace CostSim.Actuals;

/// <summary>A share from counts, with Jeffreys' 90 % interval.</summary>
internal static class Shares
{
    public static Fitted Of(double hits, double of)
    {
        var law = new BetaQuantity(hits + 0.5, of - hits + 0.5);
        return new Fitted(hits / of, law.At(-LognormalQuantity.Z95), law.At(LognormalQuantity.Z95));
    }
}
