namespace CostSim.Randomness;

/// <summary>What kind of number a key holds: it decides what <c>a to b</c> means there.</summary>
internal enum QuantityKind
{
    /// <summary>A size or amount above 0: lognormal.</summary>
    Size,

    /// <summary>A rate that may be negative: normal.</summary>
    Rate,

    /// <summary>A share within 0 and 1: beta.</summary>
    Share,
}

/// <summary>
/// Whose uncertainty a key states: the class's own where the class writes the key itself, else one draw for all classes
/// (scope empty). <paramref name="Column"/> gives the values of <c>{ file, column }</c>.
/// </summary>
internal sealed record InputScope(UncertainInputs Inputs, string Class = "", Func<string, bool>? IsOwn = null,
    Func<string, string, IReadOnlyList<double>>? Column = null)
{
    /// <summary>The scope of a key, given by its path as the scenario writes it.</summary>
    public string ScopeOf(string key) => Class.Length > 0 && (IsOwn?.Invoke(key) ?? true) ? Class : "";

    /// <summary>
    /// A key's identity: its path without the design or class that says it. Those names may hold dots, as <c>gpt-4.1</c> does.
    /// </summary>
    public static string Identity(string path, IEnumerable<string> names)
    {
        if (names.SelectMany(n => new[] { $"designs.{n}.", $"classes.{n}." }).Where(o => path.StartsWith(o, StringComparison.Ordinal))
            .MaxBy(o => o.Length) is { } owner)
            return path[owner.Length..];
        var parts = path.Split('.');
        return parts.Length > 2 && parts[0] is "designs" or "classes" ? string.Join('.', parts[2..]) : path;
    }

    /// <summary>
    /// Whether a driver is a value's uncertainty: named by its key without the design that says it, or by a parameter of its law.
    /// </summary>
    public static bool IsOf(string driver, string path, IEnumerable<string> names)
    {
        var identity = Identity(path, names);
        // A rate of exchange is one driver, whichever of its quotes says how far it may move.
        if (driver.StartsWith("fx.", StringComparison.Ordinal))
            return path.StartsWith($"{driver}[", StringComparison.Ordinal) && path.EndsWith(".volatility", StringComparison.Ordinal);
        return driver == path || driver == identity || driver.StartsWith(identity + ".", StringComparison.Ordinal);
    }
}
