namespace CostSim.Randomness;

/// <summary>
/// Log gamma, and both tails of the gamma and beta laws, from <see cref="Elementary"/> alone. Tails are natural logs, so that far ones keep
/// their digits.
/// </summary>
internal static class SpecialFunctions
{
    private const double HalfLogTwoPi = 0.91893853320467274178;
    private const double Tiny = 1e-300;

    // The series needs some multiple of the root of the shape in terms, and its terms of size a ln a cancel.
    private const double LargeShape = 1e5;

    /// <summary>ln Γ(x) for x &gt; 0: Stirling's series above 10, reached by the recurrence.</summary>
    public static double LogGamma(double x)
    {
        var product = 1.0;
        while (x < 10)
            product *= x++;
        var z = 1 / (x * x);
        var p = -691.0 / 360360;
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 1188);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 1680);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 1260);
        p = Math.FusedMultiplyAdd(p, z, -1.0 / 360);
        p = Math.FusedMultiplyAdd(p, z, 1.0 / 12);
        var stirling = ((x - 0.5) * Elementary.Log(x)) - x + HalfLogTwoPi + (p / x);
        return product == 1 ? stirling : stirling - Elementary.Log(product);
    }

    public static double LogBeta(double a, double b) => LogGamma(a) + LogGamma(b) - LogGamma(a + b);

    /// <summary>
    /// Logs of P(X &lt;= x) and P(X &gt; x) of a gamma law of shape a and unit scale, at x = e^y. Series below a + 1, continued fraction
    /// above.
    /// </summary>
    public static (double Lower, double Upper) GammaTails(double a, double y)
    {
        if (a > LargeShape)
            return LargeGammaTails(a, y);
        var x = Elementary.Exp(y);
        var front = (a * y) - x - LogGamma(a);
        if (x < a + 1)
        {
            var term = 1 / a;
            var sum = term;
            for (var n = 1; n < 10_000 && Math.Abs(term) > sum * 1e-17; n++)
                sum += term *= x / (a + n);
            var lower = Math.Min(0, front + Elementary.Log(sum));
            return (lower, LogOneMinusExp(lower));
        }

        var b = x + 1 - a;
        var c = 1 / Tiny;
        var d = 1 / b;
        var h = d;
        for (var n = 1; n < 10_000; n++)
        {
            var an = -n * (n - a);
            b += 2;
            d = 1 / Guard((an * d) + b);
            c = Guard(b + (an / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
                break;
        }

        var upper = Math.Min(0, front + Elementary.Log(h));
        return (LogOneMinusExp(upper), upper);
    }

    // Temme's expansion: a normal law in eta, half of whose square is x/a - 1 - ln(x/a), and a correction of the order of a to the power of
    // -1/2.
    private static (double Lower, double Upper) LargeGammaTails(double a, double y)
    {
        var d = y - Elementary.Log(a);
        var half = Math.Abs(d) < 0.1 ? SmallExponentialRest(d) : Elementary.Exp(d) - 1 - d;
        var eta = Math.CopySign(Math.Sqrt(2 * half), d);
        var z = eta * Math.Sqrt(a);
        var correction = Correction(eta, d) + (SecondCorrection(eta) / a);
        // The density at z over the root of a times the correction moves probability from one side to the other.
        var moved = Elementary.NormalDensity(z) / Math.Sqrt(a) * correction;
        return (Log(LogNormalTail(-z), -moved), Log(LogNormalTail(z), moved));

        double Log(double tail, double plus) =>
            Math.Min(0, tail > -700 ? Elementary.Log(Math.Max(double.Epsilon, Elementary.Exp(tail) + plus)) : tail);
    }

    // e^d - 1 - d without the digits that cancel.
    private static double SmallExponentialRest(double d)
    {
        var (term, sum) = (d * d / 2, 0.0);
        for (var n = 3; n < 24 && sum + term != sum; n++)
        {
            sum += term;
            term *= d / n;
        }

        return sum;
    }

    private static double Correction(double eta, double d) => Math.Abs(eta) < 0.3
        ? (-1.0 / 3) + (eta * ((1.0 / 12)
            + (eta * ((-2.0 / 135) + (eta * ((1.0 / 864) + (eta * ((1.0 / 2835) + (eta * ((-139.0 / 777_600) + (eta / 25_515)))))))))))
        : (1 / (Elementary.Exp(d) - 1)) - (1 / eta);

    private static double SecondCorrection(double eta) => Math.Abs(eta) < 0.3 ? (-1.0 / 540) + (eta * ((-1.0 / 288) + (eta / 378))) : 0;

    // Beyond 30 the probability itself is too small to be held: its logarithm is not.
    private static double LogNormalTail(double z)
    {
        if (z < 30)
            return Elementary.Log(Elementary.NormalCdf(-z));
        var r = 1 / (z * z);
        return (-z * z / 2) - Elementary.Log(z) - HalfLogTwoPi + LogOnePlus(-r * (1 - (3 * r * (1 - (5 * r)))));
    }

    /// <summary>Logs of P(X &lt;= x) and P(X &gt; x) of a beta law at x = 1/(1 + e^-y), by Lentz's continued fraction.</summary>
    public static (double Lower, double Upper) BetaTails(double a, double b, double y)
    {
        var (logX, logRest) = (-LogOnePlusExp(-y), -LogOnePlusExp(y));
        var x = Elementary.Exp(logX);
        var front = (a * logX) + (b * logRest) - LogBeta(a, b);
        if (x < (a + 1) / (a + b + 2))
        {
            var lower = Math.Min(0, front + Elementary.Log(BetaFraction(a, b, x) / a));
            return (lower, LogOneMinusExp(lower));
        }

        var upper = Math.Min(0, front + Elementary.Log(BetaFraction(b, a, Elementary.Exp(logRest)) / b));
        return (LogOneMinusExp(upper), upper);
    }

    public static double LogOnePlusExp(double y)
    {
        if (y > 36)
            return y;
        var e = Elementary.Exp(y);
        return y < -36 ? e : LogOnePlus(e);
    }

    // ln(1 − e^v) for v <= 0.
    private static double LogOneMinusExp(double v)
    {
        if (v == 0)
            return double.NegativeInfinity;
        return v < -1e-5 ? LogOnePlus(-Elementary.Exp(v)) : Elementary.Log(-v * (1 + (v / 2)));
    }

    // Kahan's correction keeps the digits that 1 + e rounds away.
    public static double LogOnePlus(double e)
    {
        var u = 1 + e;
        return u == 1 ? e : Elementary.Log(u) * e / (u - 1);
    }

    private static double BetaFraction(double a, double b, double x)
    {
        var c = 1.0;
        var d = 1 / Guard(1 - ((a + b) * x / (a + 1)));
        var h = d;
        for (var m = 1; m < 10_000; m++)
        {
            var even = m * (b - m) * x / ((a + (2 * m) - 1) * (a + (2 * m)));
            d = 1 / Guard(1 + (even * d));
            c = Guard(1 + (even / c));
            h *= d * c;
            var odd = -(a + m) * (a + b + m) * x / ((a + (2 * m)) * (a + (2 * m) + 1));
            d = 1 / Guard(1 + (odd * d));
            c = Guard(1 + (odd / c));
            h *= d * c;
            if (Math.Abs((d * c) - 1) < 1e-16)
                break;
        }

        return h;
    }

    private static double Guard(double x) => Math.Abs(x) < Tiny ? Tiny : x;
}
