using CostSim.Units;

namespace CostSim.Randomness;

/// <summary>One of finitely many values: a choice with shares, or logged values of equal share.</summary>
internal sealed record DiscreteQuantity : IQuantity
{
    private readonly double[] values;
    private readonly double[] cumulative;

    private DiscreteQuantity(string law, IEnumerable<Outcome> outcomes)
    {
        Law = law;
        var merged = outcomes.GroupBy(o => o.Value).Select(g => new Outcome(g.Key, g.Sum(o => o.Probability)))
            .OrderBy(o => o.Value).ToArray();
        Outcomes = merged;
        values = [.. merged.Select(o => o.Value)];
        cumulative = new double[values.Length];
        var sum = 0.0;
        for (var i = 0; i < values.Length; i++)
            cumulative[i] = sum += merged[i].Probability;
        cumulative[^1] = 1;
    }

    public static DiscreteQuantity Choice(IReadOnlyList<double> values, IReadOnlyList<double> shares)
    {
        if (values.Count == 0)
            throw new RuleException(nameof(values), "must name at least one value");
        if (shares.Count != values.Count)
            throw new RuleException(nameof(shares), $"must be as many as the values ({values.Count}), but are {shares.Count}");
        if (shares.Any(s => !(s >= 0)))
            throw new RuleException(nameof(shares), "must not be negative");
        var sum = shares.Sum();
        if (Math.Abs(sum - 1) > 1e-9)
            throw new RuleException(nameof(shares), FormattableString.Invariant($"must sum to 1 (100 %), but sum to {sum:0.######}"));
        return new DiscreteQuantity("choice", values.Zip(shares, (v, s) => new Outcome(v, s / sum)).Where(o => o.Probability > 0));
    }

    public static DiscreteQuantity Empirical(IReadOnlyCollection<double> values)
    {
        if (values.Count == 0)
            throw new RuleException("column", "holds no value");
        return new DiscreteQuantity("resampled", values.Select(v => new Outcome(v, 1.0 / values.Count)));
    }

    public string Law { get; }

    public IReadOnlyList<Outcome> Outcomes { get; }

    public double Mean => Moment(1);

    public double Variance => Outcomes.Sum(o => o.Probability * (o.Value - Mean) * (o.Value - Mean));

    public double At(double score)
    {
        var p = Elementary.NormalCdf(score);
        var place = Array.BinarySearch(cumulative, p);
        return values[Math.Min(place < 0 ? ~place : place, values.Length - 1)];
    }

    public double Probability(double value)
    {
        var place = Array.BinarySearch(values, value);
        var below = place < 0 ? ~place - 1 : place;
        return below < 0 ? 0 : cumulative[below];
    }

    public double Moment(int order) => Outcomes.Sum(o => o.Probability * Moments.Power(o.Value, order));

    public bool Equals(DiscreteQuantity? other) => other is not null && Outcomes.SequenceEqual(other.Outcomes);

    public override int GetHashCode() => HashCode.Combine(values.Length, values[0], values[^1]);
}
