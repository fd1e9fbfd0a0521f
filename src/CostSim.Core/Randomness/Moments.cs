namespace CostSim.Randomness;

/// <summary>Arithmetic of raw moments.</summary>
internal static class Moments
{
    private static readonly double[][] Binomials = [[1], [1, 1], [1, 2, 1], [1, 3, 3, 1], [1, 4, 6, 4, 1]];

    /// <summary>n over k for n up to 4.</summary>
    public static double Binomial(int n, int k) => Binomials[n][k];

    public static double Power(double x, int order)
    {
        var power = 1.0;
        for (var i = 0; i < order; i++)
            power *= x;
        return power;
    }

    /// <summary>E[(shift + scale X)^order] from the raw moments of X.</summary>
    public static double Linear(double shift, double scale, int order, Func<int, double> moment)
    {
        var sum = 0.0;
        for (var i = 0; i <= order; i++)
            sum += Binomials[order][i] * Power(shift, order - i) * Power(scale, i) * moment(i);
        return sum;
    }
}
