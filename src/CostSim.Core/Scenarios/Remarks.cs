using CostSim.Files;

namespace CostSim.Scenarios;

/// <summary>What a scenario says for the record: remarks next to values, and tags for finance.</summary>
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

    /// <summary>
    /// Remarks by path; one about a value that was not read is an error. A remark on a section applies to every value that somebody
    /// wrote in it, but for those with a nearer one; a remark that begins with <c>fitted</c> or <c>measured</c> says how the value is
    /// known.
    /// </summary>
    public static Dictionary<string, string> Notes(SettingsMap root, AssumptionLedger read)
    {
        if (root.Map("notes")?.Node.Entries is not { } notes)
            return [];
        // Where only some designs are read, a note may be about another.
        var partly = root.Node.Find(Inheritance.Only) is not null;
        var paths = read.All.Select(a => a.Path).ToList();
        foreach (var note in notes.Where(n => !(partly && n.Key.StartsWith("designs.", StringComparison.Ordinal))
            && !paths.Exists(p => IsAbout(n.Key, p))))
            root.Errors.Add(note.KeyAt, $"notes: '{note.Key}' is not a value of this scenario; {Spelling.Suggestion(note.Key, paths)}");
        var byPath = new Dictionary<string, string>();
        foreach (var value in read.All.ToList())
        {
            var nearest = notes.Where(n => IsAbout(n.Key, value.Path)).MaxBy(n => n.Key.Length);
            if (nearest is null || (value.Origin is Origin.Default && nearest.Key != value.Path))
                continue;
            byPath[value.Path] = nearest.Value.Text;
            if (value.Origin is Origin.Typed && OriginOf(nearest.Value.Text) is { } origin)
                read.Restate(value with { Origin = origin });
        }

        return byPath;
    }

    private static bool IsAbout(string key, string path) =>
        path == key || path.StartsWith(key + ".", StringComparison.Ordinal) || path.StartsWith(key + "[", StringComparison.Ordinal);

    private static Origin? OriginOf(string note) => note.Split(' ', ',', ':', ';')[0].ToLowerInvariant() switch
    {
        "fitted" => Origin.Fitted,
        "measured" => Origin.Measured,
        _ => null,
    };
}
