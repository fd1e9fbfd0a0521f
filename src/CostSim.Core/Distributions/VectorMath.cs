using System.Runtime.Intrinsics;
using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>exp and the normal quantile on columns: the same operations in the same order as <see cref="Elementary"/> and <see cref="NormalQuantile"/>, four at a time.</summary>
internal static class VectorMath
{
    public static void Exp(double[] x, double[] to)
    {
        for (var i = 0; i < to.Length; i += 4)
        {
            var at = Columns.Load(x, i);
            // Within ±700 the two powers of two of the scalar form are one, and exact.
            if (Vector256.LessThanAll(Vector256.Abs(at), Vector256.Create(700.0)))
                Columns.Store(to, i, Exp(at));
            else
                for (var j = i; j < i + 4; j++)
                    to[j] = Elementary.Exp(x[j]);
        }
    }

    public static Vector256<double> Exp(Vector256<double> x)
    {
        // Adding 1.5 x 2^52 rounds to the nearest whole number and leaves it in the low bits.
        var shifted = (x * Vector256.Create(1.44269504088896340736)) + Vector256.Create(6755399441055744.0);
        var k = shifted - Vector256.Create(6755399441055744.0);
        var r = Vector256.FusedMultiplyAdd(-k, Vector256.Create(1.90821492927058770002e-10), Vector256.FusedMultiplyAdd(-k, Vector256.Create(0.693147180369123816490), x));
        var p = Vector256.Create(1.0 / 6227020800);
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 479001600));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 39916800));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 3628800));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 362880));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 40320));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 5040));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 720));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 120));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 24));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(1.0 / 6));
        p = Vector256.FusedMultiplyAdd(p, r, Vector256.Create(0.5));
        p = Vector256.FusedMultiplyAdd(p * r, r, r) + Vector256.Create(1.0);
        return p * Vector256.ShiftLeft(shifted.AsInt64() + Vector256.Create(1023L), 52).AsDouble();
    }

    /// <summary>Normal scores of uniforms strictly between 0 and 1, in place.</summary>
    public static void NormalScores(double[] uniforms)
    {
        for (var i = 0; i < uniforms.Length; i += 4)
        {
            var q = Columns.Load(uniforms, i) - Vector256.Create(0.5);
            if (Vector256.LessThanOrEqualAll(Vector256.Abs(q), Vector256.Create(0.425)))
            {
                var r = Vector256.FusedMultiplyAdd(-q, q, Vector256.Create(0.180625));
                Columns.Store(uniforms, i, q * Horner(NormalQuantile.CentralNumerator, r) / Horner(NormalQuantile.CentralDenominator, r));
            }
            else
            {
                for (var j = i; j < i + 4; j++)
                    uniforms[j] = NormalQuantile.Of(uniforms[j]);
            }
        }
    }

    private static Vector256<double> Horner(double[] coefficients, Vector256<double> x)
    {
        var value = Vector256.Create(coefficients[0]);
        for (var i = 1; i < coefficients.Length; i++)
            value = Vector256.FusedMultiplyAdd(value, x, Vector256.Create(coefficients[i]));
        return value;
    }
}
