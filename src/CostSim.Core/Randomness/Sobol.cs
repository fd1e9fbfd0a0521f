using System.Numerics;

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
