using CostSim.Files;

namespace CostSim.Logs;

/// <summary>Records that cover more than a day, as rows of an invoice do: each belongs to one calendar month.</summary>
internal static class LogMonths
{
    // A day can have 25 hours, when clocks go back.
    private static readonly TimeSpan LongestDay = TimeSpan.FromHours(25);

    public static bool IsLong(LogRecord record) => record.Until is { } until && until - record.From > LongestDay;

    /// <summary>
    /// The first day that the record covers and the one after its last. An invoice's month is the provider's, so that the offset
    /// that the row states comes first, and local time is only asked where that cuts the month.
    /// </summary>
    public static (DateOnly From, DateOnly Until) Of(LogRecord record, TimeSpan offset)
    {
        foreach (var zone in new[] { record.From.Offset, offset })
        {
            var (from, last) = (DateOnly.FromDateTime(record.From.ToOffset(zone).DateTime),
                DateOnly.FromDateTime(record.Until!.Value.ToOffset(zone).AddTicks(-1).DateTime));
            if (from.Year == last.Year && from.Month == last.Month)
                return (from, last.AddDays(1));
        }

        throw new InputException(record.At,
            $"covers {record.From:yyyy-MM-dd} to {record.Until:yyyy-MM-dd}, more than a day and not within one month; export it by day or "
            + $"by calendar month");
    }
}
