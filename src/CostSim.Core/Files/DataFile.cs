namespace CostSim.Files;

/// <summary>A file of rows: its path alone, or with the columns in which its values are.</summary>
internal sealed record DataFile(ScalarNode File)
{
    /// <summary>The column or path of each value, by the name that it has here.</summary>
    public IReadOnlyDictionary<string, string> Columns { get; init; } = new Dictionary<string, string>();

    /// <summary>The design that all rows are about, where they do not say.</summary>
    public string? Design { get; init; }

    /// <summary>The score from which an answer counts as right.</summary>
    public double PassAt { get; init; } = UsualPass;

    private const double UsualPass = 0.5;

    /// <summary>Reads <c>key: file</c> or <c>key: { file, columns }</c>; null where the key is absent or wrong.</summary>
    public static DataFile? Read(SettingsMap map, string key, IReadOnlyList<string> columns, bool results = false)
    {
        if (map.Find(key) is not MapNode)
        {
            if (map.Find(key) is ListNode list)
                map.Errors.Add(list.At, $"{key}: must be a file, or {{ file: .., columns: {{ .. }} }}");
            return map.Find(key) is ScalarNode file ? new DataFile(file) : null;
        }

        var own = map.Map(key)!;
        var named = new Dictionary<string, string>();
        if (own.Map("columns") is { } mapped)
        {
            foreach (var column in columns.Where(mapped.Has))
                named[column] = mapped.Text(column);
            mapped.RejectUnread();
        }

        var path = own.Text("file");
        var read = new DataFile(own.Find("file") as ScalarNode ?? new ScalarNode(own.At, path)) { Columns = named };
        if (results)
            read = read with
            {
                Design = own.Has("design") ? own.Text("design") : null,
                PassAt = own.Has("pass_at")
                ? own.Share("pass_at").Value
                : UsualPass
            };
        own.RejectUnread();
        return path.Length == 0 ? null : read;
    }
}
