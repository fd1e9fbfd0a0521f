namespace CostSim.Settings;

/// <summary>Where a number comes from.</summary>
public enum Origin
{
    Measured,
    Fitted,
    Typed,
    Default,
}

/// <summary>A value that went into the answer: its path, as it was read, and where it stands.</summary>
public sealed record Assumption(string Path, string Value, Origin Origin, string Source, Location At);

/// <summary>Every value that was read, in the order of reading, each path once.</summary>
public sealed class AssumptionLedger
{
    private readonly Dictionary<string, Assumption> byPath = [];
    private readonly List<string> order = [];

    public IEnumerable<Assumption> All => order.Select(path => byPath[path]);

    /// <summary>Puts a value that was read in the place of what was recorded of it.</summary>
    public void Restate(Assumption assumption) => byPath[assumption.Path] = assumption;

    public void Record(Assumption assumption)
    {
        if (byPath.TryAdd(assumption.Path, assumption))
            order.Add(assumption.Path);
        else if (byPath[assumption.Path].Origin == Origin.Default)
            byPath[assumption.Path] = assumption;
    }
}
