using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>A polynomial in u = (x − centre)/reach that represents a function between centre − reach and centre + reach.</summary>
internal static class Polynomial
{
    public const int MaxDegree = 14;

    private const int Nodes = MaxDegree + 1;

    // Chebyshev points of the longest polynomial, and cos(π k (i + ½) / n) by term and point.
    private static readonly double[] Places = [.. Enumerable.Range(0, Nodes).Select(i => Elementary.Cos(Math.PI * (i + 0.5) / Nodes))];
    private static readonly double[][] Cosines =
        [.. Enumerable.Range(0, Nodes)
            .Select(k => Enumerable.Range(0, Nodes).Select(i => Elementary.Cos(Math.PI * k * (i + 0.5) / Nodes)).ToArray())];
    private static readonly double[][] Chebyshev = ChebyshevPowers();

    /// <summary>
    /// Coefficients of the shortest polynomial whose relative error stays within the tolerance, by its Chebyshev terms and as
    /// checked at points between those of the fit; null where none does.
    /// </summary>
    public static double[]? Fit(Func<double, double> function, double centre, double reach, double tolerance)
    {
        if (reach == 0)
            return [function(centre)];
        var values = new double[Nodes];
        for (var i = 0; i < Nodes; i++)
            values[i] = function(centre + (reach * Places[i]));
        var terms = new double[Nodes];
        for (var k = 0; k < Nodes; k++)
        {
            for (var i = 0; i < Nodes; i++)
                terms[k] += values[i] * Cosines[k][i];
            terms[k] *= (k == 0 ? 1.0 : 2.0) / Nodes;
        }

        var (least, left, degree) = (values.Min(Math.Abs), 0.0, MaxDegree);
        while (degree > 1 && left + Math.Abs(terms[degree]) <= 0.5 * tolerance * least)
            left += Math.Abs(terms[degree--]);
        for (; degree <= MaxDegree; degree++)
        {
            var coefficients = Powers(terms, degree);
            if (ErrorOf(coefficients, function, centre, reach, 7) <= tolerance)
                return coefficients;
        }

        return null;
    }

    private static double[] Powers(double[] terms, int degree)
    {
        var coefficients = new double[degree + 1];
        for (var k = 0; k <= degree; k++)
            for (var j = 0; j <= k; j++)
                coefficients[j] += terms[k] * Chebyshev[k][j];
        return coefficients;
    }

    // T_k = 2u T_{k−1} − T_{k−2} as powers of u.
    private static double[][] ChebyshevPowers()
    {
        var t = new double[Nodes][];
        for (var k = 0; k < Nodes; k++)
        {
            t[k] = new double[k + 1];
            if (k <= 1)
            {
                t[k][k] = 1;
                continue;
            }

            for (var j = 0; j < k; j++)
                t[k][j + 1] = 2 * t[k - 1][j];
            for (var j = 0; j < k - 1; j++)
                t[k][j] -= t[k - 2][j];
        }

        return t;
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
}
