namespace CostSim.Capacity;

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
