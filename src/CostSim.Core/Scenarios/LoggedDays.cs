namespace CostSim.Scenarios;

/// <summary>How logged days are used again.</summary>
internal enum LogUse
{
    /// <summary>A simulated day takes a whole logged day of its weekday by chance.</summary>
    Resampled,

    /// <summary>The logged days in order, repeated by whole weeks.</summary>
    Replayed,
}

/// <summary>Requests of whole logged days, in order, the first of them on <see cref="First"/>.</summary>
internal sealed record LoggedDays(DateOnly First, IReadOnlyList<double> Requests, LogUse Use)
{
    /// <summary>The logged day that a date repeats: the same weekday, in the order of the log's whole weeks.</summary>
    public double ReplayedOn(DateOnly date)
    {
        var period = Requests.Count < 7 ? Requests.Count : Requests.Count / 7 * 7;
        var shift = ((date.DayNumber - First.DayNumber) % period + period) % period;
        return Requests[shift];
    }

    /// <summary>Requests of the logged days with a date's weekday; of all days where the log has none.</summary>
    public IReadOnlyList<double> OfWeekday(DateOnly date)
    {
        var same = Requests.Where((_, i) => First.AddDays(i).DayOfWeek == date.DayOfWeek).ToList();
        return same.Count > 0 ? same : Requests;
    }

    /// <summary>Raw moments 0 to 4 of a logged day of a date's weekday, over the weekday's mean.</summary>
    public IReadOnlyList<double> MomentsOf(DateOnly date)
    {
        var same = OfWeekday(date);
        var mean = same.Average();
        return [.. Enumerable.Range(0, 5).Select(n => mean > 0 ? same.Average(x => Randomness.Moments.Power(x / mean, n)) : 1)];
    }
}
