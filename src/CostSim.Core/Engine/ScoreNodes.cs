using CostSim.Randomness;

namespace CostSim.Engine;

/// <summary>A standard normal score and its weight in an integral.</summary>
internal readonly record struct ScoreNode(double Score, double Weight);

/// <summary>
/// Nodes for integrals over a standard normal score: Gauss-Legendre with eight points on panels that no law's jump crosses.
/// </summary>
internal static class ScoreNodes
{
    // Beyond 9 standard deviations lie 1e-19; high moments of heavy laws reach further up, hence the longer right side.
    public const double Left = -9;
    public const double Right = 14;
    private const double Panel = 0.5;
    private const double WidePanel = 2;
    private const int MostJumps = 300;

    private static readonly double[] Places = [-0.9602898564975363, -0.7966664774136267, -0.5255324099163290, -0.1834346424956498,
        0.1834346424956498, 0.5255324099163290, 0.7966664774136267, 0.9602898564975363];
    private static readonly double[] Weights = [0.1012285362903763, 0.2223810344533745, 0.3137066458778873, 0.3626837833783620,
        0.3626837833783620, 0.3137066458778873, 0.2223810344533745, 0.1012285362903763];

    private static readonly ScoreNode[] Everywhere = [.. OnPanels(Left, Right, [], static z => z)];

    /// <summary>Nodes for z between two scores; the laws are smooth between their jumps.</summary>
    public static IReadOnlyList<ScoreNode> Over(double from, double to, IReadOnlyCollection<IQuantity> laws, bool isFine = true) =>
        isFine && from <= Left && to >= Right && !laws.SelectMany(Jumps).Any()
            ? Everywhere
            : OnPanels(Math.Max(from, Left), Math.Min(to, Right), laws.SelectMany(Jumps), static z => z, isFine ? Panel : WidePanel);

    /// <summary>Nodes for a score that is normal with a mean and a standard deviation.</summary>
    public static IReadOnlyList<ScoreNode> Shifted(double mean, double deviation, IReadOnlyCollection<IQuantity> laws) =>
        deviation == 0
            ? [new ScoreNode(mean, 1)]
            : OnPanels(Left, Right, laws.SelectMany(Jumps).Select(z => (z - mean) / deviation), e => mean + (deviation * e));

    /// <summary>The scores at which a law jumps from one value to the next, or bends.</summary>
    public static IEnumerable<double> Jumps(IQuantity law)
    {
        var sum = 0.0;
        foreach (var outcome in law.Outcomes.SkipLast(1))
        {
            sum += outcome.Probability;
            if (sum is > 0 and < 1)
                yield return NormalQuantile.Of(sum);
        }

        if (law is CappedQuantity { Outcomes.Count: 0 } capped)
        {
            foreach (var jump in Jumps(capped.Inner).Append(capped.BendsAt).Where(z => z <= capped.BendsAt && double.IsFinite(z)))
                yield return jump;
        }

        if (law is ParetoQuantity pareto)
            yield return -NormalQuantile.Of(Elementary.Pow(pareto.Min / pareto.Max, pareto.Alpha));
    }

    private static List<ScoreNode> OnPanels(double from, double to, IEnumerable<double> jumps,
        Func<double, double> score, double width = Panel)
    {
        var nodes = new List<ScoreNode>();
        if (!(from < to))
            return nodes;
        var inside = jumps.Where(j => j > from && j < to).Distinct().Order().ToList();
        // A log of many values is nearly smooth: narrow panels in place of one for each of its jumps.
        var panel = inside.Count > MostJumps ? width / 8 : width;
        if (inside.Count > MostJumps)
            inside.Clear();
        List<double> edges = [from, .. inside, to];
        for (var e = 0; e + 1 < edges.Count; e++)
        {
            var panels = Math.Max(1, (int)Math.Ceiling((edges[e + 1] - edges[e]) / panel));
            var wide = (edges[e + 1] - edges[e]) / panels;
            for (var p = 0; p < panels; p++)
            {
                var middle = edges[e] + ((p + 0.5) * wide);
                for (var i = 0; i < Places.Length; i++)
                {
                    var z = middle + (0.5 * wide * Places[i]);
                    nodes.Add(new ScoreNode(score(z), 0.5 * wide * Weights[i] * Elementary.NormalDensity(z)));
                }
            }
        }

        return nodes;
    }
}
