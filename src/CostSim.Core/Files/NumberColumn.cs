namespace CostSim.Files;

/// <summary>Reads one column of numbers of a CSV file.</summary>
internal static class NumberColumn
{
    /// <summary>Throws <see cref="InputException"/> with the place of every cell that holds no number.</summary>
    public static IReadOnlyList<double> Read(string path, string column)
    {
        if (!File.Exists(path))
            throw new InputException(Location.Of(path), "does not exist; write the path relative to the scenario");
        using var text = new StreamReader(path);
        var table = new CsvTable(path, text);
        var place = table.Find(column);
        if (place < 0)
            throw new InputException(new Location(path, 1, 0),
                $"has no column '{column}'; {Spelling.Suggestion(column, [.. table.Columns])}");
        var values = new List<double>();
        var errors = new InputErrors();
        foreach (var row in table.Rows())
        {
            if (Numbers.TryDouble(row.Fields[place], out var value))
                values.Add(value);
            else
                errors.Add(row.At, $"{column}: must be a number, but is '{row.Fields[place]}'");
        }

        errors.ThrowIfAny();
        return values;
    }
}
