using System.Numerics;
using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>The log of a compound sum's transform as a function of its request's, such as λ(φ − 1) for Poisson counts.</summary>
internal delegate Complex LogCompound(Complex request);

/// <summary>A request cost as outcomes.</summary>
internal readonly record struct CostOutcome(double Usd, double Probability);

/// <summary>
/// A compound sum on multiples of a step, by fast Fourier transform. Costs that lie on a common step are exact; others are
/// split between two neighbours so that their mean stays.
/// </summary>
internal sealed class Lattice
{
    public const int MostPoints = 1 << 20;

    private readonly double[] cumulative;

    private Lattice(double start, double step, bool isExact, double[] cumulative)
    {
        (Start, Step, IsExact, this.cumulative) = (start, step, isExact, cumulative);
    }

    public double Start { get; }

    public double Step { get; }

    public double End => Start + ((cumulative.Length - 1) * Step);

    public bool IsExact { get; }

    /// <summary>P(S &lt;= x).</summary>
    public double Cdf(double x)
    {
        var place = (x - Start) / Step;
        if (place < 0)
            return 0;
        if (IsExact || place >= cumulative.Length - 1)
            return cumulative[Math.Min((int)Math.Floor(place + 1e-9), cumulative.Length - 1)];
        // A discretised smooth law: each point's probability lies around it, half to either side.
        var i = (int)(place + 0.5);
        var before = i > 0 ? cumulative[i - 1] : 0;
        return before + ((place + 0.5 - i) * (cumulative[i] - before));
    }

    /// <summary>The sum's law on a step, up to a cost beyond which next to nothing lies.</summary>
    public static Lattice Of(IReadOnlyList<(IReadOnlyList<CostOutcome> Request, LogCompound Compound)> parts, double start, double step, bool isExact, double end)
    {
        var points = 1 << 10;
        while (points * step < end - start)
            points *= 2;
        var total = new Complex[points];
        foreach (var (request, compound) in parts)
        {
            var transform = new Complex[points];
            foreach (var outcome in request)
                Place(outcome, step, isExact, transform);
            Fft.Transform(transform, false);
            for (var k = 0; k < points; k++)
                total[k] += compound(transform[k]);
        }

        for (var k = 0; k < points; k++)
            total[k] = Elementary.Exp(total[k].Real) * Complex.FromPolarCoordinates(1, total[k].Imaginary);
        Fft.Transform(total, true);
        var cumulative = new double[points];
        var sum = 0.0;
        for (var k = 0; k < points; k++)
            cumulative[k] = sum += Math.Max(0, total[k].Real);
        for (var k = 0; k < points; k++)
            cumulative[k] /= sum;
        return new Lattice(start, step, isExact, cumulative);
    }

    /// <summary>The largest step on which all costs lie, among the smallest cost and its fractions; null where there is none.</summary>
    public static double? CommonStep(IReadOnlyCollection<double> costs)
    {
        var positive = costs.Where(c => c > 0).Distinct().ToList();
        if (positive.Count is 0 or > 2_000)
            return null;
        var least = positive.Min();
        for (var part = 1; part <= 64; part++)
        {
            var step = least / part;
            if (positive.All(c => Math.Abs((c / step) - Math.Round(c / step)) < 1e-7))
                return step;
        }

        return null;
    }

    private static void Place(CostOutcome outcome, double step, bool isExact, Complex[] to)
    {
        var place = outcome.Usd / step;
        if (isExact)
        {
            to[(int)(Math.Round(place) % to.Length)] += outcome.Probability;
            return;
        }

        var lower = Math.Floor(place);
        var rest = place - lower;
        to[(int)(lower % to.Length)] += (1 - rest) * outcome.Probability;
        to[(int)((lower + 1) % to.Length)] += rest * outcome.Probability;
    }
}
