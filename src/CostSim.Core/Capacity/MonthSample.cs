using System.Globalization;
using CostSim.Files;

namespace CostSim.Capacity;

/// <summary>
/// A stretch of a month that is played, in seconds, and how many requests each of its own counts as. What comes before <see cref="From"/>
/// only fills the limits.
/// </summary>
internal readonly record struct Stretch(double WarmFrom, double From, double Until, double Weight);

/// <summary>
/// Which stretches of a large month are played. Hours, or days, are put in order of their load and split into strata of about equal load,
/// the busiest apart, since limits bind there; of each stratum some are played, evenly by rank, and count for the rest by their requests.
/// </summary>
internal static class MonthSample
{
    /// <summary>Months of this many requests or fewer are played whole.</summary>
    public const double PlayedWhole = 600_000;

    /// <summary>The same where only whole days can be chosen, of which few are a poor sample.</summary>
    public const double PlayedWholeByDays = 3_000_000;

    /// <summary>About this many requests of a larger month are played.</summary>
    private const double Budget = 600_000;

    /// <summary>Beyond this a month that needs whole days is too large.</summary>
    private const double MostOfDays = 8_000_000;

    /// <summary>Beyond this an hour is too large: even its shortest stretch would take minutes to play.</summary>
    private const double MostOfAnHour = 4_000_000;

    private const int Strata = 10;

    // A share of the largest load above which hours are the busiest.
    private const double Busiest = 0.9;

    // Buckets hold a minute; lines of the usual length empty in some minutes.
    private const double WarmUp = 180;

    public static IReadOnlyList<Stretch> OfHours(double[] loads)
    {
        if (loads.Max() > MostOfAnHour)
            throw new InputException(Location.Of("limits"), string.Create(CultureInfo.InvariantCulture,
                $"an hour of {loads.Max():#,0} requests is too large to be played, of which {MostOfAnHour:#,0} are the most; state a part "
                + $"of the traffic with the same part of the limits, such as a hundredth of both"));
        // The larger an hour, the shorter its stretch: a rate is even within an hour.
        var minutes = new[] { 60, 30, 15, 5 }.FirstOrDefault(m => loads.Max() * (m + (WarmUp / 60)) / 60 <= Budget / Strata, 5);
        var parts = new List<Stretch>();
        foreach (var (hours, chosen) in Chosen(loads, Budget * 60 / (minutes + (WarmUp / 60))))
        {
            var weight = hours.Sum(h => loads[h]) / (chosen.Sum(h => loads[h]) * minutes / 60);
            foreach (var hour in chosen)
            {
                // In the middle of the hour, so that its warm-up lies in it too where it is short.
                var from = (hour * 3_600) + (minutes == 60 ? 0 : (60 - minutes) * 30);
                parts.Add(new Stretch(Math.Max(0, from - WarmUp), from, from + (minutes * 60), weight));
            }
        }

        return WithoutOverlap([.. parts.OrderBy(p => p.From)]);
    }

    public static IReadOnlyList<Stretch> OfDays(double[] hours, IReadOnlyList<int> always)
    {
        var loads = hours.Chunk(24).Select(day => day.Sum()).ToArray();
        if (loads.Max() * (1 + always.Count) > MostOfDays)
            throw new InputException(Location.Of("limits"),
                string.Create(CultureInfo.InvariantCulture,
                    $"a day of {loads.Max():#,0} requests is too large to be played whole, which limits by the day, outages, long lines "
                    + $"and requests put off to the night need; state a part of the traffic with the same part of the limits, such as a "
                        + $"hundredth of both"));
        var rest = loads.Select((load, day) => always.Contains(day) ? 0 : load).ToArray();
        var days = Chosen(rest, PlayedWholeByDays / 2)
            .SelectMany(s => s.Chosen.Select(day => (Day: day, Weight: s.All.Sum(d => loads[d]) / s.Chosen.Sum(d => loads[d]))));
        return [.. days.Concat(always.Select(day => (Day: day, Weight: 1.0))).OrderBy(d => d.Day)
            .Select(d => new Stretch(d.Day * 86_400, d.Day * 86_400, (d.Day + 1) * 86_400, d.Weight))];
    }

    private static IEnumerable<(IReadOnlyList<int> All, IReadOnlyList<int> Chosen)> Chosen(double[] loads, double budget)
    {
        var order = Enumerable.Range(0, loads.Length).Where(i => loads[i] > 0).OrderByDescending(i => loads[i]).ThenBy(i => i).ToList();
        var top = order.TakeWhile(i => loads[i] >= Busiest * loads[order[0]]).ToList();
        var strata = new List<List<int>> { top };
        var (rest, reached) = (order.Skip(top.Count).ToList(), 0.0);
        var whole = rest.Sum(i => loads[i]);
        foreach (var i in rest)
        {
            if (strata.Count == 1 || reached >= whole * (strata.Count - 1) / (Strata - 1))
                strata.Add([]);
            strata[^1].Add(i);
            reached += loads[i];
        }

        foreach (var stratum in strata.Where(s => s.Count > 0))
        {
            var most = Math.Clamp((int)(budget / strata.Count / stratum.Average(i => loads[i])), 1, stratum.Count);
            yield return (stratum, [.. Enumerable.Range(0, most).Select(k => stratum[(int)((k + 0.5) * stratum.Count / most)])]);
        }
    }

    // A stretch that follows another needs no warm-up of its own.
    private static List<Stretch> WithoutOverlap(List<Stretch> parts)
    {
        for (var i = 1; i < parts.Count; i++)
            parts[i] = parts[i] with { WarmFrom = Math.Max(parts[i].WarmFrom, parts[i - 1].Until) };
        return parts;
    }
}
