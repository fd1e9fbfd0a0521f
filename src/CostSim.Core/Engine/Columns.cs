using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Engine;

/// <summary>
/// Arithmetic on columns of <see cref="Length"/> trials. Only exact or fused operations, element by element, so that vectors
/// and scalars give the same bytes.
/// </summary>
internal static class Columns
{
    /// <summary>Trials evaluated together: 2 KB a column, so that the columns of a month stay in the first-level cache.</summary>
    public const int Length = 256;

    private const int Lanes = 4;

    public static double[] New(double value = 0)
    {
        var column = new double[Length];
        if (value != 0)
            Array.Fill(column, value);
        return column;
    }

    public static double[][] New(int count)
    {
        var columns = new double[count][];
        for (var i = 0; i < count; i++)
            columns[i] = new double[Length];
        return columns;
    }

    /// <summary>Zeros; the library's way starts a string instruction, slow for a column of 2 KB.</summary>
    public static void Clear(double[] column)
    {
        for (var i = 0; i < Length; i += Lanes)
            Store(column, i, Vector256<double>.Zero);
    }

    /// <summary>to = a b</summary>
    public static void Multiply(double[] a, double[] b, double[] to)
    {
        for (var i = 0; i < Length; i += Lanes)
            Store(to, i, Load(a, i) * Load(b, i));
    }

    /// <summary>to = a b</summary>
    public static void Multiply(double[] a, double b, double[] to)
    {
        var factor = Vector256.Create(b);
        for (var i = 0; i < Length; i += Lanes)
            Store(to, i, Load(a, i) * factor);
    }

    /// <summary>to += a</summary>
    public static void Add(double[] a, double[] to)
    {
        for (var i = 0; i < Length; i += Lanes)
            Store(to, i, Load(to, i) + Load(a, i));
    }

    /// <summary>to += a b</summary>
    public static void AddProduct(double[] a, double[] b, double[] to)
    {
        for (var i = 0; i < Length; i += Lanes)
            Store(to, i, Vector256.FusedMultiplyAdd(Load(a, i), Load(b, i), Load(to, i)));
    }

    /// <summary>to += a b</summary>
    public static void AddProduct(double[] a, double b, double[] to)
    {
        var factor = Vector256.Create(b);
        for (var i = 0; i < Length; i += Lanes)
            Store(to, i, Vector256.FusedMultiplyAdd(Load(a, i), factor, Load(to, i)));
    }

    /// <summary>to += a b c</summary>
    public static void AddProduct(double[] a, double[] b, double c, double[] to)
    {
        var factor = Vector256.Create(c);
        for (var i = 0; i < Length; i += Lanes)
            Store(to, i, Vector256.FusedMultiplyAdd(Load(a, i) * Load(b, i), factor, Load(to, i)));
    }

    /// <summary>to = Σ coefficients[j] x^j</summary>
    public static void Polynomial(double[] x, ReadOnlySpan<double> coefficients, double[] to)
    {
        // Four chains at once hide how long a fused step takes.
        for (var i = 0; i < Length; i += 4 * Lanes)
        {
            var (x0, x1, x2, x3) = (Load(x, i), Load(x, i + Lanes), Load(x, i + (2 * Lanes)), Load(x, i + (3 * Lanes)));
            var last = Vector256.Create(coefficients[^1]);
            var (y0, y1, y2, y3) = (last, last, last, last);
            for (var j = coefficients.Length - 2; j >= 0; j--)
            {
                var next = Vector256.Create(coefficients[j]);
                y0 = Vector256.FusedMultiplyAdd(y0, x0, next);
                y1 = Vector256.FusedMultiplyAdd(y1, x1, next);
                y2 = Vector256.FusedMultiplyAdd(y2, x2, next);
                y3 = Vector256.FusedMultiplyAdd(y3, x3, next);
            }

            Store(to, i, y0);
            Store(to, i + Lanes, y1);
            Store(to, i + (2 * Lanes), y2);
            Store(to, i + (3 * Lanes), y3);
        }
    }

    /// <summary>Σ a b, in four chains that are added in order.</summary>
    public static double SumOfProducts(double[] a, double[] b)
    {
        var sum = Vector256<double>.Zero;
        for (var i = 0; i < Length; i += Lanes)
            sum = Vector256.FusedMultiplyAdd(Load(a, i), Load(b, i), sum);
        return Total(sum);
    }

    /// <summary>The four chains of a sum, added in order.</summary>
    public static double Total(Vector256<double> sum) => ((sum[0] + sum[1]) + sum[2]) + sum[3];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<double> Load(double[] column, int at) =>
        Vector256.LoadUnsafe(ref MemoryMarshal.GetArrayDataReference(column), (nuint)at);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(double[] column, int at, Vector256<double> value) =>
        value.StoreUnsafe(ref MemoryMarshal.GetArrayDataReference(column), (nuint)at);
}
