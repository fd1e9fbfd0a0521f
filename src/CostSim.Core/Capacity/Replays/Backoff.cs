namespace CostSim.Capacity.Replays;

/// <summary>How long a client waits after its n-th refused attempt: twice as long each time, up to a cap.</summary>
internal sealed record Backoff(Fraction BaseMs, Fraction CapMs, int MaxAttempts)
{
    public Fraction After(int attempt)
    {
        var delay = BaseMs;
        for (var i = 1; i < attempt && delay < CapMs; i++)
            delay *= 2;
        return Fraction.Min(CapMs, delay);
    }
}
