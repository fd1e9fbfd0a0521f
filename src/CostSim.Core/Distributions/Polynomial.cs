namespace CostSim.Distributions;

/// <summary>A polynomial in u = (x − centre)/reach that stands for a function between centre − reach and centre + reach.</summary>
internal static class Polynomial
{
    public const int MaxDegree = 14;

    /// <summary>Coefficients of the shortest polynomial whose relative error at twice as many points as it was fitted on stays within the tolerance; null where none does.</summary>
    public static double[]? Fit(Func<double, double> function, double centre, double reach, double tolerance)
    {
        if (reach == 0)
            return [function(centre)];
        for (var degree = 1; degree <= MaxDegree; degree++)
        {
            var coefficients = Through(function, centre, reach, degree);
            if (ErrorOf(coefficients, function, centre, reach, 2 * degree + 5) <= tolerance)
                return coefficients;
        }

        return null;
    }

    public static double At(ReadOnlySpan<double> coefficients, double u)
    {
        var value = coefficients[^1];
        for (var j = coefficients.Length - 2; j >= 0; j--)
            value = Math.FusedMultiplyAdd(value, u, coefficients[j]);
        return value;
    }

    private static double ErrorOf(double[] coefficients, Func<double, double> function, double centre, double reach, int points)
    {
        var error = 0.0;
        for (var i = 0; i <= points; i++)
        {
            var u = -1 + (2.0 * i / points);
            var truth = function(centre + (reach * u));
            error = Math.Max(error, Math.Abs(At(coefficients, u) - truth) / Math.Max(Math.Abs(truth), 1e-300));
        }

        return error;
    }

    // Interpolation at the Chebyshev points, then T_n = 2u T_{n−1} − T_{n−2} turned into powers.
    private static double[] Through(Func<double, double> function, double centre, double reach, int degree)
    {
        var n = degree + 1;
        var values = new double[n];
        for (var i = 0; i < n; i++)
            values[i] = function(centre + (reach * Math.Cos(Math.PI * (i + 0.5) / n)));
        var (before, last) = (new double[n], new double[n]);
        var result = new double[n];
        for (var k = 0; k < n; k++)
        {
            var weight = 0.0;
            for (var i = 0; i < n; i++)
                weight += values[i] * Math.Cos(Math.PI * k * (i + 0.5) / n);
            weight *= (k == 0 ? 1.0 : 2.0) / n;
            var next = new double[n];
            if (k == 0)
                next[0] = 1;
            for (var j = 0; k > 0 && j < n; j++)
                next[j] = ((k == 1 ? 1 : 2) * (j > 0 ? last[j - 1] : 0)) - (k == 1 ? 0 : before[j]);
            (before, last) = (last, next);
            for (var j = 0; j < n; j++)
                result[j] += weight * next[j];
        }

        return result;
    }
}
