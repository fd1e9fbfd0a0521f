using System.Globalization;
using CostSim.Units;

namespace CostSim.Randomness;

/// <summary>A positive number whose log is normal: by mean and coefficient of variation, or by two percentiles.</summary>
internal sealed record LognormalQuantity : IQuantity
{
    /// <summary>The 95 % point of the standard normal.</summary>
    public const double Z95 = 1.6448536269514722;

    public double Mu { get; }

    public double Sigma { get; }

    public double Mean { get; }

    private LognormalQuantity(double mu, double sigma, double? mean = null)
    {
        (Mu, Sigma) = (mu, sigma);
        Mean = mean ?? Elementary.Exp(mu + (0.5 * sigma * sigma));
    }

    public static LognormalQuantity OfMean(double mean, double cv)
    {
        if (!(mean > 0))
            throw new RuleException(nameof(mean), FormattableString.Invariant($"must be above 0 for a lognormal, but is {mean}"));
        if (!(cv >= 0))
            throw new RuleException(nameof(cv), FormattableString.Invariant($"must not be negative, but is {cv}"));
        var variance = Elementary.Log(1 + (cv * cv));
        return new LognormalQuantity(Elementary.Log(mean) - (0.5 * variance), Math.Sqrt(variance), mean);
    }

    /// <summary>With 5 % below the first and 5 % above the second value: a 90 % interval.</summary>
    public static LognormalQuantity OfInterval(double low, double high)
    {
        if (!(low > 0))
            throw new RuleException("from",
                string.Create(CultureInfo.InvariantCulture,
                    $"must be above 0 for a 90 % interval of a size, but is {low}; use {{ uniform: [a, b] }} or {{ triangular: [a, m, b] "
                    + $"}} where 0 is possible"));
        if (!(high > low))
            throw new RuleException("to", FormattableString.Invariant($"must be above {low}, but is {high}"));
        var (a, b) = (Elementary.Log(low), Elementary.Log(high));
        return new LognormalQuantity(0.5 * (a + b), (b - a) / (2 * Z95));
    }

    public static LognormalQuantity OfMedian(double p50, double p95)
    {
        if (!(p50 > 0))
            throw new RuleException(nameof(p50), FormattableString.Invariant($"must be above 0, but is {p50}"));
        if (!(p95 >= p50))
            throw new RuleException(nameof(p95), FormattableString.Invariant($"must not be below p50 ({p50}), but is {p95}"));
        var mu = Elementary.Log(p50);
        return new LognormalQuantity(mu, (Elementary.Log(p95) - mu) / Z95);
    }

    public string Law => "lognormal";

    public double Variance => Mean * Mean * (Elementary.Exp(Sigma * Sigma) - 1);

    public IReadOnlyList<Outcome> Outcomes => [];

    public double At(double score) => Elementary.Exp(Math.FusedMultiplyAdd(Sigma, score, Mu));

    public double Probability(double value) =>
        value <= 0 ? 0 : Sigma == 0 ? (Elementary.Log(value) >= Mu ? 1 : 0) : Elementary.NormalCdf((Elementary.Log(value) - Mu) / Sigma);

    public double Moment(int order) => Elementary.Exp((order * Mu) + (0.5 * order * order * Sigma * Sigma));
}
