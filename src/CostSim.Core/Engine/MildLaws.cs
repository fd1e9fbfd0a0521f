using System.Runtime.Intrinsics;

namespace CostSim.Engine;

/// <summary>The nearly normal laws of a mixture, four at a time: the hot form of <see cref="InnerLaw.CdfAndDensity"/>.</summary>
internal sealed class MildLaws
{
    // Beyond five deviations the cubic may turn; the far tail goes on straight.
    private const double Reach = 5;
    private const double Farthest = 37;
    private const int MostSteps = 50;

    private readonly double[] weights;
    private readonly double[] means;
    private readonly double[] deviations;
    private readonly double[] square;
    private readonly double[] linear;
    private readonly double[] cubic;
    private readonly double[] certainty;

    /// <summary>Takes laws with their weights; the last four are filled up with weights of 0.</summary>
    public MildLaws(IReadOnlyList<(double Weight, InnerLaw Law)> laws)
    {
        double[] Column(Func<(double Weight, InnerLaw Law), double> read) =>
            [.. laws.Select(read), .. Enumerable.Repeat(laws.Count > 0 ? read(laws[^1]) : 0, (4 - (laws.Count % 4)) % 4)];
        (means, deviations) = (Column(l => l.Law.Mean), Column(l => l.Law.StandardDeviation));
        // z + γ(z² − 1)/6 + κ z(z² − 3)/24 − γ² z(2z² − 5)/36 by powers of z; the constant is the square's with the other sign.
        square = Column(l => l.Law.Skewness / 6);
        linear = Column(l => 1 - (l.Law.Kurtosis / 8) + (5 * l.Law.Skewness * l.Law.Skewness / 36));
        cubic = Column(l => (l.Law.Kurtosis / 24) - (l.Law.Skewness * l.Law.Skewness / 18));
        (weights, certainty) = (Column(l => l.Weight), Column(l => l.Law.Certainty));
        weights.AsSpan(laws.Count).Clear();
    }

    /// <summary>Σ w P(cost &lt;= x), and the density.</summary>
    public (double Cdf, double Density) At(double x)
    {
        var (below, density) = (Vector256<double>.Zero, Vector256<double>.Zero);
        var (zero, one) = (Vector256<double>.Zero, Vector256.Create(1.0));
        for (var i = 0; i < weights.Length; i += 4)
        {
            var (w, sd) = (Columns.Load(weights, i), Columns.Load(deviations, i));
            var y = (Vector256.Create(x) - Columns.Load(means, i)) / sd;
            var certain = Vector256.GreaterThan(Vector256.Abs(y), Columns.Load(certainty, i));
            var step = Vector256.ConditionalSelect(Vector256.GreaterThan(y, zero), one, zero);
            if (certain == Vector256<double>.AllBitsSet)
            {
                below = Vector256.FusedMultiplyAdd(w, step, below);
                continue;
            }

            var (z, slope) = InverseCornishFisher(y, new Cubic(Columns.Load(linear, i), Columns.Load(square, i), Columns.Load(cubic, i)));
            var (cdf, normal) = VectorMath.NormalCdfAndDensity(z);
            below = Vector256.FusedMultiplyAdd(w, Vector256.ConditionalSelect(certain, step, cdf), below);
            density = Vector256.FusedMultiplyAdd(w, Vector256.ConditionalSelect(certain, zero, normal / (sd * slope)), density);
        }

        return (Columns.Total(below), Columns.Total(density));
    }

    // The score at which the cubic meets y, and the cubic's slope there.
    private static (Vector256<double> Score, Vector256<double> Slope) InverseCornishFisher(Vector256<double> y, Cubic cubic)
    {
        var reach = Vector256.Create(Reach);
        var (low, high) = (cubic.At(-reach), cubic.At(reach));
        var inside = Vector256.Min(Vector256.Max(y, low), high);
        var z = Vector256.Min(Vector256.Max(inside - (cubic.Square * ((inside * inside) - Vector256.Create(1.0))), -reach), reach);
        for (var n = 0; n < MostSteps; n++)
        {
            var step = (cubic.At(z) - inside) / cubic.Slope(z);
            z = Vector256.Min(Vector256.Max(z - step, -reach), reach);
            // The next step would be its square.
            if (Vector256.LessThanAll(Vector256.Abs(step), Vector256.Create(1e-8)))
                break;
        }

        var slope = cubic.Slope(z);
        z = Vector256.ConditionalSelect(Vector256.LessThan(y, low), -reach + ((y - low) / slope), z);
        z = Vector256.ConditionalSelect(Vector256.GreaterThan(y, high), reach + ((y - high) / slope), z);
        // Where the cubic is flat at its end the straight line runs far out, where the normal law has no digit and exp no value.
        return (Vector256.Min(Vector256.Max(z, Vector256.Create(-Farthest)), Vector256.Create(Farthest)), slope);
    }

    private readonly record struct Cubic(Vector256<double> Linear, Vector256<double> Square, Vector256<double> Third)
    {
        public Vector256<double> At(Vector256<double> z) =>
            Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(Third, z, Square), z, Linear), z, -Square);

        public Vector256<double> Slope(Vector256<double> z) => Vector256.Max(
            Vector256.FusedMultiplyAdd(Vector256.FusedMultiplyAdd(Vector256.Create(3.0) * Third, z, Square + Square), z, Linear),
            Vector256.Create(1e-3));
    }
}
