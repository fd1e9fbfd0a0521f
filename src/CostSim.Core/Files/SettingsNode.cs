namespace CostSim.Files;

/// <summary>
/// A value of a settings file with its place; one of <see cref="ScalarNode"/>, <see cref="ListNode"/>, <see cref="MapNode"/>.
/// </summary>
internal abstract record SettingsNode(Location At)
{
    /// <summary>The value as a person would write it on one line.</summary>
    public abstract string Text { get; }
}

/// <summary>A single value; quoted values are always text.</summary>
internal sealed record ScalarNode(Location At, string Value, bool Quoted = false) : SettingsNode(At)
{
    public override string Text => Value;
}

/// <summary>Values in order.</summary>
internal sealed record ListNode(Location At, IReadOnlyList<SettingsNode> Items) : SettingsNode(At)
{
    public override string Text => $"[{string.Join(", ", Items.Select(i => i.Text))}]";
}

/// <summary>A key with the place where it is.</summary>
internal sealed record Entry(string Key, Location KeyAt, SettingsNode Value);

/// <summary>Keys and values in the order of the file.</summary>
internal sealed record MapNode(Location At, IReadOnlyList<Entry> Entries) : SettingsNode(At)
{
    public override string Text => $"{{ {string.Join(", ", Entries.Select(e => $"{e.Key}: {e.Value.Text}"))} }}";

    public SettingsNode? Find(string key) => Entries.FirstOrDefault(e => e.Key == key)?.Value;

    /// <summary>The same map with one key set: in its place where it exists, else at the end.</summary>
    public MapNode With(string key, Location keyAt, SettingsNode value)
    {
        var entry = new Entry(key, keyAt, value);
        var entries = Entries.ToList();
        var place = entries.FindIndex(e => e.Key == key);
        if (place >= 0)
            entries[place] = entry;
        else
            entries.Add(entry);
        return this with { Entries = entries };
    }

    /// <summary>This map over another: a key here replaces the same key there, whole.</summary>
    public MapNode Over(MapNode other) =>
        this with { Entries = [.. other.Entries.Where(e => Find(e.Key) is null), .. Entries] };
}
