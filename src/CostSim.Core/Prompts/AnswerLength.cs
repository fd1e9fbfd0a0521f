using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>A point of a quadrature over a standard normal score.</summary>
internal readonly record struct LengthNode(double Score, double Weight);

/// <summary>
/// The scores at which the lengths of answers are read off. All designs of a workload use the same nodes, so that one
/// request has the same random numbers in each of them.
/// </summary>
internal static class AnswerLength
{
    // The trapezoid rule on a smooth, normally weighted function errs by about exp(-2 pi^2 / step^2): 6e-16 at 0.75.
    // The first four moments of a lognormal of CV 1 come out to four digits and more; beyond 6.75 lies 1e-11 of the weight.
    private const double Step = 0.75;
    private const int HalfNodes = 9;
    private const int SteppedNodes = 64;

    /// <summary>Nodes that suit all of the laws: a trapezoid rule, or equal shares where a law has steps.</summary>
    public static IReadOnlyList<LengthNode> Nodes(IEnumerable<IQuantity> laws)
    {
        var random = laws.Where(l => l.Variance > 0).ToList();
        if (random.Count == 0)
            return [new LengthNode(0, 1)];
        return random.Any(l => l.Outcomes.Count > 0) ? EqualShares() : Trapezoid();
    }

    /// <summary>
    /// Lengths of a law at the nodes, stretched to exactly its mean and variance; then cut at what the model writes at most.
    /// </summary>
    public static double[] At(IQuantity law, IReadOnlyList<LengthNode> nodes, TokenCount? most = null)
    {
        var values = nodes.Select(n => law.At(n.Score)).ToArray();
        var mean = nodes.Select((n, i) => n.Weight * values[i]).Sum();
        var variance = nodes.Select((n, i) => n.Weight * (values[i] - mean) * (values[i] - mean)).Sum();
        var stretch = variance > 0 ? Math.Sqrt(law.Variance / variance) : 0;
        return [.. values.Select(v => Math.Clamp(law.Mean + (stretch * (v - mean)), 0, most?.Value ?? double.MaxValue))];
    }

    private static LengthNode[] EqualShares() =>
        [.. Enumerable.Range(0, SteppedNodes).Select(i => new LengthNode(NormalQuantile.Of((i + 0.5) / SteppedNodes), 1.0 / SteppedNodes))];

    private static LengthNode[] Trapezoid()
    {
        var scores = Enumerable.Range(-HalfNodes, (2 * HalfNodes) + 1).Select(i => i * Step).ToArray();
        var total = scores.Sum(z => Elementary.Exp(-z * z / 2));
        return [.. scores.Select(z => new LengthNode(z, Elementary.Exp(-z * z / 2) / total))];
    }
}
