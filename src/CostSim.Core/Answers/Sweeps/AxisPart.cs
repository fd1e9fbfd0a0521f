using CostSim.Randomness;

namespace CostSim.Answers;

/// <summary>
/// A value of an axis, or a range of them that is never written out in memory; a range without a step can only be sampled.
/// </summary>
internal sealed record AxisPart(long Count, Func<long, string> At)
{
    /// <summary>The value at a uniform between 0 and 1, where the part is a range without a step.</summary>
    public Func<double, string>? Sampled { get; private init; }

    public static AxisPart Of(string value) => new(1, _ => value);

    public static AxisPart ByStep(AxisNumber low, AxisNumber high, AxisNumber step)
    {
        var percent = low.IsPercent || high.IsPercent || step.IsPercent;
        var count = decimal.ToInt64(Math.Min(decimal.Floor((high.Value - low.Value) / step.Value), long.MaxValue - 1)) + 1;
        return new AxisPart(count, i => AxisNumber.Exactly(low.Value + (i * step.Value), percent));
    }

    public static AxisPart ByRatio(AxisNumber low, AxisNumber high, int count)
    {
        // Whole values that lie close become the same one; it is kept once.
        var values = Enumerable.Range(0, count).Select(i => Ratio(low, high, (double)i / (count - 1))).Distinct().ToList();
        return new AxisPart(values.Count, i => values[(int)i]);
    }

    public static AxisPart Between(AxisNumber low, AxisNumber high, bool isLogarithmic) =>
        new(0, _ => throw new InvalidOperationException("a range without a step has no values of its own"))
        {
            Sampled = u => isLogarithmic ? Ratio(low, high, u) : Even(low, high, u),
        };

    // Each whole number of a range is as likely as the others, its ends included.
    private static string Even(AxisNumber low, AxisNumber high, double u)
    {
        var (a, b) = ((double)low.Value, (double)high.Value);
        return low.IsWhole && high.IsWhole
            ? AxisNumber.Between(low, high, Math.Min(b, Math.Floor(a + (u * (b - a + 1)))))
            : AxisNumber.Between(low, high, a + (u * (b - a)));
    }

    // The ends are exactly as they were written.
    private static string Ratio(AxisNumber low, AxisNumber high, double u) => u switch
    {
        0 => AxisNumber.Exactly(low.Value, low.IsPercent),
        1 => AxisNumber.Exactly(high.Value, high.IsPercent),
        _ => AxisNumber.Between(low, high, (double)low.Value * Elementary.Pow((double)high.Value / (double)low.Value, u)),
    };
}
