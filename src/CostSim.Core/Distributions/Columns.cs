using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Distributions;

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
        for (var i = 0; i < Length; i += Lanes)
        {
            var at = Load(x, i);
            var value = Vector256.Create(coefficients[^1]);
            for (var j = coefficients.Length - 2; j >= 0; j--)
                value = Vector256.FusedMultiplyAdd(value, at, Vector256.Create(coefficients[j]));
            Store(to, i, value);
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
