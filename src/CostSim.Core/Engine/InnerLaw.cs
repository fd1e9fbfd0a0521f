using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>
/// The law of a cost given the trial's inputs, from its four cumulants: normal-power (a cubic of a normal score, Cornish and
/// Fisher) while the skewness is small, else a shifted gamma.
/// </summary>
internal readonly struct InnerLaw
{
    // Quick rule of the literature, measured on lognormal requests: below 0.35 normal-power is within 0.2 % at P99.
    private const double MostSkewness = 0.4;
    private const double MostKurtosis = 0.8;
    private const double Vanishing = 1e-60;

    private readonly double mean;
    private readonly double sd;
    private readonly double skewness;
    private readonly double kurtosis;
    private readonly double shape;

    public InnerLaw(double k1, double k2, double k3, double k4, bool mayBeGamma = true)
    {
        mean = k1;
        // Of a cost that has all but vanished no higher cumulant has a digit left.
        sd = k2 > Vanishing ? Math.Sqrt(k2) : 0;
        skewness = sd > 0 ? k3 / (k2 * sd) : 0;
        kurtosis = sd > 0 ? k4 / (k2 * k2) : 0;
        shape = 0;
        if (Math.Abs(skewness) <= MostSkewness && Math.Abs(kurtosis) <= MostKurtosis)
            return;
        if (mayBeGamma && skewness > 0)
        {
            shape = 4 / (skewness * skewness);
            return;
        }

        // A difference of costs may be skewed to either side, where no gamma fits: the cubic is held to where it rises.
        skewness = Math.Clamp(skewness, -MostSkewness, MostSkewness);
        kurtosis = Math.Clamp(kurtosis, -MostKurtosis, MostKurtosis);
    }

    public double Mean => mean;

    public double StandardDeviation => sd;

    public double Skewness => skewness;

    /// <summary>Excess kurtosis.</summary>
    public double Kurtosis => kurtosis;

    /// <summary>Whether the law is a cubic of a normal score.</summary>
    public bool IsMild => sd > 0 && shape == 0;

    /// <summary>Deviations from the mean beyond which a cubic's probability shows no digit: ten where it is nearly normal.</summary>
    public double Certainty => Math.Abs(skewness) < 0.1 && Math.Abs(kurtosis) < 0.1 ? 10 : 40;

    /// <summary>Between these it lies but for about one part in 1e15.</summary>
    public Bounds Range
    {
        get
        {
            // A gamma of shape k passes k + sqrt(2 k t) + t with a probability below e^-t (Laurent and Massart, 2000); solving for its
            // quantile instead loses every digit where the shape is tiny.
            const double t = 36;
            return shape > 0
                ? new Bounds(mean - (sd * Math.Sqrt(shape)), mean + (sd * (Math.Sqrt(2 * t) + (t / Math.Sqrt(shape)))))
                : new Bounds(At(-8), At(8));
        }
    }

    /// <summary>The cost at a normal score.</summary>
    public double At(double z)
    {
        if (sd == 0)
            return mean;
        return shape > 0 ? mean + (sd * GammaScore(z)) : Math.FusedMultiplyAdd(sd, Bend(z), mean);
    }

    /// <summary>P(cost &lt;= x).</summary>
    public double Cdf(double x)
    {
        if (sd == 0)
            return x >= mean ? 1 : 0;
        var y = (x - mean) / sd;
        if (shape == 0)
            return Math.Abs(y) > 40 ? (y > 0 ? 1 : 0) : Elementary.NormalCdf(InverseCornishFisher(y));
        var g = shape + (y * Math.Sqrt(shape));
        return g <= 0 ? 0 : Elementary.Exp(SpecialFunctions.GammaTails(shape, Elementary.Log(g)).Lower);
    }

    /// <summary>The density at x.</summary>
    public double Density(double x) => CdfAndDensity(x).Density;

    /// <summary>Both at x, which share most of the work.</summary>
    public (double Cdf, double Density) CdfAndDensity(double x)
    {
        if (sd == 0)
            return (x >= mean ? 1 : 0, 0);
        var y = (x - mean) / sd;
        if (shape > 0)
        {
            var g = shape + (y * Math.Sqrt(shape));
            return g <= 0
                ? (0, 0)
                : (Cdf(x), Elementary.Exp(((shape - 1) * Elementary.Log(g)) - g - SpecialFunctions.LogGamma(shape))
                    * Math.Sqrt(shape) / sd);
        }

        if (Math.Abs(y) > Certainty)
            return (y > 0 ? 1 : 0, 0);
        var z = InverseCornishFisher(y);
        var (below, density) = Elementary.NormalCdfAndDensity(z);
        return (below, density / (sd * Slope(z)));
    }

    /// <summary>
    /// Bound in dollars on what the cumulants beyond the fourth move a percentile: four times the power 3/2 of the last terms at
    /// the P99, which held with room on the reference problems and on 64 others at the criterion's limit.
    /// </summary>
    public double Error()
    {
        const double z = 2.3263478740408408;
        var terms = (Math.Abs(kurtosis) * ((z * z * z) - (3 * z)) / 24) + (skewness * skewness * ((2 * z * z * z) - (5 * z)) / 36);
        return 4 * sd * terms * Math.Sqrt(terms);
    }

    private double Bend(double z) =>
        z + (skewness * ((z * z) - 1) / 6) + (kurtosis * z * ((z * z) - 3) / 24) - (skewness * skewness * z * ((2 * z * z) - 5) / 36);

    private double Slope(double z) =>
        Math.Max(1e-3, 1 + (skewness * z / 3) + (kurtosis * ((z * z) - 1) / 8) - (skewness * skewness * ((6 * z * z) - 5) / 36));

    private double InverseCornishFisher(double y)
    {
        // Beyond five deviations the cubic may turn; the far tail goes on straight.
        const double reach = 5;
        var (low, high) = (Bend(-reach), Bend(reach));
        if (y <= low)
            return -reach + ((y - low) / Slope(-reach));
        if (y >= high)
            return reach + ((y - high) / Slope(reach));
        var z = Math.Clamp(y, -reach, reach);
        for (var i = 0; i < 50; i++)
        {
            var step = (Bend(z) - y) / Slope(z);
            z = Math.Clamp(z - step, -reach, reach);
            if (Math.Abs(step) < 1e-13)
                break;
        }

        return z;
    }

    // The gamma's quantile at a score: Wilson and Hilferty's cube, then Newton on the tail.
    private double GammaScore(double z)
    {
        var cube = 1 - (1 / (9 * shape)) + (z / (3 * Math.Sqrt(shape)));
        var y = Elementary.Log(Math.Max(1e-8, shape * cube * cube * cube));
        var target = Elementary.Log(Elementary.NormalCdf(-Math.Abs(z)));
        var norm = SpecialFunctions.LogGamma(shape);
        for (var i = 0; i < 100; i++)
        {
            var (lower, upper) = SpecialFunctions.GammaTails(shape, y);
            var at = z <= 0 ? lower : upper;
            var slope = Elementary.Exp((shape * y) - Elementary.Exp(y) - norm - at) * (z <= 0 ? 1 : -1);
            // Where the tail's logarithm is not finite there is only a direction to go.
            var step = double.IsFinite(at) && double.IsFinite(slope) && slope != 0
                ? Math.Clamp((target - at) / slope, -1, 1)
                : at < target == z <= 0 ? 1 : -1;
            y += step;
            if (Math.Abs(step) < 1e-12)
                break;
        }

        return (Elementary.Exp(y) - shape) / Math.Sqrt(shape);
    }
}
