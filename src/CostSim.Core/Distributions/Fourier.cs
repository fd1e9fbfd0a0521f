using System.Numerics;
using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>The log of a law's characteristic function, log E exp(iuS), at a frequency in radians per dollar.</summary>
internal delegate Complex LogTransform(double frequency);

/// <summary>
/// A distribution from its characteristic function by a Fourier series on a window that holds all but 1e-13 of it: terms are
/// added until they have died out, so nothing is approximated but the window.
/// </summary>
internal sealed class Fourier
{
    private const int MostTerms = 1 << 14;
    private const double Negligible = 1e-15;

    private readonly double start;
    private readonly double width;
    private readonly List<(double Cosine, double Sine)> terms;

    private Fourier(double start, double width, List<(double, double)> terms)
    {
        (this.start, this.width, this.terms) = (start, width, terms);
    }

    /// <summary>Null where the transform does not die out, as that of a law with atoms does not.</summary>
    public static Fourier? Invert(LogTransform transform, double low, double high)
    {
        var (width, step) = (high - low, 2 * Math.PI / (high - low));
        var terms = new List<(double, double)>();
        var quiet = 0;
        for (var j = 1; j <= MostTerms; j++)
        {
            var u = j * step;
            var value = transform(u) - new Complex(0, u * low);
            var size = Elementary.Exp(value.Real);
            terms.Add((size * Elementary.Cos(value.Imaginary), size * Elementary.Sin(value.Imaginary)));
            quiet = size < Negligible ? quiet + 1 : 0;
            if (quiet >= 8)
                return new Fourier(low, width, terms);
        }

        return null;
    }

    /// <summary>P(S &lt;= x): the integral of 1/W + 2/W Σ Re(φ_j e^(−iu_j t)) from 0 to t = x − low.</summary>
    public double Cdf(double x)
    {
        var t = x - start;
        if (t <= 0)
            return 0;
        if (t >= width)
            return 1;
        var sum = t / width;
        var turn = Complex.FromPolarCoordinates(1, 2 * Math.PI * t / width);
        var at = Complex.One;
        for (var j = 1; j <= terms.Count; j++)
        {
            // Rotating by multiplication; a fresh start now and then keeps rounding from growing.
            at = j % 64 == 0 ? Complex.FromPolarCoordinates(1, 2 * Math.PI * (j * (t / width) % 1.0)) : at * turn;
            var (cosine, sine) = terms[j - 1];
            sum += ((cosine * at.Imaginary) + (sine * (1 - at.Real))) / (Math.PI * j);
        }

        return Math.Clamp(sum, 0, 1);
    }

    public double Density(double x)
    {
        var t = x - start;
        if (t <= 0 || t >= width)
            return 0;
        var sum = 0.5;
        for (var j = 1; j <= terms.Count; j++)
        {
            var angle = 2 * Math.PI * (j * (t / width) % 1.0);
            sum += (terms[j - 1].Cosine * Elementary.Cos(angle)) + (terms[j - 1].Sine * Elementary.Sin(angle));
        }

        return Math.Max(0, 2 * sum / width);
    }
}
