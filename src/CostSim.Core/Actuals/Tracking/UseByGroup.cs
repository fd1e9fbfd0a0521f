namespace CostSim.Actuals;

/// <summary>Use by the values of some tags and by month.</summary>
internal sealed class UseByGroup
{
    /// <summary>The value of a row without the tag.</summary>
    public const string None = "(none)";

    private const string Rest = "(other)";

    // More groups than a table can show, or a bill can mean.
    private const int Most = 1_000;

    private readonly Dictionary<string, (IReadOnlyList<string> Values, SortedDictionary<DateOnly, ActualDay> Months)> groups =
        new(StringComparer.Ordinal);

    /// <summary>Groups in the order of their values.</summary>
    public IEnumerable<(IReadOnlyList<string> Values, IReadOnlyDictionary<DateOnly, ActualDay> Months)> All =>
        groups.OrderBy(g => g.Key,
            StringComparer.Ordinal).Select(g => (g.Value.Values, (IReadOnlyDictionary<DateOnly, ActualDay>)g.Value.Months));

    public ActualDay Of(IReadOnlyList<string> values, DateOnly month)
    {
        var key = string.Join('\u001f', values);
        if (!groups.TryGetValue(key, out var group))
        {
            if (groups.Count >= Most)
                return Of([.. values.Select(_ => Rest)], month, Rest);
            groups[key] = group = (values, []);
        }

        return group.Months.TryGetValue(month, out var use) ? use : group.Months[month] = new ActualDay();
    }

    private ActualDay Of(IReadOnlyList<string> values, DateOnly month, string key)
    {
        if (!groups.TryGetValue(key, out var group))
            groups[key] = group = (values, []);
        return group.Months.TryGetValue(month, out var use) ? use : group.Months[month] = new ActualDay();
    }
}
