using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Days of one month that share everything but their place: the price segment, the steps in force, and (where the volume matters) the kind
/// of day.
/// </summary>
internal sealed record VolumeCell(int Month, int FirstDay, IReadOnlyList<int> Days);

/// <summary>Cuts a horizon into cells.</summary>
internal static class VolumeCells
{
    private const int MostKinds = 8;

    /// <summary>Cells between the cuts, the days on which a segment or a step begins; days of one kind stay together.</summary>
    public static IReadOnlyList<VolumeCell> Of(Calendar calendar, IEnumerable<int> cuts, int[]? kinds)
    {
        var edges = calendar.Months.Select(m => m.FirstDay).Concat(cuts).Where(d => d >= 0 && d < calendar.Days).Append(0).Distinct()
            .Order().Append(calendar.Days).ToList();
        var cells = new List<VolumeCell>();
        for (var e = 0; e + 1 < edges.Count; e++)
        {
            var days = Enumerable.Range(edges[e], edges[e + 1] - edges[e]);
            foreach (var kind in days.GroupBy(d => kinds?[d] ?? 0))
                cells.Add(new VolumeCell(calendar.MonthOf(edges[e]), edges[e], [.. kind]));
        }

        return cells;
    }

    /// <summary>
    /// The kind of each day: its weekday where logged days are drawn by weekday, its known factor where the volume matters; null where
    /// kinds do not.
    /// </summary>
    public static int[]? KindsOf(Traffic traffic, Calendar calendar, bool volumeMatters)
    {
        if (traffic.Log is { Use: LogUse.Resampled })
            return [.. Enumerable.Range(0, calendar.Days).Select(d => Calendar.WeekdayOf(calendar.DateOf(d)))];
        return volumeMatters ? KindsOf(new DayMeans(traffic, calendar).Known) : null;
    }

    // Equal factors make a kind; where there are many, neighbours in rank do.
    private static int[] KindsOf(IReadOnlyList<double> known)
    {
        var distinct = known.Select(w => Math.Round(w, 9)).Distinct().Order().ToList();
        return [.. known.Select(w =>
        {
            var rank = distinct.BinarySearch(Math.Round(w, 9));
            return distinct.Count <= MostKinds ? rank : rank * MostKinds / distinct.Count;
        })];
    }
}
