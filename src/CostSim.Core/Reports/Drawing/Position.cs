using CostSim.Randomness;

namespace CostSim.Reports.Drawing;

/// <summary>From the values of an axis to places on the drawing.</summary>
internal sealed record Position(Axis Axis, double Low, double High, double From, double To)
{
    /// <summary>The part at the top of each row that its label takes.</summary>
    public double RowLabel { get; init; }

    public bool IsLogarithmic => Axis.Scale == Scale.Logarithmic;

    /// <summary>The size of one category.</summary>
    public double Slot => Math.Abs(To - From) / Math.Max(1, High - Low);

    public double Of(double value)
    {
        if (RowLabel > 0)
        {
            var row = Math.Clamp(Math.Floor(value + 0.5), 0, High - 0.5);
            return From + row * Slot + RowLabel + (value - row + 0.5) * (Slot - RowLabel);
        }

        return From + Portion(value) * (To - From);
    }

    /// <summary>Whether the axis can show the value at all.</summary>
    public bool Shows(double value) => double.IsFinite(value) && (!IsLogarithmic || value > 0);

    // Shares of the way; bars that begin at zero on a logarithmic axis begin at its edge.
    private double Portion(double value) => IsLogarithmic
        ? value <= Low ? 0 : (Elementary.Log10(value) - Elementary.Log10(Low)) / (Elementary.Log10(High) - Elementary.Log10(Low))
        : (value - Low) / (High - Low);

    /// <summary>
    /// The values an axis must reach: what the marks take, and what the axis itself asks for, widened where that is a point.
    /// </summary>
    public static (double Low, double High) Reach(Axis axis, IEnumerable<double> values)
    {
        if (axis.Scale == Scale.Categories)
            return (-0.5, Math.Max(1, axis.Categories.Count) - 0.5);
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var value in values.Concat([axis.From ?? double.NaN, axis.To ?? double.NaN]))
        {
            if (double.IsFinite(value) && (axis.Scale != Scale.Logarithmic || value > 0))
                (low, high) = (Math.Min(low, value), Math.Max(high, value));
        }

        if (low > high)
            return axis.Scale == Scale.Logarithmic ? (1, 10) : (0, 1);
        if (high - low > Math.Abs(high) * 1e-9)
            return (low, high);
        return axis.Scale switch
        {
            Scale.Logarithmic => (low / 2, high * 2),
            Scale.Dates => (low - 15, high + 15),
            _ when low == 0 => (0, 1),
            // A share of 100 % has nothing above it.
            _ when axis.Unit == Unit.Share && low == 1 => (0.9, 1),
            _ => (Math.Min(low * 0.9, low * 1.1), Math.Max(high * 0.9, high * 1.1)),
        };
    }
}
