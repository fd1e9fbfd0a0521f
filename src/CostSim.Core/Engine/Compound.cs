using System.Runtime.Intrinsics;

namespace CostSim.Engine;

/// <summary>
/// Adds the cumulants of a compound sum. With V_n = Σ c_n m^n over days of mean m whose level has cumulants c_n, and raw
/// moments μ of the request: κ1 = μ1 V1, κ2 = μ2 V1 + μ1² V2, κ3 = μ3 V1 + 3 μ1 μ2 V2 + μ1³ V3,
/// κ4 = μ4 V1 + (4 μ1 μ3 + 3 μ2²) V2 + 6 μ1² μ2 V3 + μ1⁴ V4. Counts that are at their mean take the request's own cumulants.
/// </summary>
internal static class Compound
{
    // What rounding of raw moments may leave of a third and fourth cumulant, as a part of the mean's power.
    private const double ThirdNoise = 64 * 2.2e-16;
    private const double FourthNoise = 256 * 2.2e-16;

    public static void Add(double[][] volume, double[][] moments, double[][] to)
    {
        var (v1, v2, v3, v4) = (volume[1], volume[2], volume[3], volume[4]);
        var (m1, m2, m3, m4) = (moments[1], moments[2], moments[3], moments[4]);
        var (k1, k2, k3, k4) = (to[0], to[1], to[2], to[3]);
        var (three, four, six) = (Vector256.Create(3.0), Vector256.Create(4.0), Vector256.Create(6.0));
        for (var i = 0; i < Columns.Length; i += 4)
        {
            var (a1, a2, a3, a4) = (Columns.Load(m1, i), Columns.Load(m2, i), Columns.Load(m3, i), Columns.Load(m4, i));
            var (b1, b2, b3, b4) = (Columns.Load(v1, i), Columns.Load(v2, i), Columns.Load(v3, i), Columns.Load(v4, i));
            var square = a1 * a1;
            Columns.Store(k1, i, Vector256.FusedMultiplyAdd(a1, b1, Columns.Load(k1, i)));
            Columns.Store(k2, i, Vector256.FusedMultiplyAdd(square, b2, Vector256.FusedMultiplyAdd(a2, b1, Columns.Load(k2, i))));
            Columns.Store(k3, i,
                Vector256.FusedMultiplyAdd(square * a1, b3,
                    Vector256.FusedMultiplyAdd(three * a1 * a2, b2, Vector256.FusedMultiplyAdd(a3, b1, Columns.Load(k3, i)))));
            var second = Vector256.FusedMultiplyAdd(four * a1, a3, three * a2 * a2);
            var fourth = Vector256.FusedMultiplyAdd(square * square, b4,
                Vector256.FusedMultiplyAdd(six * square * a2, b3,
                    Vector256.FusedMultiplyAdd(second, b2, Vector256.FusedMultiplyAdd(a4, b1, Columns.Load(k4, i)))));
            Columns.Store(k4, i, fourth);
        }
    }

    /// <summary>
    /// Cumulants 1 to 4 in place of raw moments, for counts that are at their mean. Where a request hardly varies, the higher
    /// two are lost in rounding, and 0: over a deviation so small their noise would pass for skewness.
    /// </summary>
    public static void ToCumulants(double[][] moments, double[][] to)
    {
        for (var i = 0; i < Columns.Length; i++)
        {
            var (mean, variance, third, fourth) = DaySpread.CumulantsOf(moments[1][i], moments[2][i], moments[3][i], moments[4][i]);
            var square = mean * mean;
            (to[1][i], to[2][i]) = (mean, Math.Max(0, variance));
            to[3][i] = Math.Abs(third) > ThirdNoise * square * Math.Abs(mean) ? third : 0;
            to[4][i] = Math.Abs(fourth) > FourthNoise * square * square ? fourth : 0;
        }
    }
}
