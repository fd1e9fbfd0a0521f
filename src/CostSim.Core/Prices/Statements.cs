namespace CostSim.Prices;

/// <summary>The moment at which a day starts, UTC.</summary>
internal static class Instant
{
    public static DateTimeOffset Of(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}

/// <summary>
/// What an append-only list of records says now. Keys are texts: a dictionary of tuples is compiled anew in every process,
/// which cost 30 ms of every start.
/// </summary>
internal static class Statements
{
    /// <summary>Of each condition and start the newest record, without withdrawn ones; by start.</summary>
    public static List<PriceRecord> Current(IEnumerable<PriceRecord> records, bool announced = true)
    {
        var newest = new Dictionary<string, PriceRecord>();
        foreach (var record in records)
        {
            if (!newest.TryGetValue(Key(record), out var known) || record.RecordedOn >= known.RecordedOn)
                newest[Key(record)] = record;
        }

        var current = newest.Values.Where(r => r.Status is not PriceStatus.Withdrawn).ToList();
        if (!announced)
            current = WithoutAnnounced(current, newest);
        current.Sort((a, b) => a.EffectiveFrom != b.EffectiveFrom
            ? a.EffectiveFrom.CompareTo(b.EffectiveFrom)
            : string.CompareOrdinal(a.Id, b.Id));
        return current;
    }

    /// <summary>Of each condition the record in force at a moment: the latest start wins.</summary>
    public static List<PriceRecord> InForce(IEnumerable<PriceRecord> current, DateTimeOffset at)
    {
        var latest = new Dictionary<string, PriceRecord>();
        foreach (var record in current.Where(r => r.Covers(at)))
        {
            if (!latest.TryGetValue(record.Conditions, out var known) || record.EffectiveFrom > known.EffectiveFrom)
                latest[record.Conditions] = record;
        }

        return [.. latest.Values];
    }

    // An end that an announcement brings falls with the announcement.
    private static List<PriceRecord> WithoutAnnounced(List<PriceRecord> current, Dictionary<string, PriceRecord> newest) =>
        [.. current.Where(r => r.Status is not PriceStatus.Announced)
            .Select(r => r.EffectiveTo is { } end && newest.TryGetValue(Key(r.Conditions, end), out var next)
                && next.Status is PriceStatus.Announced ? r with { EffectiveTo = null } : r)];

    private static string Key(PriceRecord record) => Key(record.Conditions, record.EffectiveFrom);

    private static string Key(string conditions, DateTimeOffset from) => $"{conditions}|{from.UtcTicks}";
}
