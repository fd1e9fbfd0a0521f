using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>When the provider answers nothing: the outage that the scenario types, and incidents by chance at their yearly rate.</summary>
internal static class OutageTimes
{
    private const double Day = 86_400;

    public static IReadOnlyList<(double From, double To)> Of(FailureTerms failures, int days, ulong seed)
    {
        var times = new List<(double From, double To)>();
        if (failures.Typed is { } outage)
        {
            // In the middle of the month, away from its edges.
            var from = (days / 2 * Day) + (outage.FromHour * 3_600);
            times.Add((from, from + outage.Seconds));
        }

        var random = new RandomStreams(seed).For(6, 400);
        if (failures.IncidentsPerYear > 0)
        {
            var gap = 365 * Day / failures.IncidentsPerYear;
            for (var at = gap * random.Exponential(); at < days * Day; at += gap * random.Exponential())
                times.Add((at, at + (failures.RepairSeconds * random.Exponential())));
        }

        times.Sort();
        return times;
    }
}
