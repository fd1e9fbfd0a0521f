namespace CostSim.Prices;

/// <summary>The moment at which a day starts, UTC.</summary>
internal static class Instant
{
    public static DateTimeOffset Of(DateOnly day) => new(day, TimeOnly.MinValue, TimeSpan.Zero);

    public static DateOnly Day(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);
}

/// <summary>What an append-only list of records says now.</summary>
internal static class Statements
{
    /// <summary>Of each condition and start the newest record, without withdrawn ones; by start.</summary>
    public static IReadOnlyList<PriceRecord> Current(IEnumerable<PriceRecord> records, bool announced = true)
    {
        var current = records
            .GroupBy(r => (r.Conditions, r.EffectiveFrom))
            .Select(same => same.Aggregate((a, b) => b.RecordedOn >= a.RecordedOn ? b : a))
            .Where(r => r.Status is not PriceStatus.Withdrawn)
            .OrderBy(r => r.EffectiveFrom).ThenBy(r => r.Id, StringComparer.Ordinal)
            .ToList();
        if (announced)
            return current;

        // An end that an announcement brings falls with the announcement.
        var coming = current.Where(r => r.Status is PriceStatus.Announced).Select(r => (r.Conditions, r.EffectiveFrom)).ToHashSet();
        return [.. current.Where(r => r.Status is not PriceStatus.Announced)
            .Select(r => r.EffectiveTo is { } end && coming.Contains((r.Conditions, end)) ? r with { EffectiveTo = null } : r)];
    }

    /// <summary>Of each condition the record in force at a moment: the latest start wins.</summary>
    public static IReadOnlyList<PriceRecord> InForce(IEnumerable<PriceRecord> current, DateTimeOffset at) =>
        [.. current.Where(r => r.Covers(at)).GroupBy(r => r.Conditions).Select(same => same.MaxBy(r => r.EffectiveFrom)!)];
}
