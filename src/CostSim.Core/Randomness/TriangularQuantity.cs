using CostSim.Units;

namespace CostSim.Randomness;

internal sealed record TriangularQuantity : IQuantity
{
    private readonly double low;
    private readonly double mode;
    private readonly double high;

    public TriangularQuantity(double low, double mode, double high)
    {
        if (!(low <= mode && mode <= high && low < high))
            throw new RuleException("triangular",
                FormattableString.Invariant($"must rise as [lowest, likeliest, highest], but is [{low}, {mode}, {high}]"));
        (this.low, this.mode, this.high) = (low, mode, high);
    }

    public string Law => "triangular";

    public double Mean => (low + mode + high) / 3;

    public double Variance => ((low * low) + (mode * mode) + (high * high) - (low * mode) - (low * high) - (mode * high)) / 18;

    public IReadOnlyList<Outcome> Outcomes => [];

    public double At(double score)
    {
        var p = Elementary.NormalCdf(score);
        return p < (mode - low) / (high - low)
            ? low + Math.Sqrt(p * (high - low) * (mode - low))
            : high - Math.Sqrt(Elementary.NormalCdf(-score) * (high - low) * (high - mode));
    }

    public double Probability(double value) => value switch
    {
        _ when value <= low => 0,
        _ when value >= high => 1,
        _ when value < mode => (value - low) * (value - low) / ((high - low) * (mode - low)),
        _ => 1 - ((high - value) * (high - value) / ((high - low) * (high - mode))),
    };

    // E[X^n] = 2 Σ low^i mode^j high^k / ((n+1)(n+2)) over i + j + k = n: the moments of a uniform law on a triangle.
    public double Moment(int order)
    {
        var sum = 0.0;
        for (var i = 0; i <= order; i++)
        {
            for (var j = 0; i + j <= order; j++)
                sum += Moments.Power(low, i) * Moments.Power(mode, j) * Moments.Power(high, order - i - j);
        }

        return 2 * sum / ((order + 1) * (order + 2));
    }
}
