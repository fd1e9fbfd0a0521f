namespace CostSim.Files;

/// <summary>Where a number comes from.</summary>
public enum Origin
{
    Measured,
    Fitted,
    Typed,
    Default,
}

/// <summary>A value that went into the answer: its path, as it was read, and where it is.</summary>
internal sealed record Assumption(string Path, string Value, Origin Origin, string Source, Location At)
{
    /// <summary>
    /// The file's name, since reports travel: not the way to it on somebody's machine. A portfolio names the member before it; blank where
    /// the value is in no file.
    /// </summary>
    public string FileName { get; init; } = At.File is not { } file ? "" : file.StartsWith("--", StringComparison.Ordinal)
        ? file
        : System.IO.Path.GetFileName(file);

    /// <summary>True where the value is in a file, and not on the command line.</summary>
    public bool IsInFile => FileName.Length > 0 && !FileName.StartsWith("--", StringComparison.Ordinal);
}

/// <summary>Every value that was read, in the order of reading, each path once.</summary>
internal sealed class AssumptionLedger
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
