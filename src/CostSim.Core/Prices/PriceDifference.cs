namespace CostSim.Prices;

internal enum DifferenceKind
{
    Added,
    Ended,
    Changed,

    /// <summary>A later statement about the same price and start replaces an earlier one.</summary>
    Corrected,

    /// <summary>A recorded record reads otherwise now, which the append-only rule forbids.</summary>
    Edited,

    /// <summary>A recorded record is gone, which the append-only rule forbids.</summary>
    Removed,
}

/// <summary>One difference between two dates or two books: an amount that changed, or a record that came or went.</summary>
internal sealed record PriceDifference(DifferenceKind Kind, PriceRecord? Before, PriceRecord? After, PriceColumn? Column)
{
    public PriceRecord Record => After ?? Before!;

    public decimal? Old => Column is { } column ? Before?.Amounts[column] : null;

    public decimal? New => Column is { } column ? After?.Amounts[column] : null;

    /// <summary>The change as a share of the old amount; null where there is none.</summary>
    public double? Change => Old is > 0 && New is { } now ? (double)(now / Old.Value - 1) : null;

    /// <summary>What a price was and is between two days of one book.</summary>
    public static IReadOnlyList<PriceDifference> Between(PriceBook book, DateOnly from, DateOnly to) =>
        InForce(ByConditions(book.InForce(from)), ByConditions(book.InForce(to)));

    /// <summary>What a book records that an older one does not: new records, corrections, and breaches of the append-only rule.</summary>
    public static IReadOnlyList<PriceDifference> Between(PriceBook older, PriceBook newer)
    {
        var (before, after) = (older.Records.ToDictionary(r => r.Id), newer.Records.ToDictionary(r => r.Id));
        var statements = older.Records.GroupBy(Statement).ToDictionary(g => g.Key, g => g.Last());
        var differences = new List<PriceDifference>();
        foreach (var record in after.Values)
        {
            if (before.TryGetValue(record.Id, out var same))
                differences.AddRange(SameText(same, record) ? [] : Amounts(DifferenceKind.Edited, same, record));
            else if (statements.TryGetValue(Statement(record), out var earlier))
                differences.AddRange(Amounts(DifferenceKind.Corrected, earlier, record));
            else
                differences.Add(new PriceDifference(DifferenceKind.Added, null, record, null));
        }

        differences.AddRange(before.Values.Where(r => !after.ContainsKey(r.Id))
            .Select(r => new PriceDifference(DifferenceKind.Removed, r, null, null)));
        return differences;
    }

    private static List<PriceDifference> InForce(Dictionary<string, PriceRecord> before, Dictionary<string, PriceRecord> after)
    {
        var differences = new List<PriceDifference>();
        foreach (var (place, record) in after)
        {
            if (!before.TryGetValue(place, out var earlier))
                differences.Add(new PriceDifference(DifferenceKind.Added, null, record, null));
            else if (earlier.Id != record.Id && !earlier.Amounts.Equals(record.Amounts))
                differences.AddRange(Amounts(DifferenceKind.Changed, earlier, record));
        }

        differences.AddRange(before.Where(b => !after.ContainsKey(b.Key))
            .Select(b => new PriceDifference(DifferenceKind.Ended, b.Value, null, null)));
        return differences;
    }

    private static IEnumerable<PriceDifference> Amounts(DifferenceKind kind, PriceRecord before, PriceRecord after)
    {
        var columns = PriceColumns.All.Select(c => c.Column).Where(c => before.Amounts[c] != after.Amounts[c]).ToList();
        return columns.Count == 0
            ? [new PriceDifference(kind, before, after, null)]
            : columns.Select(c => new PriceDifference(kind, before, after, c));
    }

    // Everything but the place in the file and the date of the last look.
    private static bool SameText(PriceRecord a, PriceRecord b) =>
        a.Conditions == b.Conditions && a.Amounts.Equals(b.Amounts)
            && (a.EffectiveFrom, a.EffectiveTo, a.RecordedOn, a.Status, a.Limits, a.Source, a.Note, a.Confidence, a.Kind)
            == (b.EffectiveFrom, b.EffectiveTo, b.RecordedOn, b.Status, b.Limits, b.Source, b.Note, b.Confidence, b.Kind)
        && a.Aliases.SequenceEqual(b.Aliases);

    private static Dictionary<string, PriceRecord> ByConditions(IEnumerable<PriceRecord> records) =>
        records.ToDictionary(r => $"{r.Provider}|{r.Conditions}");

    private static string Statement(PriceRecord r) => $"{r.Provider}|{r.Conditions}|{r.EffectiveFrom.UtcTicks}";
}
