using CostSim.Files;
using CostSim.Randomness;

namespace CostSim.Prompts;

/// <summary>The time between two requests of one session or conversation: gamma with this mean and coefficient of variation.</summary>
/// <param name="Variation">1 is an exponential law, 0 always the mean.</param>
internal sealed record GapLaw(TimeSpan Mean, double Variation = 1)
{
    /// <summary>The probability of a gap shorter than a time.</summary>
    public double Within(TimeSpan time) => Reaches(time, 1);

    /// <summary>The probability that so many gaps in a row take less than a time.</summary>
    public double Reaches(TimeSpan time, int gaps)
    {
        if (Mean <= TimeSpan.Zero)
            return 1;
        if (Variation == 0)
            return Mean * gaps < time ? 1 : 0;
        var shape = 1 / (Variation * Variation);
        return LowerGamma(gaps * shape, shape * time.TotalSeconds / Mean.TotalSeconds);
    }

    /// <summary>
    /// The mean of the gap or the time, whichever is shorter: how long an entry of that time to live is kept alive by one more request.
    /// </summary>
    public TimeSpan MeanUpTo(TimeSpan time)
    {
        if (Mean <= TimeSpan.Zero)
            return TimeSpan.Zero;
        if (Variation == 0)
            return Mean < time ? Mean : time;
        // E[min(G, T)] of a gamma law: its mean over the gaps below T, and T for the others.
        var shape = 1 / (Variation * Variation);
        return (Mean * LowerGamma(shape + 1, shape * time.TotalSeconds / Mean.TotalSeconds)) + (time * (1 - Within(time)));
    }

    // The regularised lower incomplete gamma function; with shape 1 the exponential law.
    private static double LowerGamma(double shape, double x) => shape == 1
        ? 1 - Elementary.Exp(-x)
        : x <= 0 ? 0 : Elementary.Exp(SpecialFunctions.GammaTails(shape, Elementary.Log(x)).Lower);

    /// <summary>Reads a length of time, the mean of an exponential law, or <c>{ gamma: { mean: 2m, cv: 0.5 } }</c>.</summary>
    public static GapLaw Read(SettingsMap map, string key, TimeSpan? absent = null)
    {
        if (map.Find(key) is not MapNode)
            return new GapLaw(map.Duration(key, absent));
        var law = map.Map(key)!;
        var gamma = law.Map("gamma");
        if (gamma is null && !law.Has("gamma"))
            law.Refuse("gamma", "is missing; write the mean alone, such as 2m, or '{ gamma: { mean: 2m, cv: 0.5 } }'");
        law.RejectUnread();
        if (gamma is null)
            return new GapLaw(TimeSpan.FromMinutes(2));
        var read = new GapLaw(gamma.Duration("mean"), gamma.Number("cv", 1, min: 0, max: 10));
        gamma.RejectUnread();
        return read;
    }
}

/// <summary>Questions that one user asks in a row about the same document.</summary>
/// <param name="Requests">Mean requests of a session, at least 1.</param>
/// <param name="Gap">Time between two requests of a session.</param>
internal sealed record Sessions(double Requests, GapLaw Gap)
{
    public static Sessions None { get; } = new(1, new GapLaw(TimeSpan.Zero));

    /// <summary>Share of the requests that follow another one of their session.</summary>
    public double Later => 1 - (1 / Requests);

    /// <summary>
    /// How long a session's document is in a cache, if each use keeps it for a time: that time after its last request, and each gap
    /// before that as far as the entry lives.
    /// </summary>
    public TimeSpan Kept(TimeSpan timeToLive) => timeToLive + ((Requests - 1) * Gap.MeanUpTo(timeToLive));
}
