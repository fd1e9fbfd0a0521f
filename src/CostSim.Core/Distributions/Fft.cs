using System.Numerics;

namespace CostSim.Distributions;

/// <summary>The discrete Fourier transform of a power of two of numbers, in place.</summary>
internal static class Fft
{
    /// <summary>Σ x_k e^(+2πijk/n), or with the opposite sign and divided by n for the inverse.</summary>
    public static void Transform(Complex[] x, bool inverse)
    {
        var n = x.Length;
        for (int i = 1, j = 0; i < n; i++)
        {
            var bit = n >> 1;
            for (; (j & bit) != 0; bit >>= 1)
                j ^= bit;
            j ^= bit;
            if (i < j)
                (x[i], x[j]) = (x[j], x[i]);
        }

        var roots = new Complex[n / 2];
        for (var k = 0; k < roots.Length; k++)
            roots[k] = Complex.FromPolarCoordinates(1, (inverse ? -2 : 2) * Math.PI * k / n);
        for (var size = 2; size <= n; size <<= 1)
        {
            var (half, stride) = (size / 2, n / size);
            for (var start = 0; start < n; start += size)
            {
                for (var k = 0; k < half; k++)
                {
                    var (even, odd) = (x[start + k], x[start + k + half] * roots[k * stride]);
                    (x[start + k], x[start + k + half]) = (even + odd, even - odd);
                }
            }
        }

        for (var i = 0; inverse && i < n; i++)
            x[i] /= n;
    }
}
