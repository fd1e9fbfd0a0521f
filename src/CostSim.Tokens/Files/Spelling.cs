namespace CostSim.Files;

/// <summary>Finds the name that a person probably meant.</summary>
internal static class Spelling
{
    /// <summary>The nearest of the known names, or null where none is near (more than two edits, or half of the word).</summary>
    public static string? Nearest(string name, IEnumerable<string> known) =>
        known.Select(k => (Name: k, Edits: Edits(name, k)))
            .Where(k => k.Edits <= Math.Max(2, name.Length / 3) && k.Edits < name.Length)
            .OrderBy(k => k.Edits).ThenByDescending(k => k.Name.Length).ThenBy(k => k.Name, StringComparer.Ordinal)
            .Select(k => k.Name).FirstOrDefault();

    /// <summary>"did you mean X?" with the nearest name, else the known names.</summary>
    public static string Suggestion(string name, IReadOnlyCollection<string> known) =>
        Nearest(name, known) is { } nearest
            ? $"did you mean '{nearest}'?"
            : $"known are {string.Join(", ", known.Take(24))}{(known.Count > 24 ? ", ..." : "")}";

    // Levenshtein distance on two rows.
    private static int Edits(string a, string b)
    {
        var before = Enumerable.Range(0, b.Length + 1).ToArray();
        var row = new int[b.Length + 1];
        for (var i = 0; i < a.Length; i++)
        {
            row[0] = i + 1;
            for (var j = 0; j < b.Length; j++)
            {
                var change = char.ToLowerInvariant(a[i]) == char.ToLowerInvariant(b[j]) ? 0 : 1;
                row[j + 1] = Math.Min(Math.Min(row[j], before[j + 1]) + 1, before[j] + change);
            }

            (before, row) = (row, before);
        }

        return before[b.Length];
    }
}
