using CostSim.Units;

namespace CostSim.Engine;

/// <summary>A weighted mixture of conditional laws: the law of a cost when its inputs are integrated out on nodes.</summary>
internal sealed class Mixture
{
    // A node whose weight no digit of the sum can show is left out.
    private const double Unseen = 1e-18;

    private const double LongTail = 1_000;

    private readonly double[] weights;
    private readonly InnerLaw[] laws;
    private readonly MildLaws mild;
    private readonly (double Weight, InnerLaw Law)[] others;
    private readonly bool isCost;
    private readonly double least;
    private readonly double most;

    public Mixture(double[] weights, InnerLaw[] laws, bool isCost)
    {
        this.isCost = isCost;
        (this.weights, this.laws) = (weights, laws);
        (least, most) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var (weight, law) in weights.Zip(laws))
        {
            if (weight <= Unseen)
                continue;
            least = Math.Min(least, law.Range.Low);
            most = Math.Max(most, law.Range.High);
        }

        // A cost is never negative; only a difference of two may be.
        if (isCost)
            (least, most) = (Math.Max(0, least), Math.Max(0, most));

        var seen = weights.Zip(laws).Where(l => l.First > Unseen).ToLookup(l => l.Second.IsMild);
        mild = new MildLaws([.. seen[true]]);
        others = [.. seen[false]];
    }

    /// <summary>P(cost &lt;= x).</summary>
    public double Cdf(double x) => At(x).Cdf;

    public double Density(double x) => At(x).Density;

    private (double Cdf, double Density) At(double x)
    {
        var (below, density) = mild.At(x);
        foreach (var (weight, law) in others)
        {
            var (cdf, slope) = law.CdfAndDensity(x);
            below = Math.FusedMultiplyAdd(weight, cdf, below);
            density = Math.FusedMultiplyAdd(weight, slope, density);
        }

        return (Math.Min(1, below), density);
    }

    /// <summary>The smallest x with P(cost &lt;= x) &gt;= p: Newton, kept inside a shrinking bracket.</summary>
    public double Quantile(double p, double? start = null)
    {
        var (low, high) = (least, most);
        if (!(low < high))
            return low;
        var x = Math.Clamp(start ?? (0.5 * (low + high)), low, high);
        for (var i = 0; i < 200; i++)
        {
            var (below, density) = At(x);
            var miss = below - p;
            if (miss >= 0)
                high = x;
            else
                low = x;
            var next = density > 0 ? x - (miss / density) : double.NaN;
            if (!(next > low && next < high))
                next = 0.5 * (low + high);
            // Newton squares its error: after a step of 1e-9 of the law's width none is left to see. A long tail makes the law far wider
            // than its lower percentiles; then a step is small against the percentile itself.
            if (Math.Abs(next - x) <= 1e-9 * (isCost ? Math.Min(most - least, LongTail * next) : most - least)
                || high - low <= 1e-14 * Math.Abs(high))
                return next;
            x = next;
        }

        return high;
    }

    /// <summary>How far a percentile is from x, by one step.</summary>
    private double Miss(double p, double x)
    {
        var (below, density) = At(x);
        return density > 0 ? Math.Abs(below - p) / density : Math.Abs(Quantile(p, x) - x);
    }

    /// <summary>Every second node, at twice the weight: the coarser rule whose distance from this one bounds its error.</summary>
    public Mixture? Halved()
    {
        if (laws.Length < 128)
            return null;
        var (w, l) = (new double[(laws.Length + 1) / 2], new InnerLaw[(laws.Length + 1) / 2]);
        var sum = 0.0;
        for (var i = 0; i < w.Length; i++)
            (sum, w[i], l[i]) = (sum + weights[2 * i], weights[2 * i], laws[2 * i]);
        for (var i = 0; i < w.Length; i++)
            w[i] /= sum;
        return new Mixture(w, l, isCost);
    }

    /// <summary>Bound on what the inner laws' approximation moves a percentile.</summary>
    public double Error()
    {
        var sum = 0.0;
        for (var i = 0; i < laws.Length; i++)
            sum = Math.FusedMultiplyAdd(weights[i], laws[i].Error(), sum);
        return sum;
    }

    /// <summary>Percentiles with their bounds, exceedances and curve; moments as given.</summary>
    public CostDistribution Summary(SpendOptions options, (double Mean, double StandardDeviation, double Skewness) moments)
    {
        var (mean, sd, skewness) = moments;
        var halved = Halved();
        var error = Error();
        CostPercentile PercentileOf(Percentile percentile)
        {
            var z = Randomness.NormalQuantile.Of(percentile.Probability);
            var x = Quantile(percentile.Probability, mean + (sd * (z + (Math.Clamp(skewness, -1, 1) * ((z * z) - 1) / 6))));
            var bound = error + (1e-12 * Math.Abs(x)) + (halved is null ? 0 : halved.Miss(percentile.Probability, x));
            return new CostPercentile(percentile, x, new Bounds(x - bound, x + bound));
        }

        return new CostDistribution
        {
            Mean = mean,
            StandardDeviation = sd,
            Skewness = skewness,
            Percentiles = [.. TrialSummary.Asked(options).Select(PercentileOf)],
            Exceedances = [.. options.ExceedUsd.Select(level => ExceedanceOf(level, halved, error))],
            Curve = sd > 0 ? Curve(options.CurvePoints) : [],
        };
    }

    private Exceedance ExceedanceOf(double level, Mixture? halved, double error)
    {
        var p = 1 - Cdf(level);
        var bound = (error * Density(level)) + (halved is null ? 0 : Math.Abs(1 - halved.Cdf(level) - p));
        return new Exceedance(level, p, new Bounds(Math.Max(0, p - bound), Math.Min(1, p + bound)));
    }

    private List<CurvePoint> Curve(int points)
    {
        var curve = new List<CurvePoint>();
        var (low, high) = points > 1 ? (Quantile(0.0005), Quantile(0.9995)) : (0, 0);
        for (var i = 0; i < points; i++)
        {
            var x = low + ((high - low) * i / (points - 1));
            curve.Add(new CurvePoint(x, Cdf(x), Density(x)));
        }

        return curve;
    }
}
