using System.Globalization;
using CostSim.Files;
using CostSim.Logs;

namespace CostSim.Scenarios;

/// <summary>Reads the days of any usage log that <c>fit</c> reads, for a scenario that uses them again.</summary>
internal static class LoggedTraffic
{
    /// <summary>
    /// Requests of the whole days in the local time of an offset from UTC. Throws <see cref="InputException"/> where the log has no day
    /// after day.
    /// </summary>
    public static LoggedDays Read(string path, TimeSpan offset)
    {
        var sketch = new LogSketch(offset);
        foreach (var record in new UsageLog(path, new LogOptions { Offset = offset }).Records())
        {
            if (record.Kind == LogKind.Model)
                sketch.Add(record);
        }

        var whole = WholeDays.Of(sketch);
        if (whole.AreMonths || sketch.IsMixed)
            throw new InputException(Location.Of(path),
                "says sums of months, not of days; export it by day or by request, or let 'costsim fit' make a level and a growth of it");
        if (whole.Gaps is [var (from, to), ..])
            throw new InputException(Location.Of(path),
                string.Create(CultureInfo.InvariantCulture,
                    $"has no request from {from:yyyy-MM-dd} to {to:yyyy-MM-dd}; days are used again one after the other, so keep the part "
                    + $"before or after"));
        if (whole.Days.Count == 0 || whole.Days.Sum(d => d.Requests) == 0)
            throw new InputException(Location.Of(path), "holds no whole day with requests; give at least one from midnight to midnight");
        return new LoggedDays(whole.Days[0].Date, [.. whole.Days.Select(d => d.Requests)], LogUse.Resampled);
    }
}
