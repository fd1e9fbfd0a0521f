using System.Numerics;
using System.Runtime.Intrinsics;
using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// exp and the normal quantile on columns: the same operations in the same order as <see cref="Elementary"/> and
/// <see cref="NormalQuantile"/>, four at a time.
/// </summary>
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
        var r = Vector256.FusedMultiplyAdd(-k, Vector256.Create(1.90821492927058770002e-10),
            Vector256.FusedMultiplyAdd(-k, Vector256.Create(0.693147180369123816490), x));
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

    /// <summary>ln x for normal positive numbers.</summary>
    public static Vector256<double> Log(Vector256<double> x)
    {
        var bits = x.AsInt64();
        var m = ((bits & Vector256.Create(0x000F_FFFF_FFFF_FFFF)) | Vector256.Create(0x3FF0_0000_0000_0000)).AsDouble();
        // A whole number in the low bits of 1.5 x 2^52 is that number when 1.5 x 2^52 is taken off.
        var whole = Vector256.ShiftRightLogical(bits, 52) - Vector256.Create(1023L) + Vector256.Create(6755399441055744.0).AsInt64();
        var k = whole.AsDouble() - Vector256.Create(6755399441055744.0);
        var isLarge = Vector256.GreaterThan(m, Vector256.Create(1.4142135623730951));
        m = Vector256.ConditionalSelect(isLarge, m * Vector256.Create(0.5), m);
        k = Vector256.ConditionalSelect(isLarge, k + Vector256.Create(1.0), k);
        var f = m - Vector256.Create(1.0);
        var s = f / (m + Vector256.Create(1.0));
        var z = s * s;
        var p = Vector256.Create(2.0 / 23);
        for (var odd = 21; odd >= 3; odd -= 2)
            p = Vector256.FusedMultiplyAdd(p, z, Vector256.Create(2.0 / odd));
        var ln = f - (s * (f - (z * p)));
        return Vector256.FusedMultiplyAdd(k, Vector256.Create(0.693147180369123816490),
            Vector256.FusedMultiplyAdd(k, Vector256.Create(1.90821492927058770002e-10), ln));
    }

    /// <summary>Normal scores of uniforms strictly between 0 and 1, in place.</summary>
    public static void NormalScores(double[] uniforms)
    {
        // One in seven lies in a tail: those are put together, so that no vector works for a single one.
        Span<int> places = stackalloc int[uniforms.Length];
        Span<double> tails = stackalloc double[uniforms.Length];
        var count = 0;
        for (var i = 0; i < uniforms.Length; i += 8)
        {
            var (q0, q1) = (Columns.Load(uniforms, i) - Vector256.Create(0.5), Columns.Load(uniforms, i + 4) - Vector256.Create(0.5));
            var central = Vector256.Create(0.425);
            var isTail = Vector256.GreaterThan(Vector256.Abs(q0), central)
                .ExtractMostSignificantBits() | (Vector256.GreaterThan(Vector256.Abs(q1), central).ExtractMostSignificantBits() << 4);
            for (; isTail != 0; isTail &= isTail - 1)
            {
                var place = BitOperations.TrailingZeroCount(isTail);
                (places[count], tails[count]) = (i + place, uniforms[i + place]);
                count++;
            }

            var (r0, r1) = (Vector256.FusedMultiplyAdd(-q0, q0, Vector256.Create(0.180625)),
                Vector256.FusedMultiplyAdd(-q1, q1, Vector256.Create(0.180625)));
            // Two vectors and both polynomials at once: their steps do not wait for one another.
            var (n0, d0) = (Vector256.Create(NormalQuantile.CentralNumerator[0]), Vector256.Create(NormalQuantile.CentralDenominator[0]));
            var (n1, d1) = (n0, d0);
            for (var j = 1; j < NormalQuantile.CentralNumerator.Length; j++)
            {
                var (n, d) = (Vector256.Create(NormalQuantile.CentralNumerator[j]), Vector256.Create(NormalQuantile.CentralDenominator[j]));
                (n0, n1) = (Vector256.FusedMultiplyAdd(n0, r0, n), Vector256.FusedMultiplyAdd(n1, r1, n));
                (d0, d1) = (Vector256.FusedMultiplyAdd(d0, r0, d), Vector256.FusedMultiplyAdd(d1, r1, d));
            }

            Columns.Store(uniforms, i, q0 * n0 / d0);
            Columns.Store(uniforms, i + 4, q1 * n1 / d1);
        }

        var whole = (count + 3) / 4 * 4;
        tails[count..whole].Fill(0.01);
        for (var i = 0; i < whole; i += 4)
            Tails(tails.Slice(i, 4));
        for (var i = 0; i < count; i++)
            uniforms[places[i]] = tails[i];
    }

    private static void Tails(Span<double> uniforms)
    {
        var u = Vector256.Create<double>(uniforms);
        var isLow = Vector256.LessThan(u, Vector256.Create(0.5));
        var t = Vector256.Sqrt(-Log(Vector256.ConditionalSelect(isLow, u, Vector256.Create(1.0) - u)));
        if (Vector256.GreaterThanAny(t, Vector256.Create(5.0)))
        {
            foreach (ref var uniform in uniforms)
                uniform = NormalQuantile.Of(uniform);
            return;
        }

        t -= Vector256.Create(1.6);
        var tail = Horner(NormalQuantile.MiddleNumerator, t) / Horner(NormalQuantile.MiddleDenominator, t);
        Vector256.ConditionalSelect(isLow, -tail, tail).CopyTo(uniforms);
    }

    /// <summary>P(Z &lt;= x) and the density for |x| below 37.</summary>
    public static (Vector256<double> Cdf, Vector256<double> Density) NormalCdfAndDensity(Vector256<double> x)
    {
        var size = Vector256.Abs(x);
        var e = Exp(Vector256.Create(-0.5) * x * x);
        var tail = e * Horner(Elementary.TailNumerator, size) / Horner(Elementary.TailDenominator, size);
        var isFar = Vector256.GreaterThanOrEqual(size, Vector256.Create(Elementary.FarTail));
        if (isFar != Vector256<double>.Zero)
        {
            var b = size + Vector256.Create(0.65);
            for (var n = 4; n >= 1; n--)
                b = size + (Vector256.Create((double)n) / b);
            tail = Vector256.ConditionalSelect(isFar, e * Vector256.Create(Elementary.NormalDensityAtZero) / b, tail);
        }

        var isUpper = Vector256.GreaterThan(x, Vector256<double>.Zero);
        return (Vector256.ConditionalSelect(isUpper, Vector256.Create(1.0) - tail, tail),
            Vector256.Create(Elementary.NormalDensityAtZero) * e);
    }

    private static Vector256<double> Horner(double[] coefficients, Vector256<double> x)
    {
        var value = Vector256.Create(coefficients[0]);
        for (var i = 1; i < coefficients.Length; i++)
            value = Vector256.FusedMultiplyAdd(value, x, Vector256.Create(coefficients[i]));
        return value;
    }
}
