namespace CostSim.Logs;

/// <summary>The names that a file has shown so far, each with its index; rows hold their values by index, so that a name is looked up once.</summary>
internal sealed class LogNames
{
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> loose = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> asked = new(StringComparer.Ordinal);
    private readonly List<string> names = [];
    private int askedAt;

    // Units in brackets that every log has.
    private static readonly HashSet<string> Plain = new(StringComparer.OrdinalIgnoreCase) { "usd", "$", "us$", "tokens", "utc", "count" };

    public int Count => names.Count;

    public IReadOnlyList<string> All => names;

    /// <summary>The index of a name, whatever its capitals, spaces and hyphens: <c>Prompt Tokens</c> is <c>prompt_tokens</c>; -1 where there is none.</summary>
    public int Find(string name)
    {
        if (places.TryGetValue(name, out var place))
            return place;
        // Readers ask for the same names in every row, of which most logs lack most.
        if (askedAt != names.Count)
            asked.Clear();
        askedAt = names.Count;
        return asked.TryGetValue(name, out place) ? place : asked[name] = loose.GetValueOrDefault(Bare(name), -1);
    }

    public int Add(string name)
    {
        if (places.TryGetValue(name, out var place))
            return place;
        names.Add(name);
        loose.TryAdd(Bare(name), names.Count - 1);
        // Cost (USD) is a cost in dollars; one in another currency is not read unasked.
        if (name.EndsWith(')') && name.LastIndexOf('(') is > 0 and var open && Plain.Contains(name[(open + 1)..^1].Trim()))
            loose.TryAdd(Bare(name[..open]), names.Count - 1);
        return places[name] = names.Count - 1;
    }

    private static string Bare(string name) => string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is '.' or '/'))
        .ToLowerInvariant();
}
