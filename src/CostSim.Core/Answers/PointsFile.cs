using CostSim.Files;

namespace CostSim.Answers;

/// <summary>Points as a person lists them: a CSV file with a column for each path and a row for each point.</summary>
internal static class PointsFile
{
    /// <summary>Throws <see cref="InputException"/> with every row that says the same as another, or nothing.</summary>
    public static ListedPoints Read(string path)
    {
        if (!File.Exists(path))
            throw new InputException(Location.Of(path),
                "does not exist; name a CSV file whose columns are paths, such as traffic.requests_per_day");
        return InputGuard.Read(path, "a list of points", () => Listed(path));
    }

    private static ListedPoints Listed(string path)
    {
        using var text = new StreamReader(path);
        var table = new CsvTable(path, text);
        var paths = table.Columns.Select(c => SettingsPath.Parse(c.Trim()).Text).ToList();
        var (rows, errors, seen) = (new List<IReadOnlyList<string>>(), new InputErrors(), new Dictionary<string, Location>());
        foreach (var row in table.Rows(errors))
        {
            var key = string.Join('\n', row.Fields.Select(SweepPoint.Canonical));
            if (row.Fields.Any(f => f.Trim().Length == 0))
                errors.Add(row.At, "has an empty value; give every path a value in every row");
            else if (!seen.TryAdd(key, row.At))
                errors.Add(row.At, $"is the same point as line {seen[key].Line}; keep it once");
            rows.Add(row.Fields);
        }

        if (rows.Count == 0 && errors.Count == 0)
            errors.Add(new Location(path, 1, 0), "lists no point below its header");
        errors.ThrowIfAny();
        return new ListedPoints(paths, rows);
    }
}
