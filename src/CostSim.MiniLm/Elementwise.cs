using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CostSim.MiniLm;

/// <summary>
/// What happens between products: 8 numbers at a time, each result from plain multiplications, additions and divisions in a fixed order,
/// never fused, so that a processor without vectors gives the same bits.
/// </summary>
internal static class Elementwise
{
    private const int Lanes = 8;

    /// <summary>The sum in a fixed order: by lanes, then lane by lane.</summary>
    public static float Sum(ReadOnlySpan<float> values)
    {
        var sums = Vector256<float>.Zero;
        for (var i = 0; i < values.Length; i += Lanes)
            sums += Vector256.Create(values[i..]);
        return ((sums[0] + sums[4]) + (sums[1] + sums[5])) + ((sums[2] + sums[6]) + (sums[3] + sums[7]));
    }

    /// <summary>
    /// Adds <paramref name="more"/> to a row and brings it to mean 0 and variance 1, then to the layer's scale and shift.
    /// </summary>
    public static void AddAndNormalize(Span<float> row, ReadOnlySpan<float> more, LayerNorm norm)
    {
        for (var i = 0; i < row.Length; i += Lanes)
            (Vector256.Create<float>(row[i..]) + Vector256.Create(more[i..])).CopyTo(row[i..]);
        Normalize(row, norm);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Normalize(Span<float> row, LayerNorm norm)
    {
        var mean = Sum(row) / row.Length;
        var squares = Vector256<float>.Zero;
        for (var i = 0; i < row.Length; i += Lanes)
        {
            var centred = Vector256.Create<float>(row[i..]) - Vector256.Create(mean);
            centred.CopyTo(row[i..]);
            squares += centred * centred;
        }

        Span<float> lanes = stackalloc float[Lanes];
        squares.CopyTo(lanes);
        var factor = 1 / MathF.Sqrt((Sum(lanes) / row.Length) + LayerNorm.Epsilon);
        for (var i = 0; i < row.Length; i += Lanes)
            ((Vector256.Create<float>(row[i..]) * factor * Vector256.Create(norm.Scale, i)) + Vector256.Create(norm.Shift, i))
                .CopyTo(row[i..]);
    }

    /// <summary>x Φ(x), with the error function after Abramowitz and Stegun 7.1.26 (error below 1.5e-7).</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gelu(Span<float> values)
    {
        for (var i = 0; i < values.Length; i += Lanes)
        {
            var x = Vector256.Create<float>(values[i..]);
            var z = Vector256.Abs(x) * 0.70710678f;
            var t = Vector256<float>.One / (Vector256<float>.One + (z * 0.3275911f));
            var p = Vector256.Create(1.061405429f);
            p = (p * t) - Vector256.Create(1.453152027f);
            p = (p * t) + Vector256.Create(1.421413741f);
            p = (p * t) - Vector256.Create(0.284496736f);
            p = (p * t) + Vector256.Create(0.254829592f);
            var half = p * t * Exp(-(z * z)) * 0.5f;
            // Half of the complement of erf: what is left of 1 on the right side, what there is on the left.
            (x * Vector256.ConditionalSelect(Vector256.LessThan(x, Vector256<float>.Zero), half, Vector256<float>.One - half))
                .CopyTo(values[i..]);
        }
    }

    /// <summary>Turns scores into weights that sum to 1; the numbers from <paramref name="count"/> on become 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Softmax(Span<float> scores, int count)
    {
        scores[count..].Fill(float.NegativeInfinity);
        var most = Vector256.Create(float.NegativeInfinity);
        for (var i = 0; i < scores.Length; i += Lanes)
            most = Vector256.Max(most, Vector256.Create<float>(scores[i..]));
        var largest = most[0];
        for (var i = 1; i < Lanes; i++)
            largest = Math.Max(largest, most[i]);
        for (var i = 0; i < scores.Length; i += Lanes)
            Exp(Vector256.Create<float>(scores[i..]) - Vector256.Create(largest)).CopyTo(scores[i..]);
        scores[count..].Clear();
        var factor = 1 / Sum(scores);
        for (var i = 0; i < scores.Length; i += Lanes)
            (Vector256.Create<float>(scores[i..]) * factor).CopyTo(scores[i..]);
    }

    /// <summary>e^x for x of at most 0: the power of two apart, a polynomial for the rest (relative error 2e-7).</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector256<float> Exp(Vector256<float> x)
    {
        x = Vector256.Max(x, Vector256.Create(-87f));
        var power = Vector256.Floor((x * 1.44269504f) + Vector256.Create(0.5f));
        var r = x - (power * 0.693359375f) - (power * -2.12194440e-4f);
        var p = Vector256.Create(1.9875691500e-4f);
        p = (p * r) + Vector256.Create(1.3981999507e-3f);
        p = (p * r) + Vector256.Create(8.3334519073e-3f);
        p = (p * r) + Vector256.Create(4.1665795894e-2f);
        p = (p * r) + Vector256.Create(1.6666665459e-1f);
        p = (p * r) + Vector256.Create(5.0000001201e-1f);
        var mantissa = (p * r * r) + r + Vector256<float>.One;
        return mantissa * ((Vector256.ConvertToInt32(power) + Vector256.Create(127)) << 23).AsSingle();
    }
}

/// <summary>Scale and shift of a normalised layer.</summary>
internal sealed record LayerNorm(float[] Scale, float[] Shift)
{
    public const float Epsilon = 1e-12f;
}
