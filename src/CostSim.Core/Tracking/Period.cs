namespace CostSim.Tracking;

/// <summary>A day, week or month of the log against its band.</summary>
internal sealed record TrackedPeriod(string Kind, DateOnly From, int Days, double Actual, double Forecast, double P1, double P10, double P90, double P99, VarianceBridge Bridge)
{
    public double Requests { get; init; }

    public double ForecastRequests { get; init; }

    /// <summary>True where the log does not hold the period whole, so that only its days are compared.</summary>
    public bool IsPartial { get; init; }

    public string Verdict => Actual > P99 ? "above P99" : Actual > P90 ? "above P90" : Actual < P1 ? "below P1" : Actual < P10 ? "below P10" : "in band";

    /// <summary>What moved the bill most; blank where it hardly moved.</summary>
    public string Driver => Math.Abs(Actual - Forecast) <= 5e-4 * Math.Max(Math.Abs(Actual), Math.Abs(Forecast)) ? "" : Bridge.Main.Driver;

    public bool IsOutside => Actual > P99 || Actual < P1;
}
