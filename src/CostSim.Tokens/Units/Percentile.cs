using System.Globalization;

namespace CostSim.Units;

/// <summary>A named point of a distribution: p90 is the smallest cost that 90 % of the trials do not exceed.</summary>
internal readonly record struct Percentile : IComparable<Percentile>
{
    /// <summary>In percent, between 0 and 100, both exclusive.</summary>
    public double Percent { get; }

    public Percentile(double percent)
    {
        if (!(percent > 0 && percent < 100))
            throw new RuleException("percentile",
                FormattableString.Invariant($"must lie between 0 and 100, both exclusive, but is {percent}"));
        Percent = percent;
    }

    /// <summary>The share of outcomes at or below this point, 0 to 1.</summary>
    public double Probability => Percent / 100;

    /// <summary>As keys and columns write it: <c>p5</c>, <c>p97.5</c>.</summary>
    public string Key => "p" + Percent.ToString("0.####", CultureInfo.InvariantCulture);

    public static IReadOnlyList<Percentile> Reported { get; } =
        [new(5), new(10), new(25), new(50), new(75), new(90), new(95), new(99)];

    public int CompareTo(Percentile other) => Percent.CompareTo(other.Percent);

    public static bool operator <(Percentile a, Percentile b) => a.Percent < b.Percent;

    public static bool operator >(Percentile a, Percentile b) => a.Percent > b.Percent;

    public static bool operator <=(Percentile a, Percentile b) => a.Percent <= b.Percent;

    public static bool operator >=(Percentile a, Percentile b) => a.Percent >= b.Percent;

    public override string ToString() => "P" + Percent.ToString("0.####", CultureInfo.InvariantCulture);
}
