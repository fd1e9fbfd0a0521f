using System.Globalization;
using CostSim.Units;

namespace CostSim.Randomness;

/// <summary>A share within 0 and 1.</summary>
internal sealed record BetaQuantity : IQuantity
{
    private readonly Lazy<QuantileTable> table;

    public double A { get; }

    public double B { get; }

    public BetaQuantity(double a, double b)
    {
        if (!(a is >= 0.01 and <= 1e7))
            throw new RuleException(nameof(a), FormattableString.Invariant($"must lie between 0.01 and 1e7, but is {a}"));
        if (!(b is >= 0.01 and <= 1e7))
            throw new RuleException(nameof(b), FormattableString.Invariant($"must lie between 0.01 and 1e7, but is {b}"));
        (A, B) = (a, b);
        var norm = SpecialFunctions.LogBeta(a, b);
        table = new(() => new QuantileTable(
            y => SpecialFunctions.BetaTails(a, b, y),
            y => -(a * SpecialFunctions.LogOnePlusExp(-y)) - (b * SpecialFunctions.LogOnePlusExp(y)) - norm,
            Elementary.Log(a / b)));
    }

    /// <summary>With 5 % below the first and 5 % above the second share: Newton on the logs of both parameters.</summary>
    public static BetaQuantity OfInterval(double low, double high)
    {
        if (!(low > 0))
            throw new RuleException("from",
                string.Create(CultureInfo.InvariantCulture,
                    $"must be above 0 for a 90 % interval of a share, but is {low * 100} %; use {{ uniform: [0, b] }}, {{ triangular: [0, "
                    + $"m, b] }} or {{ beta: {{ a, b }} }} where 0 is possible"));
        if (!(high < 1))
            throw new RuleException("to",
                string.Create(CultureInfo.InvariantCulture,
                    $"must be below 100 % for a 90 % interval of a share, but is {high * 100} %; use {{ uniform: [a, 1] }} or {{ beta: {{ "
                    + $"a, b }} }} where 100 % is possible"));
        if (!(high > low))
            throw new RuleException("to", FormattableString.Invariant($"must be above {low}, but is {high}"));
        var (x, y) = (Elementary.Log(low / (1 - low)), Elementary.Log(high / (1 - high)));
        var mean = 0.5 * (low + high);
        var sd = (high - low) / (2 * LognormalQuantity.Z95);
        var size = Math.Max(0.5, (mean * (1 - mean) / (sd * sd)) - 1);
        var (p, q) = (Elementary.Log(mean * size), Elementary.Log((1 - mean) * size));
        for (var i = 0; i < 100; i++)
        {
            var (f, g) = Misfit(p, q, x, y);
            const double h = 1e-5;
            var (fp, gp) = Misfit(p + h, q, x, y);
            var (fq, gq) = Misfit(p, q + h, x, y);
            var (a11, a12, a21, a22) = ((fp - f) / h, (fq - f) / h, (gp - g) / h, (gq - g) / h);
            var determinant = (a11 * a22) - (a12 * a21);
            var dp = Math.Clamp(((g * a12) - (f * a22)) / determinant, -1, 1);
            var dq = Math.Clamp(((f * a21) - (g * a11)) / determinant, -1, 1);
            (p, q) = (p + dp, q + dq);
            if (Math.Abs(dp) + Math.Abs(dq) < 1e-12)
                break;
        }

        return new BetaQuantity(Elementary.Exp(p), Elementary.Exp(q));
    }

    public string Law => "beta";

    public double Mean => A / (A + B);

    public double Variance => A * B / ((A + B) * (A + B) * (A + B + 1));

    public IReadOnlyList<Outcome> Outcomes => [];

    public double At(double score) => 1 / (1 + Elementary.Exp(-table.Value.At(score)));

    public double Probability(double value) => value switch
    {
        <= 0 => 0,
        >= 1 => 1,
        _ => Elementary.Exp(SpecialFunctions.BetaTails(A, B, Elementary.Log(value / (1 - value))).Lower),
    };

    public double Moment(int order)
    {
        var moment = 1.0;
        for (var i = 0; i < order; i++)
            moment *= (A + i) / (A + B + i);
        return moment;
    }

    public bool Equals(BetaQuantity? other) => other is not null && other.A == A && other.B == B;

    public override int GetHashCode() => HashCode.Combine(A, B);

    private static (double Low, double High) Misfit(double p, double q, double x, double y)
    {
        var (a, b) = (Elementary.Exp(p), Elementary.Exp(q));
        const double logTail = -2.995732273553991;
        return (SpecialFunctions.BetaTails(a, b, x).Lower - logTail, SpecialFunctions.BetaTails(a, b, y).Upper - logTail);
    }
}
