namespace CostSim.Randomness;

/// <summary>
/// Direction numbers of a Sobol sequence: dimension 0 is van der Corput's, each further one takes the next primitive polynomial
/// modulo 2, in rising order, and first numbers from a counter generator under a seed.
/// </summary>
internal static class SobolDirections
{
    // The seed of each dimension was the best of up to 96 by the cubes of the t-values of its projections with earlier
    // dimensions, 2^4 to 2^13 points, the first dimensions weighing most: no pair with the first 16 has t above 7 at 2^10.
    private static readonly byte[] Seeds =
    [
        0, 0, 1, 4, 25, 9, 1, 25, 46, 60, 27, 15, 61, 66, 90, 85, 59, 3, 5, 68, 56, 17, 26, 63,
        63, 83, 8, 35, 93, 77, 84, 34, 4, 10, 88, 8, 49, 4, 10, 63, 59, 67, 37, 56, 61, 60, 58, 67,
        80, 0, 60, 88, 27, 67, 61, 52, 57, 3, 50, 23, 42, 90, 92, 45, 42, 2, 21, 47, 35, 88, 22, 81,
        14, 93, 58, 60, 47, 91, 67, 22, 56, 9, 55, 19, 0, 51, 45, 86, 57, 63, 38, 72, 31, 60, 15, 44,
        18, 13, 61, 58, 46, 81, 36, 55, 6, 7, 66, 33, 93, 47, 18, 64, 7, 1, 9, 28, 89, 27, 1, 4,
        49, 79, 7, 18, 21, 62, 12, 39, 31, 91, 56, 59, 44, 13, 37, 71, 25, 43, 5, 55, 0, 13, 95, 62,
        18, 33, 68, 58, 25, 82, 69, 53, 78, 43, 31, 69, 63, 21, 57, 12, 2, 51, 20, 40, 70, 28, 35, 84,
        34, 49, 9, 28, 23, 59, 94, 27, 67, 59, 87, 63, 5, 23, 14, 53, 48, 48, 36, 95, 1, 32, 52, 33,
        91, 38, 38, 67, 68, 23, 51, 48, 7, 42, 32, 9, 12, 6, 18, 60, 81, 48, 90, 48, 23, 33, 9, 61,
        1, 21, 2, 48, 18, 90, 55, 15, 41, 84, 64, 8, 59, 74, 86, 58, 33, 86, 51, 2, 72, 34, 47, 37,
        81, 44, 81, 54, 84, 53, 80, 15, 58, 94, 2, 85, 95, 4, 39
    ];

    private static readonly Lazy<(uint[] Directions, uint[] First)>[] Table =
        [.. Enumerable.Range(0, Seeds.Length + 1).Select(d => new Lazy<(uint[], uint[])>(() => Make(d)))];

    private static readonly Lazy<uint[]> Polynomials = new(() => [.. Primitive(Seeds.Length)]);

    public static int Count => Table.Length;

    /// <summary>The 32 numbers of a dimension, bits reversed.</summary>
    public static ReadOnlySpan<uint> Of(int dimension) => Table[dimension].Value.Directions;

    /// <summary>The first points of a dimension, bits reversed.</summary>
    public static ReadOnlySpan<uint> FirstPoints(int dimension) => Table[dimension].Value.First;

    private static (uint[] Directions, uint[] First) Make(int dimension)
    {
        var directions = new uint[32];
        if (dimension == 0)
            Array.Fill(directions, 1u);
        else
            Recur(dimension, directions);
        // m_k takes bits k − 1 to 0; as a fraction its first digit is bit k − 1, which reversed is in bit 0.
        for (var k = 0; k < 32; k++)
            directions[k] = dimension == 0 ? 1u << k : Reversed(directions[k] << (31 - k));
        var first = new uint[Sobol.Block];
        for (var i = 1; i < first.Length; i++)
        {
            var bit = System.Numerics.BitOperations.TrailingZeroCount(i);
            first[i] = first[i & (i - 1)] ^ directions[bit];
        }

        return (directions, first);
    }

    // m_k = 2 a1 m_(k−1) XOR .. XOR 2^s m_(k−s) XOR m_(k−s), for a polynomial x^s + a1 x^(s−1) + .. + 1.
    private static void Recur(int dimension, uint[] m)
    {
        var polynomial = Polynomials.Value[dimension - 1];
        var degree = DegreeOf(polynomial);
        for (var k = 1; k <= degree; k++)
        {
            var bits = Philox.Block(((ulong)Seeds[dimension - 1] << 32) | 0x51, (ulong)dimension, (ulong)k).First;
            m[k - 1] = (uint)((bits >> 20) & ((1u << k) - 1)) | 1;
        }

        for (var k = degree + 1; k <= m.Length; k++)
        {
            var next = m[k - degree - 1] ^ (m[k - degree - 1] << degree);
            for (var j = 1; j < degree; j++)
            {
                if ((polynomial >> (degree - j) & 1) != 0)
                    next ^= m[k - j - 1] << j;
            }

            m[k - 1] = next;
        }
    }

    private static IEnumerable<uint> Primitive(int count)
    {
        for (var p = 3u; count > 0; p += 2)
        {
            if (IsPrimitive(p))
            {
                count--;
                yield return p;
            }
        }
    }

    // x must have the order 2^n − 1 modulo the polynomial.
    private static bool IsPrimitive(uint polynomial)
    {
        var degree = DegreeOf(polynomial);
        var order = (1u << degree) - 1;
        var x = 1u;
        for (var i = 1u; i <= order; i++)
        {
            x <<= 1;
            if ((x >> degree & 1) != 0)
                x ^= polynomial;
            if (x == 1)
                return i == order;
        }

        return false;
    }

    private static int DegreeOf(uint polynomial) => 31 - System.Numerics.BitOperations.LeadingZeroCount(polynomial);

    private static uint Reversed(uint x)
    {
        var result = 0u;
        for (var bit = 0; bit < 32; bit++)
            result |= (x >> bit & 1) << (31 - bit);
        return result;
    }
}
