using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Prompts;

/// <summary>When requests arrive: what a prompt cache can hit.</summary>
/// <param name="Hours">24 factors with mean 1, hour by hour.</param>
/// <param name="DaySize">Negative-binomial size k of the day's count; infinite for Poisson.</param>
internal sealed record Arrivals(IReadOnlyList<double> Hours, double DaySize, Sessions Sessions)
{
    /// <summary>Where no cache asks when requests arrive.</summary>
    public static Arrivals Unknown { get; } = new([], double.PositiveInfinity, Sessions.None);

    /// <summary>How many documents each of the files represents: a document gets that part of its file's share of the requests.</summary>
    public double DocumentsPerFile { get; init; } = 1;
}

/// <summary>A prompt cache over leading parts of the prompt; its hit rate follows from the arrivals.</summary>
/// <param name="Prefix">The parts that are cached, as far as they lead the prompt.</param>
/// <param name="TimeToLive">How long an entry lives after it was used last.</param>
/// <param name="LongWrite">True where writes are billed at the one-hour rate.</param>
/// <param name="MinimumTokens">A shorter prefix is not cached.</param>
internal sealed record PrefixCache(IReadOnlySet<PromptPart> Prefix, TimeSpan TimeToLive, bool LongWrite, TokenCount MinimumTokens)
{
    // Measured CV of gaps between requests of one application, ../shared/traces: 1.2 at the median window.
    private const double GapVariation = 1.2;

    private const int AgeSteps = 32;
    private const double ManyUnderWay = 100;

    /// <summary>Cached tokens come in whole steps of this many.</summary>
    public TokenCount Step { get; init; } = 1.Tokens;

    /// <summary>True where the provider caches although nobody asked for it.</summary>
    public bool IsUnasked { get; init; }

    /// <summary>True where a hit lets the entry live for another time to live; else it ends at its age.</summary>
    public bool Refreshes { get; init; } = true;

    /// <summary>True where the provider charges for keeping an entry: each write is kept, and paid, for the time to live.</summary>
    public bool IsStored { get; init; }

    /// <summary>Tokens of a leading part that the cache serves: nothing below the minimum, then whole steps.</summary>
    public TokenCount Cached(TokenCount leading) =>
        leading < MinimumTokens ? TokenCount.Zero : new TokenCount(leading.Value / Step.Value * Step.Value);

    /// <summary>
    /// Probability that a request finds a prefix that takes the given share of all requests still cached, at the given mean requests a
    /// day, hour by hour and weighted by requests. A request misses where neither its own session used the prefix within the time to
    /// live, nor any other session did.
    /// </summary>
    /// <param name="same">The probability that the request before it in its session had the same prefix.</param>
    public double HitRate(double requestsPerDay, double share, Arrivals arrivals, double same = 1)
    {
        var sessions = arrivals.Sessions;
        if (!Refreshes)
            return AgedHitRate(requestsPerDay, share, arrivals, sessions, same);
        var others = FirstHitRate(requestsPerDay, share, arrivals, sessions);
        return 1 - ((1 - others) * (1 - (sessions.Later * same * sessions.Gap.Within(TimeToLive))));
    }

    /// <summary>The same for the first request of a session, or the first turn of a conversation: what the others have left.</summary>
    public double FirstHitRate(double requestsPerDay, double share, Arrivals arrivals, Sessions sessions)
    {
        // Sessions begin as a Poisson process, and each keeps the prefix for a while: that none of the others does has the
        // probability e^-(rate of sessions x that while), whatever the law of their lengths (a Poisson process of clusters).
        var perHour = requestsPerDay / 24 * share / sessions.Requests;
        var (rates, kept) = (RatesOf(arrivals), sessions.Kept(TimeToLive).TotalHours);
        return Refreshes
            ? ByHour(arrivals, hour => ReuseWithin(perHour * hour * kept, share, arrivals.DaySize, rates))
            : AgedHitRate(requestsPerDay, share, arrivals, sessions, 0);
    }

    // An entry that ends at its age is written once, by a request that misses, and read by all that come until then: those that follow
    // in its own session, those of sessions that begin later, and those of sessions that were under way.
    private double AgedHitRate(double requestsPerDay, double share, Arrivals arrivals, Sessions sessions, double same)
    {
        var perHour = requestsPerDay / 24 * share / sessions.Requests;
        var followers = OwnWithin(sessions, TimeToLive);
        // What a session brings that begins while the entry lives, summed over when it begins.
        var began = Enumerable.Range(0, AgeSteps)
            .Average(i => 1 + OwnWithin(sessions, TimeToLive * ((i + 0.5) / AgeSteps))) * TimeToLive.TotalHours;
        var rates = RatesOf(arrivals);
        return ByHour(arrivals, hour => rates.Average(rate =>
        {
            var starts = perHour * hour * rate;
            var underWay = starts * (sessions.Requests - 1) * sessions.Gap.Mean.TotalHours;
            // One of those under way, or a session that begins, makes the miss; the others are still under way.
            var others = underWay - ShareOf(underWay, starts * sessions.Gap.Mean.TotalHours);
            var reads = (same * followers) + (starts * began) + (sessions.Later > 0 ? others * followers / sessions.Later : 0);
            return reads / (1 + reads);
        }));
    }

    // The mean of N / (N + rest) for a Poisson number N.
    private static double ShareOf(double mean, double rest)
    {
        if (mean > ManyUnderWay)
            return mean / (mean + rest);
        var (sum, probability) = (0.0, Elementary.Exp(-mean));
        for (var n = 1; n < 4 * ManyUnderWay && mean > 0; n++)
        {
            probability *= mean / n;
            sum += probability * n / (n + rest);
        }

        return sum;
    }

    private static double ByHour(Arrivals arrivals, Func<double, double> rate)
    {
        double hits = 0, weight = 0;
        foreach (var hour in arrivals.Hours)
        {
            hits += hour * rate(hour);
            weight += hour;
        }

        return weight > 0 ? hits / weight : 0;
    }

    // Requests of the same session that follow within a time, in the mean; sessions of any length look alike from each of their requests
    // on.
    private static double OwnWithin(Sessions sessions, TimeSpan time)
    {
        double sum = 0, goesOn = sessions.Later;
        for (var following = 1; goesOn > 0; following++)
        {
            var within = Elementary.Pow(goesOn, following) * sessions.Gap.Reaches(time, following);
            if (within < 1e-9)
                break;
            sum += within;
        }

        return sum;
    }

    private static double[] RatesOf(Arrivals arrivals) => double.IsInfinity(arrivals.DaySize) ? [1.0] : RateNodes(arrivals.DaySize);

    // P(gap < time to live) for x = rate times time to live. The day's rate is gamma-mixed with size k; weighted by requests
    // the mixture is gamma with shape k + 1. Thinning makes the stream of one prefix nearly Poisson: CV^2 = 1 + p (CV^2 - 1).
    private static double ReuseWithin(double x, double share, double size, double[] rates)
    {
        if (x <= 0)
            return 0;
        var squaredVariation = 1 + share * (GapVariation * GapVariation - 1);
        if (squaredVariation < 1.05)
            return double.IsInfinity(size) ? 1 - Elementary.Exp(-x) : 1 - Elementary.Pow(1 + x / size, -(size + 1));
        var shape = 1 / squaredVariation;
        return rates.Average(rate => Elementary.Exp(SpecialFunctions.GammaTails(shape, Elementary.Log(shape * x * rate)).Lower));
    }

    // Midpoint quadrature of the gamma law with shape k + 1 and mean (k + 1) / k on 16 equal shares.
    private static double[] RateNodes(double size)
    {
        const int Nodes = 16;
        return [.. Enumerable.Range(0, Nodes).Select(i => GammaQuantity.Quantile(size + 1, NormalQuantile.Of((i + 0.5) / Nodes)) / size)];
    }
}
