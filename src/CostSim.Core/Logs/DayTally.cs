namespace CostSim.Logs;

/// <summary>The use that a log holds of one local day, or of one model.</summary>
internal sealed class DayTally
{
    /// <summary>Calls that succeeded.</summary>
    public double Requests { get; set; }

    /// <summary>Runs that begin here: requests of several calls that share an id.</summary>
    public double Runs { get; set; }

    /// <summary>Calls that failed after tokens were used, so that they were paid.</summary>
    public double PaidFailures { get; set; }

    public double Failures { get; set; }

    public double FreshInput { get; set; }

    public double CachedInput { get; set; }

    public double CacheWrite { get; set; }

    /// <summary>The part of <see cref="CacheWrite"/> that is kept for an hour.</summary>
    public double CacheWrite1h { get; set; }

    public double Output { get; set; }

    /// <summary>Calls of the provider's tools.</summary>
    public double ToolCalls { get; set; }

    /// <summary>Hours of the day that the rows' buckets cover; 24 where rows are single requests.</summary>
    public double CoveredHours { get; set; }

    public double Input => FreshInput + CachedInput + CacheWrite;

    public double Tokens => Input + Output;

    /// <summary>
    /// Adds a share of a record, as where a bucket spans several days; <paramref name="requests"/> are those of the whole record.
    /// </summary>
    public void Add(in LogRecord record, double share, double requests)
    {
        var calls = requests * share;
        Requests += record.Failed ? 0 : calls;
        Failures += record.Failed ? calls : 0;
        PaidFailures += record.Failed && record.Tokens > 0 ? calls : 0;
        FreshInput += record.FreshInput * share;
        CachedInput += record.CachedInput * share;
        CacheWrite += record.CacheWrite * share;
        CacheWrite1h += record.CacheWrite1h * share;
        Output += record.Output * share;
        ToolCalls += record.ToolCalls * share;
    }
}
