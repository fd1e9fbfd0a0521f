using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>One place that requests are sent to, with the state of its limits.</summary>
internal sealed class Deployment(RequestLimits limits, bool isProvisioned, double cooldown)
{
    private const double Day = 86_400;

    private RefillingBucket requests = new(limits.RequestWindowSeconds is null ? limits.RequestsPerMinute ?? 0 : 0);
    private RefillingBucket tokens = new(limits.TokensPerMinute ?? 0);
    private RefillingBucket input = new(limits.InputTokensPerMinute ?? 0);
    private RefillingBucket output = new(limits.OutputTokensPerMinute ?? 0);
    private readonly double drain = isProvisioned ? limits.Provisioned!.Units * limits.Provisioned.TokensPerMinuteEach / 60 : 0;
    private double used;
    private double usedAt;
    private long day = -1;
    private long window = -1;
    private double inWindow;
    private double dayRequests;
    private double dayTokens;

    public bool IsProvisioned { get; } = isProvisioned;

    public double Cooldown { get; } = cooldown;

    public double CoolUntil { get; set; }

    public int Active { get; set; }

    /// <summary>Whether the end of a call matters to its limits.</summary>
    public bool WatchesEnds { get; } = limits.Concurrency is not null || limits.OutputTokensPerMinute is not null || isProvisioned;

    /// <summary>The part of the tightest bucket that is used up.</summary>
    public double Utilisation(double now)
    {
        var left = 1.0;
        if (!tokens.IsNone)
            left = Math.Min(left, tokens.Level(now) / tokens.Capacity);
        if (!requests.IsNone)
            left = Math.Min(left, requests.Level(now) / requests.Capacity);
        return limits.Concurrency is { } slots ? Math.Max(1 - left, (double)Active / slots) : 1 - left;
    }

    /// <summary>Takes a request, or says how long until it may come again; infinity where only the end of another call helps.</summary>
    public bool TryAdmit(in SimulatedRequest r, double now, out double wait)
    {
        var counted = LimitCounts.Input(limits, r);
        if (IsProvisioned)
        {
            used = Math.Max(0, used - (drain * (now - usedAt)));
            usedAt = now;
            wait = drain == 0 ? double.PositiveInfinity : Math.Max(0, used - (60 * drain)) / drain;
            if (wait > 0)
                return false;
            used += (r.Input - r.Cached) + (limits.Provisioned!.OutputRatio * r.Output);
            Active++;
            return true;
        }

        var all = LimitCounts.Tokens(limits, r);
        wait = Math.Max(Math.Max(requests.IsNone ? 0 : requests.Wait(now, r.Calls), tokens.IsNone ? 0 : tokens.Wait(now, all)),
            Math.Max(input.IsNone ? 0 : input.Wait(now, counted), output.IsNone ? 0 : output.Wait(now, 1)));
        if (limits.RequestWindowSeconds is { } window)
            wait = Math.Max(wait, WindowWait(r.Calls, now, window));
        if (limits.RequestsPerDay is not null || limits.TokensPerDay is not null)
            wait = Math.Max(wait, DayWait(r, now, counted));
        if (wait > 0)
            return false;
        if (limits.Concurrency is { } slots && Active >= slots)
        {
            wait = double.PositiveInfinity;
            return false;
        }

        if (!requests.IsNone)
            requests.Take(now, r.Calls);
        if (!tokens.IsNone)
            tokens.Take(now, all);
        if (!input.IsNone)
            input.Take(now, counted);
        inWindow += r.Calls;
        dayRequests += r.Calls;
        dayTokens += counted + r.Output;
        Active++;
        return true;
    }

    public void Ended(in SimulatedRequest r, double now)
    {
        Active--;
        if (!output.IsNone)
            output.Take(now, r.Output);
    }

    // Fixed windows of 1 or 10 seconds, each with its part of the minute's requests and at least one.
    private double WindowWait(int calls, double now, double seconds)
    {
        var current = (long)(now / seconds);
        if (current != window)
            (window, inWindow) = (current, 0);
        var most = Math.Max(1, limits.RequestsPerMinute!.Value * seconds / 60);
        return inWindow > 0 && inWindow + calls > most + 1e-9 ? ((current + 1) * seconds) - now : 0;
    }

    private double DayWait(in SimulatedRequest r, double now, double counted)
    {
        var today = (long)(now / Day);
        if (today != day)
            (day, dayRequests, dayTokens) = (today, 0, 0);
        var full = dayRequests + r.Calls > (limits.RequestsPerDay ?? double.PositiveInfinity)
            || dayTokens + counted + r.Output > (limits.TokensPerDay ?? double.PositiveInfinity);
        return full ? ((today + 1) * Day) - now : 0;
    }
}

/// <summary>
/// A token bucket that starts full with a minute's worth and refills evenly; the fast twin of the exact one that replays play.
/// </summary>
internal struct RefillingBucket
{
    private readonly double perMinute;
    private readonly double perSecond;
    private double level;
    private double at;

    public RefillingBucket(double perMinute) => (this.perMinute, perSecond, level) = (perMinute, perMinute / 60, perMinute);

    public readonly bool IsNone => perMinute == 0;

    public readonly double Capacity => perMinute;

    public double Level(double now)
    {
        level = Math.Min(perMinute, level + (perSecond * (now - at)));
        at = now;
        return level;
    }

    public void Take(double now, double amount) => level = Math.Min(perMinute, Level(now) - amount);

    /// <summary>
    /// Seconds until an amount is there. A request that the full bucket cannot hold goes when it is full: providers refuse it otherwise for
    /// ever.
    /// </summary>
    public double Wait(double now, double amount) => Math.Max(0, Math.Min(amount, perMinute) - Level(now)) / perSecond;
}
