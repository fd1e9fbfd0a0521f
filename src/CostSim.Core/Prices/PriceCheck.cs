namespace CostSim.Prices;

/// <summary>Something in a price book that a person should look at.</summary>
internal sealed record PriceFinding(string Check, string RecordId, string Text);

/// <summary>A check over the records of one provider, on a day.</summary>
internal sealed record PriceCheck(string Name, string Summary, Func<IReadOnlyList<PriceRecord>, DateOnly, IEnumerable<PriceFinding>> Find);

/// <summary>The closed table of checks. <c>prices verify</c> runs them on a book, the importers on what they bring.</summary>
internal static class PriceChecks
{
    private const string Twice = "same-moment";

    public static IReadOnlyList<PriceCheck> All { get; } =
    [
        new("overlap", "two records state a price for the same conditions and time", TimeChecks.Overlaps),
        new(Twice, "two records state the same moment for one price", (_, _) => []),
        new("gap", "no record for a time between two records of the same conditions", TimeChecks.Gaps),
        new("time-bands", "the time bands of a price do not cover each hour of the week once", TimeChecks.Bands),
        new("no-end", "a superseded or retired record without effective_to", TimeChecks.WithoutEnd),
        new("announced-past", "an announced record whose date has come", TimeChecks.AnnouncedInThePast),
        new("thousandfold", "an amount a hundred times its predecessor or a hundredth of it: mostly a wrong unit", AmountChecks.Jumps),
        new("scale", "a chat price that no model ever had: mostly a wrong unit", AmountChecks.OutOfScale),
        new("cache-read", "reading from the cache costs more than fresh input", AmountChecks.CacheReads),
        new("cache-write", "writing for an hour costs less than for five minutes, or a write more than four times the input",
            AmountChecks.CacheWrites),
        new("below-input", "output costs less than input: mostly swapped", AmountChecks.OutputBelowInput),
        new("incomplete", "a chat record with a price for input or output only", AmountChecks.Incomplete),
        new("batch-above", "batch or flex costs more than standard", AmountChecks.BatchAboveStandard),
        new("priority", "priority or fast costs no more than standard, or ten times as much", AmountChecks.Priorities),
        new("no-source", "a record without a source", AmountChecks.WithoutSource),
        new("not-checked", "a price in force that nobody compared with a source for 90 days", TimeChecks.NotChecked),
    ];

    /// <summary>Every finding of every check on the records of one provider.</summary>
    public static IEnumerable<PriceFinding> Run(IReadOnlyList<PriceRecord> records, DateOnly day)
    {
        var current = Statements.Current(records);
        return SameMoment(records).Concat(All.SelectMany(check => check.Find(current, day)));
    }

    // Of all records, since what is current has one of the two only.
    private static IEnumerable<PriceFinding> SameMoment(IReadOnlyList<PriceRecord> records) =>
        from same in records.GroupBy(r => (r.Conditions, r.EffectiveFrom, r.RecordedOn))
        where same.Skip(1).Any()
        select Finding(Twice, same.Last(),
            $"states the same moment as {same.First().Id}, and was recorded on the same day; withdraw one of them by a later record");

    internal static PriceFinding Finding(string check, PriceRecord record, FormattableString text) =>
        new(check, record.Id, FormattableString.Invariant(text));
}
