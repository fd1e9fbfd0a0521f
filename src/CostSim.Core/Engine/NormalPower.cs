using System.Runtime.Intrinsics;

namespace CostSim.Engine;

/// <summary>
/// Draws from conditional laws, four trials at a time while their skewness is small: the hot form of <see cref="InnerLaw.At"/>.
/// </summary>
internal static class NormalPower
{
    public static void Draw(double[][] law, double[] scores, bool isCost, Span<double> to)
    {
        // A cost is never negative; only a difference of two may be.
        var least = Vector256.Create(isCost ? 0 : double.NegativeInfinity);
        for (var i = 0; i < Columns.Length; i += 4)
        {
            var k2 = Columns.Load(law[1], i);
            var sd = Vector256.Sqrt(k2);
            var skewness = Columns.Load(law[2], i) / (k2 * sd);
            var kurtosis = Columns.Load(law[3], i) / (k2 * k2);
            var isMild = Vector256.LessThanAll(Vector256.Abs(skewness), Vector256.Create(0.4))
                && Vector256.LessThanAll(Vector256.Abs(kurtosis), Vector256.Create(0.8));
            if (isMild)
                Vector256.Max(least, Mild(Columns.Load(law[0], i), sd, skewness, kurtosis, Columns.Load(scores, i))).CopyTo(to[i..]);
            else
                for (var j = i; j < i + 4; j++)
                    to[j] = Math.Max(least[0], new InnerLaw(law[0][j], law[1][j], law[2][j], law[3][j], isCost).At(scores[j]));
        }
    }

    // The operations of InnerLaw.Bend in its order, so that both give the same bytes.
    private static Vector256<double> Mild(Vector256<double> mean, Vector256<double> sd, Vector256<double> skewness,
        Vector256<double> kurtosis, Vector256<double> z)
    {
        var square = z * z;
        var one = Vector256.Create(1.0);
        var bent = z + (skewness * (square - one) / Vector256.Create(6.0))
            + (kurtosis * z * (square - Vector256.Create(3.0)) / Vector256.Create(24.0))
            - (skewness * skewness * z * ((Vector256.Create(2.0) * z * z) - Vector256.Create(5.0)) / Vector256.Create(36.0));
        return Vector256.FusedMultiplyAdd(sd, bent, mean);
    }
}
