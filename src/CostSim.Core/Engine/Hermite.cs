namespace CostSim.Engine;

/// <summary>Orthonormal polynomials of a standard normal score: He_p(z)/√p!.</summary>
internal static class Hermite
{
    public const int Terms = 6;

    /// <summary>Polynomials 1 to <see cref="Terms"/>.</summary>
    public static void At(double z, Span<double> to)
    {
        var (before, last) = (1.0, z);
        to[0] = z;
        for (var p = 2; p <= to.Length; p++)
        {
            // √p h_p = z h_(p−1) − √(p−1) h_(p−2)
            var next = ((z * last) - (Math.Sqrt(p - 1) * before)) / Math.Sqrt(p);
            (before, last) = (last, next);
            to[p - 1] = next;
        }
    }
}
