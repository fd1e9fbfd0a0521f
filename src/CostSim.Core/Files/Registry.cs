using System.Collections;

namespace CostSim.Files;

/// <summary>One kind that a settings file can name: its name, an example that builds, what it does, and its builder.</summary>
internal sealed record Kind<T>(string Name, string Example, string Summary, Func<SettingsMap, T> Build) where T : class;

/// <summary>The table of the kinds of one thing. Help, error texts, the reference and the contract tests all read it.</summary>
internal sealed class Registry<T>(string what, string key = "kind") : IEnumerable<Kind<T>> where T : class
{
    private readonly List<Kind<T>> kinds = [];

    public string What { get; } = what;

    public IReadOnlyCollection<string> Names => [.. kinds.Select(k => k.Name)];

    public void Add(string name, string example, string summary, Func<SettingsMap, T> build) =>
        kinds.Add(new Kind<T>(name, example, summary, build));

    /// <summary>
    /// Builds the kind that the map's <c>kind</c> key (or the table's own) names; null after an error, which is among the map's errors.
    /// </summary>
    public T? Build(SettingsMap map, string? absent = null)
    {
        var name = map.Text(key, absent);
        if (name.Length == 0)
            return null;
        if (kinds.FirstOrDefault(k => k.Name == name) is not { } kind)
        {
            map.Refuse(key, $"unknown {What} '{name}'; {Spelling.Suggestion(name, Names)}");
            return null;
        }

        var built = map.Build(() => kind.Build(map));
        map.RejectUnread();
        return built;
    }

    public IEnumerator<Kind<T>> GetEnumerator() => kinds.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
