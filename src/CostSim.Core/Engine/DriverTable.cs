namespace CostSim.Engine;

/// <summary>Whose doubt makes the spread: first-order variance shares by key, the interactions, and what remains within a trial.</summary>
internal static class DriverTable
{
    private const double Z90 = 1.2815515655446004;

    public static IReadOnlyList<Driver> Of(InputEffects effects, int view, double mean, double standardDeviation, double within)
    {
        var variance = standardDeviation * standardDeviation;
        if (variance <= 0)
            return [];
        var groups = Enumerable.Range(0, effects.Effects.Count).GroupBy(e => effects.Effects[e].Group).Select(g => new
        {
            Group = g.Key,
            Variance = g.Sum(e => effects.VarianceOf(view, e, variance)),
            Low = mean + g.Sum(e => effects.DeviationAt(view, e, -Z90)),
            High = mean + g.Sum(e => effects.DeviationAt(view, e, Z90)),
        }).ToList();
        // What chance adds to single shares may pass the whole; they are then shortened to it.
        var between = Math.Max(0, variance - within);
        var sum = groups.Sum(g => g.Variance);
        var scale = sum > between && sum > 0 ? between / sum : 1;
        return
        [
            .. groups.OrderByDescending(g => g.Variance).ThenBy(g => g.Group, StringComparer.Ordinal)
                .Select(g => new Driver(g.Group, scale * g.Variance / variance, g.Low, g.High)),
            new Driver("interactions", Math.Max(0, between - sum) / variance, null, null),
            new Driver("within a trial", Math.Min(1, within / variance), null, null),
        ];
    }
}
