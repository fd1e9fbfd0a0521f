using System.Numerics;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Randomness;

/// <summary>
/// Points of a Sobol sequence with Owen's nested scrambling, done by hashing the reversed bits (Laine and Karras 2011, with
/// Vegdahl's constants): every scramble is an independent, unbiased sample whose points fill the cube evenly.
/// </summary>
internal static class Sobol
{
    /// <summary>Points computed together; a power of two.</summary>
    public const int Block = 256;

    /// <summary>Dimensions with own direction numbers; further ones are drawn plainly.</summary>
    public static int Dimensions => SobolDirections.Count;

    /// <summary>Uniforms strictly between 0 and 1 of one dimension for the points from a multiple of <see cref="Block"/> on.</summary>
    public static void Fill(int dimension, uint firstPoint, uint scramble, Span<double> to)
    {
        var directions = SobolDirections.Of(dimension);
        var offsets = SobolDirections.FirstPoints(dimension);
        var start = 0u;
        for (var bits = firstPoint; bits != 0; bits &= bits - 1)
            start ^= directions[BitOperations.TrailingZeroCount(bits)];
        SobolScramble.Apply(offsets, start, scramble, to);
    }

    /// <summary>The seed of a dimension's scrambling in one of the independent scrambles.</summary>
    public static uint ScrambleSeed(ulong seed, int scramble, int dimension) =>
        (uint)(Philox.Block(seed, 0x50B0_0000_0000_0000UL | (uint)scramble, (uint)dimension).First >> 32);
}

/// <summary>The hot loop of <see cref="Sobol"/>: eight points at a time, integer operations only, then the exact conversion.</summary>
internal static class SobolScramble
{
    /// <summary>
    /// Scrambles start XOR each offset; both hold their bits reversed, so that the hash runs from the highest digit down.
    /// </summary>
    public static void Apply(ReadOnlySpan<uint> offsets, uint start, uint seed, Span<double> to)
    {
        ref var source = ref MemoryMarshal.GetReference(offsets);
        ref var target = ref MemoryMarshal.GetReference(to);
        for (var i = 0; i < to.Length; i += 8)
        {
            var x = Reverse(Hash(Vector256.LoadUnsafe(ref source, (nuint)i) ^ Vector256.Create(start), seed));
            ToUniform(x.GetLower()).StoreUnsafe(ref target, (nuint)i);
            ToUniform(x.GetUpper()).StoreUnsafe(ref target, (nuint)i + 4);
        }
    }

    private static Vector256<uint> Hash(Vector256<uint> x, uint seed)
    {
        x ^= x * Vector256.Create(0x3D20ADEAu);
        x += Vector256.Create(seed);
        x *= Vector256.Create((seed >> 16) | 1u);
        x ^= x * Vector256.Create(0x05526C56u);
        x ^= x * Vector256.Create(0x53A22864u);
        return x;
    }

    private static Vector256<uint> Reverse(Vector256<uint> x)
    {
        x = ((x >> 1) & Vector256.Create(0x55555555u)) | ((x & Vector256.Create(0x55555555u)) << 1);
        x = ((x >> 2) & Vector256.Create(0x33333333u)) | ((x & Vector256.Create(0x33333333u)) << 2);
        x = ((x >> 4) & Vector256.Create(0x0F0F0F0Fu)) | ((x & Vector256.Create(0x0F0F0F0Fu)) << 4);
        x = ((x >> 8) & Vector256.Create(0x00FF00FFu)) | ((x & Vector256.Create(0x00FF00FFu)) << 8);
        return (x >> 16) | (x << 16);
    }

    // A 32-bit whole number in the low bits of 2^52 is that number when 2^52 is taken off; exact, and the same everywhere.
    private static Vector256<double> ToUniform(Vector128<uint> x)
    {
        var (low, high) = Vector128.Widen(x);
        var wide = Vector256.Create(low, high) | Vector256.Create(0x4330_0000_0000_0000UL);
        return (wide.AsDouble() - Vector256.Create(4503599627370496.0) + Vector256.Create(0.5)) * Vector256.Create(1.0 / 4294967296);
    }
}
