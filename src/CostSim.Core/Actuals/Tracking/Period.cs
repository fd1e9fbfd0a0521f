namespace CostSim.Actuals;

/// <summary>A day, week or month of the log against its band.</summary>
internal sealed record TrackedPeriod(string Kind, DateOnly From, int Days, double Actual, double Forecast, double P1, double P10,
    double P90, double P99, VarianceBridge Bridge)
{
    public double Requests { get; init; }

    public double ForecastRequests { get; init; }

    /// <summary>True where the log does not hold the period whole, so that only its days are compared.</summary>
    public bool IsPartial { get; init; }

    /// <summary>Share of a day that the log holds; 1 of a whole day and of longer periods.</summary>
    public double Part { get; init; } = 1;

    public double Tokens { get; init; }

    public double ForecastTokens { get; init; }

    /// <summary>The law of the forecast for these days; a day's is in its bands.</summary>
    public Forecasts.LevelLaw Law { get; init; }

    /// <summary>The bands of a day's cost, requests and tokens; null of longer periods.</summary>
    public DayBands? Bands { get; init; }

    public string Verdict =>
        Actual > P99 ? "above P99" : Actual > P90 ? "above P90" : Actual < P1 ? "below P1" : Actual < P10 ? "below P10" : "in band";

    /// <summary>What moved the bill most; blank where it hardly moved.</summary>
    public string Driver => Math.Abs(Actual - Forecast) <= 5e-4 * Math.Max(Math.Abs(Actual), Math.Abs(Forecast)) ? "" : Bridge.Main.Driver;

    public bool IsOutside => Actual > P99 || Actual < P1;
}

/// <summary>Percentiles of a day as the forecast has it.</summary>
internal sealed record DayBands(DayBand Cost, DayBand Requests, DayBand Tokens);

/// <summary>Eight of ten days lie between P10 and P90, nine of ten between P5 and P95.</summary>
internal readonly record struct DayBand(double P5, double P10, double P90, double P95)
{
    public static DayBand Of(Forecasts.DayLaw law) => new(law.At(0.05), law.At(0.10), law.At(0.90), law.At(0.95));
}
