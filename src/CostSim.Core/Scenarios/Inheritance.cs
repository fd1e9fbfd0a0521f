using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>Resolves <c>like</c> among the designs: a design takes every key that it does not say itself from the one it is like.</summary>
internal static class Inheritance
{
    /// <summary>Names the designs to simulate where not all are wanted; the command line sets it.</summary>
    public const string Only = "only";

    public static IReadOnlyList<(string Name, SettingsMap Map)> Resolve(SettingsMap root)
    {
        if (root.Map("designs") is not { } designs || designs.Node.Entries.Count == 0)
        {
            root.Errors.Add(root.Where("designs"),
                "designs: names no design; give at least one, such as 'designs: { base: { model: openai/gpt-4o, context: "
                + "whole-document } }'");
            return [];
        }

        var resolved = new List<(string, SettingsMap)>();
        var only = root.List(Only).Select(d => d.Text).ToHashSet();
        foreach (var name in designs.Keys.Where(n => only.Count == 0 || only.Contains(n)).ToList())
        {
            if (designs.Map(name) is { } own && Merge(designs, own.Node, [name]) is { } merged)
                resolved.Add((name, new SettingsMap(merged, designs.PathOf(name), root.Reading)));
        }

        return resolved;
    }

    private static MapNode? Merge(SettingsMap designs, MapNode node, List<string> path)
    {
        if (node.Find("like") is not { } like)
            return node;
        if (designs.Node.Find(like.Text) is not MapNode other)
        {
            designs.Errors.Add(like.At,
                $"like: '{like.Text}' is not a design; {Spelling.Suggestion(like.Text, [.. designs.Keys.Where(k => k != path[0])])}");
            return null;
        }

        if (path.Contains(like.Text))
        {
            designs.Errors.Add(like.At,
                $"like: goes in a circle ({string.Join(" like ", path.Append(like.Text))}); let one of them say its keys itself");
            return null;
        }

        return Merge(designs, other, [.. path, like.Text]) is { } inherited ? Choose(node, inherited) : null;
    }

    // A model and a route are two ways to say the same; the nearer one wins.
    private static MapNode Choose(MapNode own, MapNode inherited)
    {
        var other = own.Find("model") is not null ? "route" : own.Find("route") is not null ? "model" : null;
        var kept = other is null ? inherited : inherited with { Entries = [.. inherited.Entries.Where(e => e.Key != other)] };
        return own.Over(kept);
    }
}
