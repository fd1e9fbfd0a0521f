using CostSim.Settings;

namespace CostSim.Scenarios;

/// <summary>What a scenario says for the record: remarks beside values, and tags for finance.</summary>
internal static class Remarks
{
    public static Dictionary<string, string> Tags(SettingsMap root)
    {
        if (root.Map("tags") is not { } tags)
            return [];
        foreach (var tag in tags.Node.Entries.Where(t => t.Value is not ScalarNode))
            root.Errors.Add(tag.Value.At, $"tags: '{tag.Key}' must be a text, but is {tag.Value.Text}");
        return tags.Node.Entries.ToDictionary(t => t.Key, t => t.Value.Text);
    }

    /// <summary>Remarks by path; one about a value that was not read is an error.</summary>
    public static Dictionary<string, string> Notes(SettingsMap root, AssumptionLedger read)
    {
        if (root.Map("notes") is not { } notes)
            return [];
        // Where only some designs are read, a note may be about another.
        var partly = root.Node.Find(Inheritance.Only) is not null;
        var paths = read.All.Select(a => a.Path).ToList();
        foreach (var note in notes.Node.Entries.Where(n => !(partly && n.Key.StartsWith("designs.", StringComparison.Ordinal)) && paths.TrueForAll(p => p != n.Key && !p.StartsWith(n.Key + ".", StringComparison.Ordinal))))
            root.Errors.Add(note.KeyAt, $"notes: '{note.Key}' is no value of this scenario; {Spelling.Suggestion(note.Key, paths)}");
        return notes.Node.Entries.ToDictionary(n => n.Key, n => n.Value.Text);
    }
}
