namespace CostSim.Scenarios.Keys;

/// <summary>What a value of a key looks like.</summary>
internal enum KeyForm
{
    Text,

    /// <summary>A path relative to the scenario.</summary>
    File,

    Number,
    Whole,
    Tokens,
    Share,
    Date,
    Duration,
    Flag,

    /// <summary>A quantity above 0: a number, <c>a to b</c> or a law.</summary>
    Size,

    /// <summary>A quantity that may be negative.</summary>
    Rate,

    /// <summary>A quantity within 0 and 1.</summary>
    Portion,

    /// <summary>A quantity whose key begins with a currency: <c>usd_per_month</c>, <c>myr_per_month</c>.</summary>
    Money,

    /// <summary>One of the key's choices.</summary>
    Choice,

    /// <summary>A kind by name, or <c>{ kind: name, .. }</c> with the kind's own keys.</summary>
    Kind,

    /// <summary>Keys and values; those below it in the table, or free names.</summary>
    Map,

    /// <summary>A list.</summary>
    List,

    /// <summary>Several forms; the summary says which.</summary>
    Any,
}

/// <summary>
/// A key of a scenario: its path (<c>*</c> is a name of the person's own, <c>[]</c> an item of a list), the form of its value,
/// what it says, and a value that reads.
/// </summary>
/// <param name="Default">What holds where the key is left out; empty where nothing does.</param>
internal sealed record ScenarioKey(string Path, KeyForm Form, string Summary, string Example, string Default = "")
{
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>The last step of the path: the key as it is written.</summary>
    public string Name => Path[(Path.LastIndexOf('.') + 1)..];

    /// <summary>The path of the map that holds the key; empty for a key of the top level.</summary>
    public string Parent => Path.LastIndexOf('.') is var dot and >= 0 ? Path[..dot] : "";
}
