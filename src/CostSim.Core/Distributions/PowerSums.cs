namespace CostSim.Distributions;

/// <summary>Weighted sums of conditional cumulants, from which mean, variance and skewness follow by total cumulance.</summary>
internal static class PowerSums
{
    /// <summary>Adds Σw d, Σw d², Σw d³, Σw k2, Σw k3, Σw d k2 with d = k1 − reference.</summary>
    public static void Add(double[][] law, double[] weights, double reference, double[] to)
    {
        var (s1, s2, s3, t2, t3, u) = (0.0, 0.0, 0.0, 0.0, 0.0, 0.0);
        for (var i = 0; i < weights.Length; i++)
        {
            var w = weights[i];
            var d = law[0][i] - reference;
            var wd = w * d;
            s1 += wd;
            s2 = Math.FusedMultiplyAdd(wd, d, s2);
            s3 = Math.FusedMultiplyAdd(wd * d, d, s3);
            t2 = Math.FusedMultiplyAdd(w, law[1][i], t2);
            t3 = Math.FusedMultiplyAdd(w, law[2][i], t3);
            u = Math.FusedMultiplyAdd(wd, law[1][i], u);
        }

        to[0] += s1;
        to[1] += s2;
        to[2] += s3;
        to[3] += t2;
        to[4] += t3;
        to[5] += u;
    }

    /// <summary>Mean, standard deviation, skewness, and the part of the variance within a trial.</summary>
    public static (double Mean, double StandardDeviation, double Skewness, double Within) Of(ReadOnlySpan<double> sums, double reference)
    {
        var m = sums[0];
        var between = sums[1] - (m * m);
        // Two mixtures of one law may leave −1e-20 here.
        if (between < 1e-14 * sums[1])
            between = 0;
        var variance = between + sums[3];
        var third = between == 0
            ? sums[4]
            : sums[2] - (3 * m * sums[1]) + (2 * m * m * m) + (3 * (sums[5] - (m * sums[3]))) + sums[4];
        return (reference + m, Math.Sqrt(Math.Max(0, variance)), variance > 0 ? third / (variance * Math.Sqrt(variance)) : 0, sums[3]);
    }
}
