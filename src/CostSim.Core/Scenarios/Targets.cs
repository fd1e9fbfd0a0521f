using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>What a month may cost, and how sure that must be.</summary>
/// <param name="PerMonth">In the run's currency.</param>
/// <param name="WithPeople">True where the limit counts people and one-time work too, not the bill alone.</param>
internal sealed record Budget(decimal PerMonth, Share Confidence, bool WithPeople)
{
    /// <summary>Whether every month keeps it as surely as is asked, given each month's chance to pass it.</summary>
    public bool IsKept(IEnumerable<double> chances) => chances.All(c => c <= 1 - Confidence.Value);
}

/// <summary>What a design must reach to be recommended, and how sure that must be.</summary>
internal sealed record QualityTarget(Share AtLeast, Share Confidence)
{
    public QualityMetric Metric { get; init; } = QualityMetric.Recall;

    /// <summary>Seconds that 95 of 100 requests may take at most; null where any time will do.</summary>
    public double? P95Seconds { get; init; }
}

/// <summary>What a quality target is about.</summary>
internal enum QualityMetric
{
    /// <summary>Share of the evidence that is in the context.</summary>
    Recall,

    /// <summary>Share of answers that are right, from an evaluation's results.</summary>
    Accuracy,
}
