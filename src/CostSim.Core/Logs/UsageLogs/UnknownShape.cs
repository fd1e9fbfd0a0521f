using CostSim.Files;

namespace CostSim.Logs;

/// <summary>
/// Refuses a table that no format fits and whose columns do not say enough, with the columns and the <c>--map</c> to write.
/// </summary>
internal static class UnknownShape
{
    private const int MostColumns = 40;

    public static void Refuse(string path, IReadOnlyList<string> columns, Func<Logs.LogField, bool> has, bool isMapped)
    {
        var any = Logs.LogFields.All.Any(f => has(f.Field));
        // Prose, or a scenario: no header has names as long as sentences.
        if (!any && !isMapped && (columns.Count == 1 || columns.Any(c => c.Length > 60)))
            throw new InputException(new Location(path, 1, 0),
                $"begins with '{Begin(columns)}', which is neither the header of a table nor JSON; name a usage log or a bill");
        var shown = $"the columns are {string.Join(", ", columns.Take(MostColumns))}{(columns.Count > MostColumns ? $", and {columns.Count - MostColumns} more" : "")}";
        var map = $"--map time={Guess(columns, ["time", "date", "day", "created", "stamp", "when"]) ?? "COLUMN"}";
        var tokens = $"input={Guess(columns, ["input", "prompt", "in_", "_in"]) ?? "COLUMN"},output={Guess(columns, ["output", "completion", "out_", "_out", "answer"]) ?? "COLUMN"}";
        var counts = has(Logs.LogField.Input) || has(Logs.LogField.Output) || has(Logs.LogField.Cost) || has(Logs.LogField.CostCents)
            || has(Logs.LogField.Requests);
        if (!has(Logs.LogField.Time))
            throw new InputException(new Location(path, 1, 0),
                $"has no column that is known to hold the time; name it with {map}{(counts ? "" : $",{tokens}")} ({shown})");
        if (!counts)
            throw new InputException(new Location(path, 1, 0),
                $"has no column that is known to hold tokens, requests or a cost; name them with --map {tokens} ({shown})");
    }

    private static string? Guess(IReadOnlyList<string> columns, string[] words) =>
        words.Select(w => columns.FirstOrDefault(c => c.Contains(w, StringComparison.OrdinalIgnoreCase)))
            .FirstOrDefault(c => c is not null);

    private static string Begin(IReadOnlyList<string> columns) => string.Join(',', columns) is { Length: > 50 } all ? all[..50]
        + "..." : string.Join(',', columns);
}
