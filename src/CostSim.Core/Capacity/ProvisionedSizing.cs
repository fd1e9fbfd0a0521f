using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>
/// Units by the provider's own formula, from tokens a minute: uncached input and weighted output over what a unit does, in the sizes sold.
/// </summary>
internal static class ProvisionedSizing
{
    public static double Raw(double inputPerMinute, double cachedShare, double outputPerMinute, ProvisionedUnits unit) =>
        ((inputPerMinute * (1 - cachedShare)) + (unit.OutputRatio * outputPerMinute)) / unit.TokensPerMinuteEach;

    /// <summary>The raw number rounded up to the step, and at least the fewest that are sold.</summary>
    public static int Sold(double raw, ProvisionedUnits unit) =>
        Math.Max(unit.Least, (int)Math.Ceiling((raw / unit.Step) - 1e-9) * unit.Step);
}
