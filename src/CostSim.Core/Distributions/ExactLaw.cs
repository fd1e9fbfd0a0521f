using CostSim.Units;

namespace CostSim.Distributions;

/// <summary>A distribution that is known to the digits, smooth or in steps, and shifted by what is fixed.</summary>
internal sealed class ExactLaw
{
    private readonly Func<double, double> cdf;
    private readonly Func<double, double>? density;
    private readonly double low;
    private readonly double high;
    private readonly double step;

    private ExactLaw(Func<double, double> cdf, Func<double, double>? density, double low, double high, double step, string words, double error)
    {
        (this.cdf, this.density, this.low, this.high, this.step, Words, Error) = (cdf, density, low, high, step, words, error);
    }

    public string Words { get; }

    /// <summary>Bound on the error of a probability.</summary>
    public double Error { get; }

    public static ExactLaw Smooth(Fourier law, double low, double high) => new(law.Cdf, law.Density, low, high, 0, "characteristic function, inverted", 1e-9);

    public static ExactLaw Steps(Lattice law) =>
        new(law.Cdf, null, law.Start, law.End, law.IsExact ? law.Step : 0, law.IsExact ? "exact lattice, by FFT" : "lattice by FFT", law.IsExact ? 1e-13 : 1e-7);

    public double Cdf(double x) => cdf(x);

    /// <summary>The smallest x with P(cost &lt;= x) &gt;= p.</summary>
    public double Quantile(double p)
    {
        if (step > 0)
        {
            var (below, at) = (0L, (long)Math.Round((high - low) / step));
            while (below < at)
            {
                var middle = (below + at) / 2;
                if (cdf(low + ((middle + 0.25) * step)) >= p - 1e-12)
                    at = middle;
                else
                    below = middle + 1;
            }

            return low + (at * step);
        }

        var (a, b) = (low, high);
        for (var i = 0; i < 200 && b - a > 1e-14 * Math.Max(Math.Abs(a), Math.Abs(b)); i++)
        {
            var middle = a + (0.5 * (b - a));
            if (middle <= a || middle >= b)
                break;
            if (cdf(middle) >= p)
                b = middle;
            else
                a = middle;
        }

        return b;
    }

    public CostDistribution Summary(SpendOptions options, (double Mean, double StandardDeviation, double Skewness) moments)
    {
        CostPercentile PercentileOf(Percentile percentile)
        {
            var (p, x) = (percentile.Probability, Quantile(percentile.Probability));
            return new CostPercentile(percentile, x, new Bounds(Quantile(Math.Max(1e-12, p - Error)), Quantile(Math.Min(1 - 1e-12, p + Error))));
        }

        return new CostDistribution
        {
            Mean = moments.Mean,
            StandardDeviation = moments.StandardDeviation,
            Skewness = moments.Skewness,
            Percentiles = [.. TrialSummary.Asked(options).Select(PercentileOf)],
            Exceedances = [.. options.ExceedUsd.Select(level =>
            {
                // A level that stands on a step is not passed by it.
                var p = 1 - cdf(step > 0 ? level + (1e-6 * step) : level);
                return new Exceedance(level, Math.Max(0, p), new Bounds(Math.Max(0, p - Error), Math.Min(1, p + Error)));
            })],
            Curve = Curve(options.CurvePoints),
        };
    }

    private List<CurvePoint> Curve(int points)
    {
        var curve = new List<CurvePoint>();
        var (from, to) = points > 1 ? (Quantile(0.0005), Quantile(0.9995)) : (0, 0);
        var width = (to - from) / Math.Max(1, points - 1);
        for (var i = 0; i < points; i++)
        {
            var x = from + (width * i);
            curve.Add(new CurvePoint(x, cdf(x), density?.Invoke(x) ?? (cdf(x + (0.5 * width)) - cdf(x - (0.5 * width))) / width));
        }

        return curve;
    }
}
