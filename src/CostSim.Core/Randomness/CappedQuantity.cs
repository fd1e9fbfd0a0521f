using CostSim.Units;

namespace CostSim.Randomness;

/// <summary>
/// Another law whose draws beyond a limit count as the limit: an answer that the model cuts off, a prompt that is truncated.
/// </summary>
internal sealed record CappedQuantity : IQuantity
{
    private const int Orders = 5;
    private const double Left = -9;
    private const double Panel = 0.25;

    // Gauss-Legendre with four points on a panel.
    private static readonly double[] Places = [-0.8611363115940526, -0.3399810435848563, 0.3399810435848563, 0.8611363115940526];
    private static readonly double[] Weights = [0.3478548451374538, 0.6521451548625461, 0.6521451548625461, 0.3478548451374538];

    private readonly double[] moments;

    public CappedQuantity(IQuantity inner, double most)
    {
        if (!(most >= 0))
            throw new RuleException(nameof(most), FormattableString.Invariant($"must be 0 or more, but is {most}"));
        (Inner, Most) = (inner, most);
        Outcomes = [.. inner.Outcomes.GroupBy(o => Math.Min(o.Value, most))
            .Select(same => new Outcome(same.Key, same.Sum(o => o.Probability)))];
        moments = [.. Enumerable.Range(0, Orders).Select(MomentOf)];
    }

    public IQuantity Inner { get; }

    public double Most { get; }

    /// <summary>The score from which on every draw is the limit.</summary>
    public double BendsAt => Inner.Probability(Most) switch
    {
        <= 0 => double.NegativeInfinity,
        >= 1 => double.PositiveInfinity,
        var p => NormalQuantile.Of(p),
    };

    public string Law => Inner.Law;

    public double Mean => moments[1];

    public double Variance => Math.Max(0, moments[2] - (moments[1] * moments[1]));

    public IReadOnlyList<Outcome> Outcomes { get; }

    public double At(double score) => Math.Min(Most, Inner.At(score));

    public double Probability(double value) => value >= Most ? 1 : Inner.Probability(value);

    public double Moment(int order) => moments[order];

    private double MomentOf(int order)
    {
        if (order == 0)
            return 1;
        if (Outcomes.Count > 0)
            return Outcomes.Sum(o => o.Probability * Moments.Power(o.Value, order));
        var end = BendsAt;
        if (double.IsPositiveInfinity(end))
            return Inner.Moment(order);
        var tail = Moments.Power(Most, order) * (double.IsNegativeInfinity(end) ? 1 : Elementary.NormalCdf(-end));
        return tail + (Inner is LognormalQuantity lognormal ? Below(lognormal, end, order) : Below(end, order));
    }

    // E[X^n; X <= limit] of exp(mu + sigma z): the lognormal's own moment times the share of it below the limit.
    private static double Below(LognormalQuantity law, double end, int order) =>
        law.Moment(order) * Elementary.NormalCdf(end - (order * law.Sigma));

    private double Below(double end, int order)
    {
        if (end <= Left)
            return 0;
        var panels = Math.Max(1, (int)Math.Ceiling((end - Left) / Panel));
        var half = (end - Left) / panels / 2;
        var sum = 0.0;
        for (var panel = 0; panel < panels; panel++)
        {
            var middle = Left + (((2 * panel) + 1) * half);
            for (var i = 0; i < Places.Length; i++)
            {
                var z = middle + (half * Places[i]);
                sum += half * Weights[i] * Elementary.NormalDensity(z) * Moments.Power(Inner.At(z), order);
            }
        }

        return sum;
    }
}
