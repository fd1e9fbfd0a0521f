using CostSim.Randomness;

namespace CostSim.Forecasts;

/// <summary>A lognormal level by mean and coefficient of variation; 0 and 0 where nothing is expected.</summary>
internal readonly record struct LevelLaw(double Mean, double Cv)
{
    /// <summary>The value that a share of outcomes does not pass.</summary>
    public double At(double probability) =>
        Mean <= 0 || Cv <= 0 ? Mean : LognormalQuantity.OfMean(Mean, Cv).At(NormalQuantile.Of(probability));

    /// <summary>The probability of no more than a value.</summary>
    public double Below(double value) =>
        Mean <= 0 || Cv <= 0 ? (value >= Mean ? 1 : 0) : LognormalQuantity.OfMean(Mean, Cv).Probability(value);
}
