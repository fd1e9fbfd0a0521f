using CostSim.Units;

namespace CostSim.Randomness;

/// <summary>A law picked by share, then a draw of it.</summary>
internal sealed record MixQuantity : IQuantity
{
    private readonly IReadOnlyList<(double Share, IQuantity Of)> parts;

    public MixQuantity(IReadOnlyList<(double Share, IQuantity Of)> parts)
    {
        if (parts.Count == 0)
            throw new RuleException("mix", "must name at least one { share, of }");
        var sum = parts.Sum(p => p.Share);
        if (parts.Any(p => !(p.Share >= 0)) || Math.Abs(sum - 1) > 1e-9)
            throw new RuleException("share",
                FormattableString.Invariant($"the shares of a mix must sum to 1 (100 %), but sum to {sum:0.######}"));
        this.parts = [.. parts.Where(p => p.Share > 0)];
        Outcomes = this.parts.All(p => p.Of.Outcomes.Count > 0)
            ? [.. this.parts.SelectMany(p => p.Of.Outcomes.Select(o => (o.Value, Probability: p.Share * o.Probability)))
                .GroupBy(o => o.Value).Select(g => new Outcome(g.Key, g.Sum(o => o.Probability))).OrderBy(o => o.Value)]
            : [];
    }

    public string Law => "mix";

    public IReadOnlyList<Outcome> Outcomes { get; }

    public double Mean => Moment(1);

    public double Variance => Moment(2) - (Mean * Mean);

    public double Moment(int order) => parts.Sum(p => p.Share * p.Of.Moment(order));

    public double Probability(double value) => parts.Sum(p => p.Share * p.Of.Probability(value));

    /// <summary>The quantile lies between those of the parts at the same score: bisection there.</summary>
    public double At(double score)
    {
        var p = Elementary.NormalCdf(score);
        var low = parts.Min(part => part.Of.At(score));
        var high = parts.Max(part => part.Of.At(score));
        if (Probability(low) >= p)
            return low;
        for (var i = 0; i < 200 && high - low > 1e-15 * Math.Max(Math.Abs(low), Math.Abs(high)); i++)
        {
            var middle = low + (0.5 * (high - low));
            if (middle <= low || middle >= high)
                break;
            if (Probability(middle) >= p)
                high = middle;
            else
                low = middle;
        }

        return high;
    }
}
