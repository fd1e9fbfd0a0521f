namespace CostSim.Logs;

/// <summary>The names that a file has shown so far, each with its index; rows hold their values by index, so that a name is looked up once.</summary>
internal sealed class LogNames
{
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, int> loose = new(StringComparer.Ordinal);
    private readonly List<string> names = [];

    public int Count => names.Count;

    public IReadOnlyList<string> All => names;

    /// <summary>The index of a name, whatever its capitals, spaces and hyphens: <c>Prompt Tokens</c> is <c>prompt_tokens</c>; -1 where there is none.</summary>
    public int Find(string name) => places.TryGetValue(name, out var place) ? place : loose.GetValueOrDefault(Bare(name), -1);

    public int Add(string name)
    {
        if (places.TryGetValue(name, out var place))
            return place;
        names.Add(name);
        loose.TryAdd(Bare(name), names.Count - 1);
        return places[name] = names.Count - 1;
    }

    private static string Bare(string name) => string.Concat(name.Where(c => char.IsLetterOrDigit(c) || c is '.' or '/'))
        .ToLowerInvariant();
}
