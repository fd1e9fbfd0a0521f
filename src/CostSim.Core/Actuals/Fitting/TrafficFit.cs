using CostSim.Logs;

namespace CostSim.Actuals;

/// <summary>A quantity with the 90 % interval that the log leaves open.</summary>
internal readonly record struct Fitted(double Value, double Low, double High);

/// <summary>The law of daily requests that a log supports, with its own doubt (METHODS section 4).</summary>
internal sealed record TrafficFit
{
    /// <summary>Requests on an average day, at the end of the log.</summary>
    public required Fitted Level { get; init; }

    /// <summary>Null where the log has sums of months alone.</summary>
    public DaySpread? Spread { get; init; }

    /// <summary>Growth per month; null where the log is too short to tell.</summary>
    public Fitted? Growth { get; init; }

    /// <summary>Seven factors, Monday first; null where the log is shorter than a week.</summary>
    public IReadOnlyList<double>? Weekdays { get; init; }

    /// <summary>Days without a request among the whole ones; null where there is none.</summary>
    public Fitted? ZeroDays { get; init; }

    /// <summary>The day since which the fitted level holds, and the mean of the days before it; null where it always did.</summary>
    public (DateOnly Since, double Before)? Step { get; init; }

    /// <summary>Single days far above all around them, left out of the fit.</summary>
    public IReadOnlyList<DayCount> Runaways { get; init; } = [];

    /// <summary>Share of days (or months) with traffic inside the fitted law's own 90 % band.</summary>
    public required double InsideBand { get; init; }

    /// <summary>The fitted mean and 90 % band of each whole day.</summary>
    public required IReadOnlyList<FittedDay> Bands { get; init; }
}

/// <summary>How days spread around their means.</summary>
internal sealed record DaySpread
{
    /// <summary>Size of the negative binomial, shrunk towards 5: variance m + m²/k.</summary>
    public required Fitted Size { get; init; }

    /// <summary>The size that the days alone show; infinite where they spread no wider than chance.</summary>
    public required double OwnSize { get; init; }

    /// <summary>True where the days spread no wider than Poisson and there are enough of them to say so.</summary>
    public bool IsPoisson { get; init; }

    /// <summary>Variance over mean of the day counts around the fitted means.</summary>
    public required double Dispersion { get; init; }

    public required double DayToDay { get; init; }
}

/// <summary>A logged day (or month, by day) against what the fit says of it.</summary>
internal sealed record FittedDay(DateOnly Date, double Requests, double Mean, double Low, double High);
