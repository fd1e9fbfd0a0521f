using CostSim.Units;

namespace CostSim.Randomness;

/// <summary>Through a 5, 50 and 95 % point: p50 + c (e^(σz) − 1), skewed to either side; a normal where the points are symmetric.</summary>
internal sealed record ShiftedLognormalQuantity : IQuantity
{
    private readonly double shift;
    private readonly double scale;
    private readonly double sigma;

    public ShiftedLognormalQuantity(double p5, double p50, double p95)
    {
        if (!(p5 < p50))
            throw new RuleException(nameof(p5), FormattableString.Invariant($"must be below p50 ({p50}), but is {p5}"));
        if (!(p95 > p50))
            throw new RuleException(nameof(p95), FormattableString.Invariant($"must be above p50 ({p50}), but is {p95}"));
        var ratio = Elementary.Log((p95 - p50) / (p50 - p5));
        // Nearer to symmetric than this the two terms would cancel; the law is a normal to nine digits.
        if (Math.Abs(ratio) < 1e-5)
            ratio = 1e-5;
        sigma = ratio / LognormalQuantity.Z95;
        scale = (p95 - p50) / (Elementary.Exp(ratio) - 1);
        shift = p50 - scale;
    }

    public string Law => "shifted lognormal";

    public double Mean => shift + (scale * Elementary.Exp(0.5 * sigma * sigma));

    public double Variance
    {
        get
        {
            var square = Elementary.Exp(sigma * sigma);
            return scale * scale * square * (square - 1);
        }
    }

    public IReadOnlyList<Outcome> Outcomes => [];

    public double At(double score) => Math.FusedMultiplyAdd(scale, Elementary.Exp(sigma * score), shift);

    public double Probability(double value)
    {
        var e = (value - shift) / scale;
        if (e <= 0)
            return sigma > 0 ? 0 : 1;
        return Elementary.NormalCdf(Elementary.Log(e) / sigma);
    }

    public double Moment(int order) => Moments.Linear(shift, scale, order, i => Elementary.Exp(0.5 * i * i * sigma * sigma));
}
