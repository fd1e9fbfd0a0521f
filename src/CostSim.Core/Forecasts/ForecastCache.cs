namespace CostSim.Forecasts;

/// <summary>
/// What the hit rate of a prompt cache follows from, for a document that is asked about as often as the mean one: enough to repeat it by
/// hand, and what comes out over all documents, hours and days.
/// </summary>
/// <param name="Share">Share of the requests that carry the same prefix: of a random request's own document.</param>
/// <param name="DaySize">Negative-binomial size of a day's count; 0 for Poisson.</param>
internal sealed record ForecastCache(
    double RequestsPerDay, double Share, double DaySize, double SessionRequests, double GapSeconds, double GapWithin, double KeptSeconds,
    double TimeToLiveSeconds, double OthersMiss, double HitRate, double DesignHitRate, double DesignReadShare)
{
    private const double Day = 86_400;

    /// <summary>Other sessions about the same document while it is kept, in the mean.</summary>
    public double OtherSessions => RequestsPerDay * Share / SessionRequests * KeptSeconds / Day;
}
