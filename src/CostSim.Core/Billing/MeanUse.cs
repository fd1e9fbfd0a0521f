using System.Globalization;

namespace CostSim.Billing;

/// <summary>What one paid attempt of a mean request uses of a meter, for which part of the prompt, and at which price.</summary>
/// <param name="Part">The part of the prompt, <c>output</c> for what the model writes, empty for fees.</param>
/// <param name="Rate">Mean US dollars for so many units as <paramref name="Units"/> says.</param>
/// <param name="Record">Id of the price record; empty where the scenario types the price.</param>
public sealed record MeanUse(string Model, string Part, string Component, double Quantity, double Rate, double Units, string Record)
{
    /// <summary>The part that the model writes.</summary>
    public const string Written = "output";

    public double Usd => Quantity * Rate / Units;

    /// <summary>The provider's list price of the same units, before the contract.</summary>
    public double ListRate { get; init; } = Rate;

    /// <summary>A rate that comes of sums: adding up leaves noise in the last digits, and a rate has few.</summary>
    public static double Stated(double rate) =>
        double.Parse(rate.ToString("G12", CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
