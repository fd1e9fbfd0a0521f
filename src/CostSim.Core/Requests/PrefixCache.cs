using CostSim.Units;
using MathNet.Numerics;

namespace CostSim.Requests;

/// <summary>Questions that one user asks in a row about the same document.</summary>
/// <param name="Requests">Mean requests of a session, at least 1.</param>
/// <param name="Gap">Time between two requests of a session.</param>
public sealed record Sessions(double Requests, TimeSpan Gap)
{
    public static Sessions None { get; } = new(1, TimeSpan.Zero);
}

/// <summary>When requests arrive: what a prompt cache can hit.</summary>
/// <param name="Hours">24 factors with mean 1, hour by hour.</param>
/// <param name="DaySize">Negative-binomial size k of the day's count; infinite for Poisson.</param>
public sealed record Arrivals(IReadOnlyList<double> Hours, double DaySize, Sessions Sessions)
{
    /// <summary>How many documents each of the files stands for: a document gets that part of its file's share of the requests.</summary>
    public double DocumentsPerFile { get; init; } = 1;
}

/// <summary>A prompt cache over leading parts of the prompt; its hit rate follows from the arrivals.</summary>
/// <param name="Prefix">The parts that are cached, as far as they lead the prompt.</param>
/// <param name="TimeToLive">How long an entry lives after it was used last.</param>
/// <param name="LongWrite">True where writes are billed at the one-hour rate.</param>
/// <param name="MinimumTokens">A shorter prefix is not cached.</param>
public sealed record PrefixCache(IReadOnlySet<PromptPart> Prefix, TimeSpan TimeToLive, bool LongWrite, TokenCount MinimumTokens)
{
    // Measured CV of gaps between requests of one application, ../shared/traces: 1.2 at the median window.
    private const double GapVariation = 1.2;

    /// <summary>
    /// Probability that a request finds a prefix that takes the given share of all requests still cached, at the given mean
    /// requests a day: the chance that the gap since its last use is shorter than the time to live, hour by hour, weighted by requests.
    /// </summary>
    public double HitRate(double requestsPerDay, double share, Arrivals arrivals)
    {
        var sessions = arrivals.Sessions;
        // Within a session the prefix was used one gap ago; only a session's first request depends on the arrivals.
        var later = sessions.Gap < TimeToLive ? 1 - 1 / sessions.Requests : 0;
        var perHour = requestsPerDay / 24 * share / (later > 0 ? sessions.Requests : 1);
        double hits = 0, weight = 0;
        foreach (var hour in arrivals.Hours)
        {
            hits += hour * ReuseWithin(perHour * hour * TimeToLive.TotalHours, share, arrivals.DaySize);
            weight += hour;
        }

        var first = weight > 0 ? hits / weight : 0;
        return later + (1 - later) * first;
    }

    // P(gap < time to live) for x = rate times time to live. The day's rate is gamma-mixed with size k; weighted by requests
    // the mixture is gamma with shape k + 1. Thinning makes the stream of one prefix nearly Poisson: CV^2 = 1 + p (CV^2 - 1).
    private static double ReuseWithin(double x, double share, double size)
    {
        if (x <= 0)
            return 0;
        var squaredVariation = 1 + share * (GapVariation * GapVariation - 1);
        if (squaredVariation < 1.05)
            return double.IsInfinity(size) ? 1 - Math.Exp(-x) : 1 - Math.Pow(1 + x / size, -(size + 1));
        var shape = 1 / squaredVariation;
        if (double.IsInfinity(size))
            return SpecialFunctions.GammaLowerRegularized(shape, shape * x);
        double sum = 0;
        foreach (var (node, weight) in RateNodes(size))
            sum += weight * SpecialFunctions.GammaLowerRegularized(shape, shape * x * node);
        return sum;
    }

    // Midpoint quadrature of the gamma law with shape k + 1 and mean (k + 1) / k on 16 equal shares.
    private static IEnumerable<(double Node, double Weight)> RateNodes(double size)
    {
        const int Nodes = 16;
        for (var i = 0; i < Nodes; i++)
            yield return (MathNet.Numerics.Distributions.Gamma.InvCDF(size + 1, size, (i + 0.5) / Nodes), 1.0 / Nodes);
    }
}
