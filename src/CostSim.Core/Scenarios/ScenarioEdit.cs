using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>Adds a design to a scenario's file, and leaves every other line as it was.</summary>
internal static class ScenarioEdit
{
    /// <summary>
    /// The text with a design after another one. Throws <see cref="InputException"/> where the design exists, or where the designs are
    /// not written one below the other, so that there is no place for a further one.
    /// </summary>
    /// <param name="design">Its lines, indented below its name by two.</param>
    public static string AddDesign(string path, string text, string after, string name, IReadOnlyList<string> design)
    {
        var root = Yaml.ReadMap(path, new StringReader(text));
        var entries = (root.Find("designs") as MapNode)?.Entries ?? [];
        if (entries.FirstOrDefault(e => e.Key == name) is { } there)
            throw new InputException(there.KeyAt, $"design '{name}' exists already, and nothing is written over; rename or remove it");
        var at = entries.FirstOrDefault(e => e.Key == after)?.KeyAt
            ?? throw new InputException(Location.Of(path), $"has no design '{after}' of its own to put another one after");
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var lines = text.Split('\n').Select(l => l.TrimEnd('\r')).ToList();
        var indent = lines[at.Line - 1].Length - lines[at.Line - 1].TrimStart(' ').Length;
        if (indent == 0 || !lines[at.Line - 1].TrimStart(' ').StartsWith(after, StringComparison.Ordinal))
            throw new InputException(at,
                "designs are not written one below the other here, so that none can be added; copy the lines above yourself");
        var end = at.Line;
        for (var i = at.Line; i < lines.Count; i++)
        {
            var line = lines[i];
            if (string.IsNullOrWhiteSpace(line) || line.TrimStart().StartsWith('#'))
                continue;
            if (line.Length - line.TrimStart(' ').Length <= indent)
                break;
            end = i + 1;
        }

        lines.InsertRange(end, design.Select(l => new string(' ', indent) + l));
        var changed = string.Join(newline, lines);
        // What would not read again is not written.
        var read = Yaml.ReadMap(path, new StringReader(changed));
        if ((read.Find("designs") as MapNode)?.Find(name) is null)
            throw new InputException(at, "the design cannot be added here without changing what is there; copy the lines above yourself");
        return changed;
    }
}
