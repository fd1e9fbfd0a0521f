using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>A number of turns or steps that varies per request, from 1 on: how likely each is.</summary>
internal sealed record Counts
{
    // Rarer numbers would add rows that no cost shows.
    private const double Negligible = 1e-4;
    private const int Most = 200;

    /// <summary>The number that the first share is of: 1, or 0 where a request may do without a step.</summary>
    public int First { get; }

    /// <summary>The probability of 1, 2, 3, .. (from <see cref="First"/> on); they sum to 1.</summary>
    public IReadOnlyList<double> Shares { get; }

    public double Mean { get; }

    private Counts(IReadOnlyList<double> shares, int first) =>
        (Shares, First, Mean) = (shares, first, shares.Select((p, i) => p * (i + first)).Sum());

    /// <summary>
    /// A law rounded to whole numbers; what is below 1 counts as 1, but for a choice that names 0 where that is possible.
    /// </summary>
    public static Counts Of(string name, UncertainLaw law, bool mayBeNone = false)
    {
        if (!law.IsKnown)
            throw new RuleException(name,
                "must be a law whose parameters are known, such as 5, '3 to 10' or { mean: 5, cv: 0.5 }; its spread is per request");
        var known = law.AtMedians;
        if (known.Mean > Most)
            throw new RuleException(name, FormattableString.Invariant($"must be at most {Most} in the mean, but is {known.Mean:0.#}"));
        var shares = new List<double>();
        var first = mayBeNone && known is DiscreteQuantity && known.Probability(0.5) > 0 ? 0 : 1;
        for (var n = first; n <= 10 * Most; n++)
        {
            var above = known.Variance == 0 ? (Math.Round(known.Mean) > n ? 1 : 0) : 1 - known.Probability(n + 0.5);
            shares.Add(1 - above - shares.Sum());
            if (above < Negligible)
                break;
        }

        var total = shares.Sum();
        return new Counts([.. shares.Select(s => Math.Max(0, s) / total)], first);
    }

    /// <summary>Share of all turns that are the first, second, third, .. of their conversation: P(at least n) over the mean.</summary>
    public IReadOnlyList<double> Positions => [.. Shares.Select((_, i) => Shares.Skip(i).Sum() / Mean)];
}
