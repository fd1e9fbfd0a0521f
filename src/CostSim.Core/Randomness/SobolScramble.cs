using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;

namespace CostSim.Randomness;

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
