namespace CostSim.Volumes;

/// <summary>How logged days are used again.</summary>
public enum LogUse
{
    /// <summary>A simulated day takes a whole logged day of its weekday by chance.</summary>
    Resampled,

    /// <summary>The logged days in order, repeated by whole weeks.</summary>
    Replayed,
}

/// <summary>Requests of whole logged days, in order, the first of them on <see cref="First"/>.</summary>
public sealed record LoggedDays(DateOnly First, IReadOnlyList<double> Requests, LogUse Use);
