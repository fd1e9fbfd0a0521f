using CostSim.Settings;

namespace CostSim.Scenarios;

/// <summary>
/// Remarks beside values, by path. A remark on a section stands beside every value that somebody wrote in it, but for those with a nearer
/// one; a remark that begins with <c>fitted</c> or <c>measured</c> says that the value is so known.
/// </summary>
internal static class NotesReader
{
    public static Dictionary<string, string> Read(SettingsMap root)
    {
        if (root.Find("notes") is not MapNode notes)
            return [];
        var ledger = root.Reading.Ledger;
        // Where only some designs are read, a note may be about another.
        var partly = root.Node.Find(Inheritance.Only) is not null;
        foreach (var note in notes.Entries.Where(n => !(partly && n.Key.StartsWith("designs.", StringComparison.Ordinal)) && !ledger.All.Any(a => IsAbout(n.Key, a.Path))))
            root.Errors.Add(note.KeyAt, $"notes: '{note.Key}' is no value of this scenario; {Spelling.Suggestion(note.Key, [.. ledger.All.Select(a => a.Path)])}");
        var read = new Dictionary<string, string>();
        foreach (var value in ledger.All.ToList())
        {
            var nearest = notes.Entries.Where(n => IsAbout(n.Key, value.Path)).MaxBy(n => n.Key.Length);
            if (nearest is null || (value.Origin is Origin.Default && nearest.Key != value.Path))
                continue;
            read[value.Path] = nearest.Value.Text;
            if (value.Origin is Origin.Typed && OriginOf(nearest.Value.Text) is { } origin)
                ledger.Restate(value with { Origin = origin });
        }

        return read;
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
