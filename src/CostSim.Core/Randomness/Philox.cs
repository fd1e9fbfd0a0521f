namespace CostSim.Randomness;

/// <summary>
/// Philox 4x32-10 (Salmon et al., SC11): random bits as a function of key and counter, so that any draw of any trial can be
/// made alone, in any order, on any thread.
/// </summary>
internal static class Philox
{
    private const uint M0 = 0xD2511F53;
    private const uint M1 = 0xCD9E8D57;
    private const uint W0 = 0x9E3779B9;
    private const uint W1 = 0xBB67AE85;

    /// <summary>128 random bits of a counter under a key, as two words of 64.</summary>
    public static (ulong First, ulong Second) Block(ulong key, ulong counterHigh, ulong counterLow)
    {
        unchecked
        {
            var (c0, c1, c2, c3) = ((uint)counterLow, (uint)(counterLow >> 32), (uint)counterHigh, (uint)(counterHigh >> 32));
            var (k0, k1) = ((uint)key, (uint)(key >> 32));
            for (var round = 0; round < 10; round++)
            {
                var a = (ulong)M0 * c0;
                var b = (ulong)M1 * c2;
                (c0, c1, c2, c3) = ((uint)(b >> 32) ^ c1 ^ k0, (uint)b, (uint)(a >> 32) ^ c3 ^ k1, (uint)a);
                k0 += W0;
                k1 += W1;
            }

            return (c0 | ((ulong)c1 << 32), c2 | ((ulong)c3 << 32));
        }
    }

    /// <summary>A uniform strictly between 0 and 1: the middle of one of 2^53 cells.</summary>
    public static double Uniform(ulong bits) => ((bits >> 11) + 0.5) * (1.0 / 9007199254740992);
}
