using System.Globalization;

namespace CostSim.Files;

/// <summary>
/// A path into settings: keys joined by dots, <c>[0]</c> an item of a list, <c>*</c> every key. Setting a value below a
/// name that means a kind (<c>context: top-chunks</c>) turns that name into <c>{ kind: top-chunks }</c>.
/// </summary>
internal sealed class SettingsPath
{
    private readonly List<string> steps;

    private SettingsPath(string text, List<string> steps) => (Text, this.steps) = (text, steps);

    public string Text { get; }

    /// <summary>Reads a path; an empty step or an unclosed bracket is refused.</summary>
    public static SettingsPath Parse(string text)
    {
        var steps = new List<string>();
        foreach (var part in text.Split('.'))
        {
            var key = part;
            var items = new List<string>();
            while (key.EndsWith(']') && key.LastIndexOf('[') is var open and >= 0
                && int.TryParse(key[(open + 1)..^1], CultureInfo.InvariantCulture, out var item) && item >= 0)
            {
                items.Insert(0, string.Create(CultureInfo.InvariantCulture, $"[{item}]"));
                key = key[..open];
            }

            if (key.Length == 0 || key.AsSpan().IndexOfAny('[', ']') >= 0)
                throw new InputException(Location.Of(text),
                    "is not a path; write keys joined by dots, such as traffic.requests_per_day or designs.*.model");
            steps.Add(key);
            steps.AddRange(items);
        }

        return new SettingsPath(text, steps);
    }

    /// <summary>
    /// The same settings with the value set at this path; keys that are not there yet are added. Throws <see cref="InputException"/>.
    /// </summary>
    public MapNode Set(MapNode root, SettingsNode value) => (MapNode)Set(root, 0, value);

    /// <summary>True where setting this path replaces all that was set at the other.</summary>
    public bool Covers(SettingsPath other) =>
        steps.Count <= other.steps.Count && steps.Zip(other.steps).All(s => s.First == s.Second || s.First == "*");

    /// <summary>The name in a map of names that this path leads into, or null where it leads elsewhere or sets the name itself.</summary>
    public string? NameIn(string map, MapNode root) => steps.Count > 2 && steps[0] == map && steps[1] != "*"
        && root.Find(map) is MapNode names ? Key(names, 1).Name : null;

    // A name may hold dots, as gpt-4.1 does: the longest that is there is meant.
    private (string Name, int Next) Key(MapNode map, int step) => Enumerable.Range(step + 1, steps.Count - step).Reverse()
        .Select(next => (string.Join('.', steps.Skip(step).Take(next - step)), next))
        .FirstOrDefault(k => map.Find(k.Item1) is not null, (steps[step], step + 1));

    private SettingsNode Set(SettingsNode? node, int step, SettingsNode value)
    {
        if (step == steps.Count)
            return value;
        var name = steps[step];
        return (node, name[0]) switch
        {
            (ListNode list, '[') => SetItem(list, name, step, value),
            (_, '[') => throw Refuse(value, step, "is not a list"),
            (ListNode list, '*') => list with { Items = [.. list.Items.Select(i => Set(i, step + 1, value))] },
            (MapNode { Entries.Count: > 0 } map, '*') =>
                map with { Entries = [.. map.Entries.Select(e => e with { Value = Set(e.Value, step + 1, value) })] },
            (_, '*') => throw Refuse(value, step, "has no keys that * could match"),
            (ListNode, _) => throw Refuse(value, step, "is a list; name an item as [0]"),
            (MapNode map, _) when Key(map, step) is var (key, next) => map.With(key, value.At, Set(map.Find(key), next, value)),
            (ScalarNode { Value.Length: > 0 } kind, _) =>
                new MapNode(kind.At, [new Entry("kind", kind.At, kind)]).With(name, value.At, Set(null, step + 1, value)),
            _ => new MapNode(value.At, []).With(name, value.At, Set(null, step + 1, value)),
        };
    }

    private ListNode SetItem(ListNode list, string name, int step, SettingsNode value)
    {
        var at = int.Parse(name.AsSpan(1, name.Length - 2), CultureInfo.InvariantCulture);
        if (at >= list.Items.Count)
            throw Refuse(value, step, $"has {list.Items.Count} items, counted from [0]");
        return list with { Items = [.. list.Items.Select((item, i) => i == at ? Set(item, step + 1, value) : item)] };
    }

    private InputException Refuse(SettingsNode value, int step, string rule) =>
        new(value.At, $"{string.Join('.', steps.Take(step)).Replace(".[", "[", StringComparison.Ordinal)}: {rule}");
}
