namespace CostSim.Files.UsageLogs;

/// <summary>The names that a file has shown so far, each with its index; rows hold their values by index, so that a name is looked up once.</summary>
internal sealed class LogNames
{
    private readonly Dictionary<string, int> places = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> names = [];

    public int Count => names.Count;

    public IReadOnlyList<string> All => names;

    public int Find(string name) => places.GetValueOrDefault(name, -1);

    public int Add(string name)
    {
        if (places.TryGetValue(name, out var place))
            return place;
        names.Add(name);
        return places[name] = names.Count - 1;
    }
}
