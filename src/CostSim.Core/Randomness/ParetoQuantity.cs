using CostSim.Units;

namespace CostSim.Randomness;

/// <summary>A Pareto tail from <c>min</c> on; a draw beyond <c>max</c> counts as <c>max</c>.</summary>
internal sealed record ParetoQuantity : IQuantity
{
    public double Min { get; }

    public double Alpha { get; }

    public double Max { get; }

    public ParetoQuantity(double min, double alpha, double max)
    {
        if (!(min > 0))
            throw new RuleException(nameof(min), FormattableString.Invariant($"must be above 0, but is {min}"));
        if (!(alpha > 0))
            throw new RuleException(nameof(alpha), FormattableString.Invariant($"must be above 0, but is {alpha}"));
        if (!(max > min))
            throw new RuleException(nameof(max), FormattableString.Invariant($"must be above min ({min}), but is {max}"));
        (Min, Alpha, Max) = (min, alpha, max);
    }

    public string Law => "pareto";

    public double Mean => Moment(1);

    public double Variance => Moment(2) - (Mean * Mean);

    public IReadOnlyList<Outcome> Outcomes => [];

    public double At(double score) => Math.Min(Max, Min * Elementary.Pow(Elementary.NormalCdf(-score), -1 / Alpha));

    public double Probability(double value) => value < Min ? 0 : value >= Max ? 1 : 1 - Elementary.Pow(Min / value, Alpha);

    // ∫ x^n α min^α x^(−α−1) dx from min to max, plus max^n times the tail's (min/max)^α.
    public double Moment(int order)
    {
        if (order == 0)
            return 1;
        var tail = Elementary.Pow(Min / Max, Alpha);
        var gap = order - Alpha;
        var body = Math.Abs(gap) < 1e-9
            ? Alpha * Moments.Power(Min, order) * Elementary.Log(Max / Min)
            : Alpha * Moments.Power(Min, order) / gap * (Elementary.Pow(Max / Min, gap) - 1);
        return body + (Moments.Power(Max, order) * tail);
    }
}
