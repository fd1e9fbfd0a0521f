using CostSim.Units;

namespace CostSim.Prices;

/// <summary>A discount that grows with what is spent in a calendar month: from each threshold on its rate holds.</summary>
/// <param name="OnWhole">Whether the rate reached takes its share of the whole month, or each rate only of what lies above its
/// threshold.</param>
internal sealed record VolumeDiscount(string Name, IReadOnlyList<string> Models, Period Period,
    IReadOnlyList<VolumeStep> Steps, bool OnWhole)
{
    /// <summary>What is taken off a month's spend, at most all of it.</summary>
    public Usd Off(Usd spent)
    {
        var reached = Steps.Where(s => s.Above < spent).ToList();
        if (OnWhole)
            return reached.Count == 0 ? Usd.Zero : spent * reached[^1].Rate;
        return reached.Select((s, i) => ((i + 1 < reached.Count ? reached[i + 1].Above : spent) - s.Above) * s.Rate)
            .Aggregate(Usd.Zero, (sum, part) => sum + part);
    }
}

/// <summary>The rate from an amount a month on.</summary>
internal sealed record VolumeStep(Usd Above, decimal Rate);

/// <summary>What a month costs at least: the shortfall is billed in addition.</summary>
internal sealed record MinimumCharge(string Name, IReadOnlyList<string> Models, Period Period, Usd PerMonth);
