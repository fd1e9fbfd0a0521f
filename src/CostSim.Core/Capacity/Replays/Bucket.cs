namespace CostSim.Capacity.Replays;

/// <summary>A token bucket that starts full and refills at an even rate.</summary>
internal sealed class Bucket
{
    public static readonly Fraction Minute = 60_000;

    private readonly Fraction capacity;
    private readonly Fraction perMs;
    private Fraction level;
    private Fraction at;

    public Bucket(Fraction capacity, Fraction perMinute) => (this.capacity, perMs, level) = (capacity, perMinute / Minute, capacity);

    public Fraction Level(Fraction now)
    {
        level = Fraction.Min(capacity, level + (perMs * (now - at)));
        at = now;
        return level;
    }

    /// <summary>Takes from the bucket, which may go below 0; what is given back fills it up to its capacity.</summary>
    public void Take(Fraction now, Fraction amount) => level = Fraction.Min(capacity, Level(now) - amount);

    public bool TryTake(Fraction now, Fraction amount)
    {
        if (Level(now) < amount)
            return false;
        Take(now, amount);
        return true;
    }

    /// <summary>Milliseconds until the level reaches an amount; null where it never does.</summary>
    public Fraction? Wait(Fraction now, Fraction amount)
    {
        if (Level(now) >= amount)
            return Fraction.Zero;
        return amount > capacity ? null : (amount - level) / perMs;
    }
}
