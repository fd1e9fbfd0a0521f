using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// One thing that limits do to a design's cost: its name among the components, and by level of a day's requests the number of requests
/// whose usual cost it adds or takes off.
/// </summary>
internal sealed record LimitEffect(string Component, Payer Payer, IReadOnlyList<double> Requests)
{
    /// <summary>What is refused for good.</summary>
    public const string Dropped = "dropped requests";
}

/// <summary>
/// What limits make of a day, by the number of requests of all classes that come on it. Because it depends on the number itself, and what
/// can be served has an end, it is worked out day by day on simulated paths and never at a mean.
/// </summary>
/// <param name="Levels">Requests a day, rising.</param>
internal sealed record LimitEffects(IReadOnlyList<double> Levels, IReadOnlyList<LimitEffect> Parts)
{
    /// <summary>
    /// How many requests' usual cost each part that a payer sees adds to a day of so many requests, added to <paramref name="to"/>.
    /// </summary>
    public void AddDay(double requests, double[] to)
    {
        if (requests <= 0)
            return;
        var last = Levels.Count - 1;
        // Below the first level a day is like that one; beyond the last, each further request fares as the last ones did.
        var i = 0;
        while (i < last && Levels[i] < requests)
            i++;
        for (var k = 0; k < to.Length; k++)
        {
            var amounts = Parts[k].Requests;
            to[k] += i == 0 ? amounts[0] * requests / Levels[0]
                : amounts[i - 1] + ((requests - Levels[i - 1]) / (Levels[i] - Levels[i - 1]) * (amounts[i] - amounts[i - 1]));
        }
    }

    /// <summary>The same effects with the parts of one payer alone; null where it has none.</summary>
    public LimitEffects? Of(Payer payer) =>
        Parts.Any(p => p.Payer == payer) ? this with { Parts = [.. Parts.Where(p => p.Payer == payer)] } : null;
}
