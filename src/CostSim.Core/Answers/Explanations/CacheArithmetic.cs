using System.Globalization;
using CostSim.Forecasts;
using CostSim.Reports;

namespace CostSim.Answers;

/// <summary>The hit rate of a prompt cache as arithmetic from arrivals, sessions, popularity and the time to live.</summary>
internal static class CacheArithmetic
{
    public static IEnumerable<string> Lines(ForecastClass @class)
    {
        if (@class.Cache is not { } cache)
            yield break;
        if (@class.Name.Length > 0)
            yield return $"{@class.Name}:";
        var others = cache.OtherSessions;
        yield return $"sessions about one document: {N(cache.RequestsPerDay)} requests a day x {N(cache.Share)} of them about it / "
            + $"{N(cache.SessionRequests)} a session";
        yield return Result(cache.RequestsPerDay * cache.Share / cache.SessionRequests, "a day");
        if (cache.SessionRequests > 1)
            yield return $"each keeps it {N(cache.TimeToLiveSeconds)} s after its last request, and {N(cache.SessionRequests - 1)} gaps "
                + $"before as far as they last (mean {N(cache.GapSeconds)} s)";
        else
            yield return "each keeps it for its time to live";
        yield return Result(cache.KeptSeconds, "s");
        yield return $"others in that time: {N(cache.RequestsPerDay * cache.Share / cache.SessionRequests)} a day x {N(cache.KeptSeconds)} "
            + $"s / 86,400 s";
        yield return Result(others, "sessions");
        yield return $"none of them: {None(cache, others)}";
        yield return Result(cache.OthersMiss, "");
        if (cache.SessionRequests > 1)
        {
            yield return $"nor its own session: 1 - {N(1 - (1 / cache.SessionRequests))} that follow another x {N(cache.GapWithin)} of the "
                + $"gaps below {N(cache.TimeToLiveSeconds)} s";
            yield return Result(1 - ((1 - (1 / cache.SessionRequests)) * cache.GapWithin), "");
        }

        yield return $"hit: 1 - {N(cache.OthersMiss)}{(cache.SessionRequests > 1 ? $" x {N(1 - ((1 - (1 / cache.SessionRequests)) * cache.GapWithin))}" : "")}";
        yield return Result(cache.HitRate, "");
        yield return $"over all documents, hours and days {Figures.Share(cache.DesignHitRate)} of requests hit some of their prompt, and "
            + $"{Figures.Share(cache.DesignReadShare)} of the input is read from the cache";
    }

    private static string None(ForecastCache cache, double others)
    {
        // A stream that is not thinned keeps the bursts of its gaps, which no short formula says.
        var plain = cache.DaySize > 0
            ? Randomness.Elementary.Pow(1 + (others / cache.DaySize), -(cache.DaySize + 1))
            : Randomness.Elementary.Exp(-others);
        if (Math.Abs(plain - cache.OthersMiss) > 1e-6)
            return "by the gaps of a bursty stream (CV 1.2)";
        return cache.DaySize > 0
            ? $"(1 + {N(others)} / {N(cache.DaySize)})^-{N(cache.DaySize + 1)}, days spreading with k = {N(cache.DaySize)}"
            : $"e^-{N(others)}";
    }

    private static string Result(double value, string unit) => $"{"=".PadLeft(60)} {N(value).PadLeft(10)} {unit}".TrimEnd();

    private static string N(double value) => value.ToString("#,0.######", CultureInfo.InvariantCulture);
}
