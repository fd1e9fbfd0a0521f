using System.Runtime.Intrinsics;

namespace CostSim.Engine;

/// <summary>Weighted sums of conditional cumulants, from which mean, variance and skewness follow by total cumulance.</summary>
internal static class PowerSums
{
    /// <summary>Adds Σw d, Σw d², Σw d³, Σw k2, Σw k3, Σw d k2 with d = k1 − reference.</summary>
    public static void Add(double[][] law, double[] weights, double reference, double[] to)
    {
        var (s1, s2, s3) = (Vector256<double>.Zero, Vector256<double>.Zero, Vector256<double>.Zero);
        var (t2, t3, u) = (s1, s1, s1);
        var centre = Vector256.Create(reference);
        for (var i = 0; i < weights.Length; i += 4)
        {
            var (w, k2) = (Columns.Load(weights, i), Columns.Load(law[1], i));
            var d = Columns.Load(law[0], i) - centre;
            var wd = w * d;
            s1 += wd;
            s2 = Vector256.FusedMultiplyAdd(wd, d, s2);
            s3 = Vector256.FusedMultiplyAdd(wd * d, d, s3);
            t2 = Vector256.FusedMultiplyAdd(w, k2, t2);
            t3 = Vector256.FusedMultiplyAdd(w, Columns.Load(law[2], i), t3);
            u = Vector256.FusedMultiplyAdd(wd, k2, u);
        }

        to[0] += Columns.Total(s1);
        to[1] += Columns.Total(s2);
        to[2] += Columns.Total(s3);
        to[3] += Columns.Total(t2);
        to[4] += Columns.Total(t3);
        to[5] += Columns.Total(u);
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

    /// <summary>Moments of a mixture in which every part has the same weight.</summary>
    public static (double Mean, double StandardDeviation,
        double Skewness) Pool(IReadOnlyList<(double Mean, double StandardDeviation, double Skewness)> parts)
    {
        if (parts.Count == 1)
            return parts[0];
        var mean = parts.Average(p => p.Mean);
        var variance = parts.Average(p => (p.StandardDeviation * p.StandardDeviation) + ((p.Mean - mean) * (p.Mean - mean)));
        var third = parts.Average(p =>
        {
            var (d, v) = (p.Mean - mean, p.StandardDeviation * p.StandardDeviation);
            return (p.Skewness * v * p.StandardDeviation) + (3 * d * v) + (d * d * d);
        });
        return (mean, Math.Sqrt(variance), variance > 0 ? third / (variance * Math.Sqrt(variance)) : 0);
    }
}
