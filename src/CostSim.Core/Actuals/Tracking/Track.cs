using CostSim.Forecasts;
using CostSim.Reports;

namespace CostSim.Actuals;

/// <summary>A log or bill held against a forecast.</summary>
internal sealed record Track
{
    /// <summary>Of shorter stretches some lie outside their band by chance.</summary>
    public const int DaysForAlert = 7;

    public required DayOutlook Outlook { get; init; }

    public required ActualLog Log { get; init; }

    /// <summary>Days, weeks and months within the horizon.</summary>
    public required IReadOnlyList<TrackedPeriod> Periods { get; init; }

    public required IReadOnlyList<Drift> Drifts { get; init; }

    /// <summary>Everything of the log that lies in the horizon, against the same days of the forecast.</summary>
    public required VarianceBridge Whole { get; init; }

    public required ActualDay Total { get; init; }

    /// <summary>Days or months of the log before or after the horizon; left out.</summary>
    public required int OutsideHorizon { get; init; }

    /// <summary>Days or months of the log after the last day that counts; left out.</summary>
    public int IgnoredAfter { get; init; }

    public required IReadOnlyList<Landing> Landings { get; init; }

    public double? Budget { get; init; }

    /// <summary>The log by the tags that were asked for, a row a group and month.</summary>
    public IReadOnlyList<TrackedGroup> Groups { get; init; } = [];

    /// <summary>Single days far from those around them, by series.</summary>
    public IReadOnlyList<(string Series, DateOnly Day)> Runaways { get; init; } = [];

    /// <summary>The first day of the baseline, where somebody has accepted what came before.</summary>
    public DateOnly? BaselineFrom { get; init; }

    /// <summary>What somebody should act on.</summary>
    public IReadOnlyList<string> Alerts { get; init; } = [];

    /// <summary>Days whose cost lies outside its 98 % band; some such days come by chance.</summary>
    public IEnumerable<TrackedPeriod> OddDays => Periods.Where(p => p.Kind == "day" && p.IsOutside);

    /// <summary>Days of the log within the horizon.</summary>
    public int TrackedDays => Periods.Where(p => p.Kind == "month").Sum(p => p.Days);

    /// <summary>True where no stretch of the log is long enough for an alert by its band.</summary>
    public bool IsShort => TrackedDays < DaysForAlert;

    /// <summary>False where the log has neither tokens nor cost, so that only its requests can be held against the forecast.</summary>
    public bool HasCost => Log.HasBill || Log.HasTokens;

    /// <summary>True where tokens have no price and no bill says what they cost.</summary>
    public bool IsUnpriced => Log is { HasBill: false, Unknown.Count: > 0 };

    /// <summary>Days of the log, and days of the horizon.</summary>
    public IReadOnlyList<TrackedPeriod> Of(string kind) => [.. Periods.Where(p => p.Kind == kind)];

    public string Money(double amount) => Figures.Prose(amount, Outlook.Forecast.Currency);
}
