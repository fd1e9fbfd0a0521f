using System.Runtime.CompilerServices;

namespace CostSim.Randomness;

/// <summary>
/// exp, log, powers, sine, cosine and the normal law from polynomials with explicit fused multiply-adds. The C library's may
/// differ in the last digit between processors, and a forecast must not, so nothing else in Core calls those of <see cref="Math"/>.
/// </summary>
internal static class Elementary
{
    private const double Ln2High = 0.693147180369123816490;
    private const double Ln2Low = 1.90821492927058770002e-10;
    private const double InverseLn2 = 1.44269504088896340736;
    private const double InverseLn10 = 0.43429448190325182765;
    private const double TwoOverPi = 0.63661977236758134308;
    private const double HalfPiHigh = 1.5707963267948966;
    private const double HalfPiMiddle = 6.123233995736766e-17;
    private const double HalfPiLow = -1.4973849048591698e-33;

    /// <summary>1/√(2π).</summary>
    public const double NormalDensityAtZero = 0.39894228040143267794;

    /// <summary>Where the normal law's tail goes over from a ratio of polynomials to a continued fraction.</summary>
    internal const double FarTail = 7.07106781186547;

    internal static readonly double[] TailNumerator =
        [3.52624965998911e-02, 0.700383064443688, 6.37396220353165, 33.912866078383, 112.079291497871, 221.213596169931, 220.206867912376];

    internal static readonly double[] TailDenominator =
        [8.83883476483184e-02, 1.75566716318264, 16.064177579207, 86.7807322029461, 296.564248779674, 637.333633378831,
            793.826512519948, 440.413735824752];

    /// <summary>e^x: the Taylor series on |r| ≤ ln(2)/2, then the power of two. Error below 2 units in the last place.</summary>
    public static double Exp(double x)
    {
        if (!(x > -745))
            return double.IsNaN(x) ? x : 0;
        if (x > 709.78)
            return double.PositiveInfinity;
        var k = Math.Round(x * InverseLn2);
        var r = Math.FusedMultiplyAdd(-k, Ln2Low, Math.FusedMultiplyAdd(-k, Ln2High, x));
        var p = 1.0 / 6227020800;
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 39916800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 3628800);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 5040);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 720);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 120);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 24);
        p = Math.FusedMultiplyAdd(p, r, 1.0 / 6);
        p = Math.FusedMultiplyAdd(p, r, 0.5);
        p = Math.FusedMultiplyAdd(p * r, r, r) + 1;
        var half = (int)k / 2;
        return p * PowerOfTwo(half) * PowerOfTwo((int)k - half);
    }

    /// <summary>ln x for x &gt; 0: 2 artanh((m − 1)/(m + 1)) on m in [√½, √2).</summary>
    public static double Log(double x)
    {
        if (!(x > 0) || double.IsInfinity(x))
            return x == 0 ? double.NegativeInfinity : x > 0 ? x : double.NaN;
        var k = 0;
        if (x < 2.2250738585072014e-308)
            (x, k) = (x * 18014398509481984.0, -54);
        var bits = BitConverter.DoubleToInt64Bits(x);
        k += (int)(bits >> 52) - 1023;
        var m = BitConverter.Int64BitsToDouble((bits & 0x000F_FFFF_FFFF_FFFF) | 0x3FF0_0000_0000_0000);
        if (m > 1.4142135623730951)
            (m, k) = (m * 0.5, k + 1);
        var f = m - 1;
        var s = f / (m + 1);
        var z = s * s;
        var p = 2.0 / 23;
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 21);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 19);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 17);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 15);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 13);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 11);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 9);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 7);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 5);
        p = Math.FusedMultiplyAdd(p, z, 2.0 / 3);
        // ln m = f − s (f − z p): the leading term keeps the digits that 2s would lose near m = 1.
        var ln = f - (s * (f - (z * p)));
        return Math.FusedMultiplyAdd(k, Ln2High, Math.FusedMultiplyAdd(k, Ln2Low, ln));
    }

    /// <summary>
    /// x^y for x >= 0, or any x where y is a whole number: whole powers by multiplication, so that those of ten are exact.
    /// </summary>
    public static double Pow(double x, double y)
    {
        if (y == 0)
            return 1;
        if (Math.Abs(y) <= 64 && y == Math.Floor(y))
            return WholePower(x, (int)y);
        return x == 0 ? y > 0 ? 0 : double.PositiveInfinity : Exp(y * Log(x));
    }

    /// <summary>The logarithm to base ten; whole at whole powers of ten.</summary>
    public static double Log10(double x)
    {
        var log = Log(x) * InverseLn10;
        var whole = Math.Round(log);
        return Math.Abs(log - whole) < 1e-9 && Math.Abs(whole) <= 300 && WholePower(10, (int)whole) == x ? whole : log;
    }

    public static double Cos(double x) => Quarter(x, 1);

    public static double Sin(double x) => Quarter(x, 0);

    public static double NormalDensity(double x) => NormalDensityAtZero * Exp(-0.5 * x * x);

    /// <summary>
    /// P(Z &lt;= x): Hart's rational approximation (algorithm 5666), absolute error about 1e-15, relative 1e-13 in the tails.
    /// </summary>
    public static double NormalCdf(double x)
    {
        var tail = UpperTail(Math.Abs(x), Exp(-0.5 * x * x));
        return x > 0 ? 1 - tail : tail;
    }

    /// <summary>Both at once, for one exponential.</summary>
    public static (double Cdf, double Density) NormalCdfAndDensity(double x)
    {
        var e = Exp(-0.5 * x * x);
        var tail = UpperTail(Math.Abs(x), e);
        return (x > 0 ? 1 - tail : tail, NormalDensityAtZero * e);
    }

    // sin(x + turns π/2): x less a multiple of π/2 in three parts, then a Taylor series on |r| ≤ π/4.
    private static double Quarter(double x, int turns)
    {
        var k = Math.Round(x * TwoOverPi);
        var r = Math.FusedMultiplyAdd(-k, HalfPiLow, Math.FusedMultiplyAdd(-k, HalfPiMiddle, Math.FusedMultiplyAdd(-k, HalfPiHigh, x)));
        var z = r * r;
        var quadrant = (int)(((long)k + turns) & 3);
        var value = (quadrant & 1) == 0 ? SinSeries(r, z) : CosSeries(z);
        return (quadrant & 2) == 0 ? value : -value;
    }

    private static double SinSeries(double r, double z)
    {
        var p = 1.0 / 355687428096000;
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 1307674368000);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 6227020800);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 39916800);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 362880);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 5040);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 120);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 6);
        return Math.FusedMultiplyAdd(-p * z, r, r);
    }

    private static double CosSeries(double z)
    {
        var p = 1.0 / 20922789888000;
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 87178291200);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 479001600);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 3628800);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 40320);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 720);
        p = Math.FusedMultiplyAdd(-p, z, 1.0 / 24);
        p = Math.FusedMultiplyAdd(-p, z, 0.5);
        return Math.FusedMultiplyAdd(-p, z, 1);
    }

    private static double WholePower(double x, int power)
    {
        var (value, square) = (1.0, x);
        for (var rest = Math.Abs(power); rest > 0; rest >>= 1)
        {
            if ((rest & 1) == 1)
                value *= square;
            square *= square;
        }

        return power < 0 ? 1 / value : value;
    }

    // P(Z > x) for x >= 0, given exp(-x²/2).
    private static double UpperTail(double x, double e)
    {
        if (!(x < 38))
            return double.IsNaN(x) ? x : 0;
        if (x < FarTail)
            return e * Horner(TailNumerator, x) / Horner(TailDenominator, x);
        var b = x + (1 / (x + (2 / (x + (3 / (x + (4 / (x + 0.65))))))));
        return e * NormalDensityAtZero / b;
    }

    private static double Horner(double[] coefficients, double x)
    {
        var value = coefficients[0];
        for (var i = 1; i < coefficients.Length; i++)
            value = Math.FusedMultiplyAdd(value, x, coefficients[i]);
        return value;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((long)(k + 1023) << 52);
}
