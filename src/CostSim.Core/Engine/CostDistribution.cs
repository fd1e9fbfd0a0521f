using CostSim.Units;

namespace CostSim.Engine;

/// <summary>A 95 % interval for a figure.</summary>
internal readonly record struct Bounds(double Low, double High)
{
    public double HalfWidth => (High - Low) / 2;

    public bool Holds(double value) => value >= Low && value <= High;
}

/// <summary>A percentile in US dollars, the smallest cost with at least that probability at or below it, and its interval.</summary>
internal sealed record CostPercentile(Percentile Percentile, double Usd, Bounds Interval);

/// <summary>The probability to cost more than a level, and its interval.</summary>
internal sealed record Exceedance(double LevelUsd, double Probability, Bounds Interval);

/// <summary>A point of the curves for charts: P(cost &lt;= Usd), and the density there (per dollar).</summary>
internal sealed record CurvePoint(double Usd, double Probability, double Density);

/// <summary>The law of a cost in US dollars. The mean is a closed form wherever one exists.</summary>
internal sealed record CostDistribution
{
    public required double Mean { get; init; }

    public required double StandardDeviation { get; init; }

    public required double Skewness { get; init; }

    /// <summary>The reported percentiles and those asked for, rising.</summary>
    public required IReadOnlyList<CostPercentile> Percentiles { get; init; }

    /// <summary>In the order of the levels asked for.</summary>
    public IReadOnlyList<Exceedance> Exceedances { get; init; } = [];

    /// <summary>Points of the distribution function and density for charts, rising.</summary>
    public IReadOnlyList<CurvePoint> Curve { get; init; } = [];

    public CostPercentile this[double percent] => Percentiles.First(p => p.Percentile.Percent == percent);

    public double P50 => this[50].Usd;

    public double P90 => this[90].Usd;
}
