using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.Arm;
using System.Runtime.Intrinsics.X86;

namespace CostSim.MiniLm;

/// <summary>
/// A layer's weights: int8 with a scale for each column. Rows of activations are rounded to 14 bits with a scale a row, so that the
/// product is one of integers: exact, and therefore the same on every processor, in whatever order it is summed.
/// </summary>
internal sealed class Matrix
{
    // 1,536 products of 127 and this still fit into 32 bits.
    private const int Largest = 8191;
    private const int Width = 16;

    private readonly short[] pairs;
    private readonly float[] scales;
    private readonly float[] bias;

    /// <param name="weights">Row by row.</param>
    public Matrix(ReadOnlySpan<sbyte> weights, int inputs, float[] scales, float[] bias)
    {
        (Inputs, Outputs, this.scales, this.bias) = (inputs, scales.Length, scales, bias);
        pairs = new short[weights.Length];
        var at = 0;
        // Blocks of 16 columns; in each, two rows next to each other, as the processor's multiplication of pairs takes them.
        for (var column = 0; column < Outputs; column += Width)
        {
            for (var row = 0; row < inputs; row += 2)
            {
                for (var c = column; c < column + Width; c++)
                {
                    pairs[at++] = weights[(row * Outputs) + c];
                    pairs[at++] = weights[((row + 1) * Outputs) + c];
                }
            }
        }
    }

    public int Inputs { get; }

    public int Outputs { get; }

    /// <summary>Multiplies rows, a multiple of 4 of them, and adds the bias.</summary>
    public void Multiply(RoundedRows rows, Span<float> output)
    {
        for (var column = 0; column < Outputs; column += Width)
        {
            ref var block = ref pairs[column * Inputs];
            for (var row = 0; row < rows.Count; row += 4)
                Tile(ref block, ref MemoryMarshal.GetReference(rows.Row(row)), rows.Scales.Slice(row, 4), column,
                    output[(row * Outputs)..]);
        }
    }

    // 4 rows by 16 columns: what fits into the registers. Compiled in full at once, since nearly all of the time is spent here.
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private void Tile(ref short block, ref short row, ReadOnlySpan<float> rowScales, int column, Span<float> output)
    {
        Vector256<int> a0 = default, a1 = default, b0 = default, b1 = default, c0 = default, c1 = default, d0 = default, d1 = default;
        ref var first = ref Unsafe.As<short, int>(ref row);
        var stride = (nuint)(Inputs / 2);
        for (nuint k = 0; k < stride; k++)
        {
            var w0 = Vector256.LoadUnsafe(ref block, k * (2 * Width));
            var w1 = Vector256.LoadUnsafe(ref block, (k * (2 * Width)) + Width);
            var a = Pair(ref first, k);
            var b = Pair(ref first, k + stride);
            var c = Pair(ref first, k + (2 * stride));
            var d = Pair(ref first, k + (3 * stride));
            a0 += Products(a, w0);
            a1 += Products(a, w1);
            b0 += Products(b, w0);
            b1 += Products(b, w1);
            c0 += Products(c, w0);
            c1 += Products(c, w1);
            d0 += Products(d, w0);
            d1 += Products(d, w1);
        }

        Finish(a0, a1, rowScales[0], column, output);
        Finish(b0, b1, rowScales[1], column, output[Outputs..]);
        Finish(c0, c1, rowScales[2], column, output[(2 * Outputs)..]);
        Finish(d0, d1, rowScales[3], column, output[(3 * Outputs)..]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<short> Pair(ref int row, nuint at) => Vector256.Create(Unsafe.Add(ref row, at)).AsInt16();

    private void Finish(Vector256<int> left, Vector256<int> right, float rowScale, int column, Span<float> output)
    {
        Scaled(left, rowScale, column).CopyTo(output[column..]);
        Scaled(right, rowScale, column + 8).CopyTo(output[(column + 8)..]);
    }

    private Vector256<float> Scaled(Vector256<int> sums, float rowScale, int column) =>
        (Vector256.ConvertToSingle(sums) * rowScale * Vector256.Create(scales, column)) + Vector256.Create(bias, column);

    // Of each pair the sum of its two products.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static Vector256<int> Products(Vector256<short> a, Vector256<short> b)
    {
        if (Avx2.IsSupported)
            return Avx2.MultiplyAddAdjacent(a, b);
        return Vector256.Create(Products(a.GetLower(), b.GetLower()), Products(a.GetUpper(), b.GetUpper()));
    }

    private static Vector128<int> Products(Vector128<short> a, Vector128<short> b)
    {
        if (Sse2.IsSupported)
            return Sse2.MultiplyAddAdjacent(a, b);
        if (AdvSimd.Arm64.IsSupported)
            return AdvSimd.Arm64.AddPairwise(AdvSimd.MultiplyWideningLower(a.GetLower(), b.GetLower()),
                AdvSimd.MultiplyWideningUpper(a, b));
        var (even, odd) = (Vector128<int>.Zero, Vector128<int>.Zero);
        for (var i = 0; i < 4; i++)
        {
            even = even.WithElement(i, a[2 * i] * b[2 * i]);
            odd = odd.WithElement(i, a[(2 * i) + 1] * b[(2 * i) + 1]);
        }

        return even + odd;
    }

    /// <summary>Rounds rows of numbers to whole ones, each row with a scale of its own.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    internal static void Round(ReadOnlySpan<float> values, int columns, RoundedRows rounded)
    {
        for (var row = 0; row < rounded.Count; row++)
        {
            var line = values.Slice(row * columns, columns);
            var most = Vector256<float>.Zero;
            for (var i = 0; i < columns; i += 8)
                most = Vector256.Max(most, Vector256.Abs(Vector256.Create(line[i..])));
            var largest = 0f;
            for (var i = 0; i < 8; i++)
                largest = Math.Max(largest, most[i]);
            var factor = largest > 0 ? Largest / largest : 0;
            rounded.Scales[row] = largest / Largest;
            var into = rounded.Row(row);
            for (var i = 0; i < columns; i += 16)
            {
                var low = Vector256.ConvertToInt32(Vector256.Round(Vector256.Create(line[i..]) * factor));
                var high = Vector256.ConvertToInt32(Vector256.Round(Vector256.Create(line[(i + 8)..]) * factor));
                Vector256.Narrow(low, high).CopyTo(into[i..]);
            }
        }
    }
}

/// <summary>Rows of whole numbers with a scale each.</summary>
internal readonly ref struct RoundedRows(Span<short> values, Span<float> scales, int columns, int count)
{
    private readonly Span<short> values = values;

    public int Count { get; } = count;

    public Span<float> Scales { get; } = scales[..count];

    public Span<short> Row(int row) => values[(row * columns)..((row + 1) * columns)];
}
