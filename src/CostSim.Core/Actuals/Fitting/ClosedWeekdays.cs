using CostSim.Logs;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Actuals;

/// <summary>Weekdays on which nothing is ever asked: a rhythm of the calendar, where a few empty days at random are not.</summary>
internal static class ClosedWeekdays
{
    // Offices close at weekends far more often than on another day.
    private const double PriorOfWeekend = 0.5;
    private const double PriorOfOther = 0.02;
    private const double Certainty = 0.9;
    private const int Saturday = 5;

    public static IReadOnlySet<int> Of(IReadOnlyList<DayCount> days)
    {
        var byDay = days.GroupBy(d => Calendar.WeekdayOf(d.Date)).ToDictionary(g => g.Key,
            g => (Zeros: g.Count(d => d.Requests <= 0), Days: g.Count()));
        var empty = byDay.Where(d => d.Value.Zeros == d.Value.Days).Select(d => d.Key).ToList();
        var rest = byDay.Where(d => !empty.Contains(d.Key)).Select(d => d.Value).ToList();
        // How often another weekday is empty, with one day in two that it might have been (Jeffreys).
        var chance = (rest.Sum(r => r.Zeros) + 0.5) / (rest.Sum(r => r.Days) + 1);
        return empty.Where(d =>
        {
            var prior = d >= Saturday ? PriorOfWeekend : PriorOfOther;
            return prior / (prior + ((1 - prior) * Elementary.Pow(chance, byDay[d].Days))) > Certainty;
        }).ToHashSet();
    }
}
