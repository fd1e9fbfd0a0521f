namespace CostSim.Prices;

/// <summary>Checks on when prices apply.</summary>
internal static class TimeChecks
{
    private const int DaysBetweenChecks = 90;

    // A record without an end gives way to the next one; two stated periods that cross contradict each other.
    public static IEnumerable<PriceFinding> Overlaps(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from pair in Pairs(records, r => r.Conditions)
        where pair.Earlier.EffectiveTo > pair.Later.EffectiveFrom
        select PriceChecks.Finding("overlap", pair.Later,
            $"starts {pair.Later.EffectiveFrom:yyyy-MM-dd} before {pair.Earlier.Id} ends {pair.Earlier.EffectiveTo:yyyy-MM-dd}");

    // Prices may move between plain and time bands, so bands count together here.
    public static IEnumerable<PriceFinding> Gaps(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from same in records.GroupBy(r => $"{r.Model}|{r.ServiceTier}|{Slug.Of(r.Region)}|{r.ContextFrom.Value}")
        from pair in Neighbours(same.OrderBy(r => r.EffectiveFrom).ToList())
        where pair.Earlier.EffectiveTo < pair.Later.EffectiveFrom
            && !same.Any(r => r.EffectiveFrom <= pair.Earlier.EffectiveTo && !(r.EffectiveTo < pair.Later.EffectiveFrom))
        select PriceChecks.Finding("gap", pair.Later,
            $"starts {pair.Later.EffectiveFrom:yyyy-MM-dd HH:mm}, but {pair.Earlier.Id} ended {pair.Earlier.EffectiveTo:yyyy-MM-dd HH:mm}");

    public static IEnumerable<PriceFinding> Bands(IReadOnlyList<PriceRecord> records, DateOnly day)
    {
        foreach (var same in records.Where(r => !r.Band.IsAny)
            .GroupBy(r => $"{r.Model}|{r.ServiceTier}|{Slug.Of(r.Region)}|{r.ContextFrom.Value}|{r.EffectiveFrom.UtcTicks}"))
        {
            var start = Instant.Of(Instant.Day(same.First().EffectiveFrom).AddDays(1));
            var wrong = Enumerable.Range(0, 7 * 48).Select(half => start.AddMinutes(30 * half))
                .FirstOrDefault(at => same.Count(r => r.Band.Covers(at)) != 1);
            if (wrong != default)
                yield return PriceChecks.Finding("time-bands", same.First(),
                    $"{same.Count(r => r.Band.Covers(wrong))} bands cover {wrong:ddd HH:mm} UTC; give the last one 'utc_except' with the windows of the others");
        }
    }

    public static IEnumerable<PriceFinding> WithoutEnd(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from r in records
        where r.Status is PriceStatus.Superseded or PriceStatus.Retired && r.EffectiveTo is null
        select PriceChecks.Finding("no-end", r,
            $"is {(r.Status is PriceStatus.Retired ? "retired" : "superseded")} but states no effective_to");

    public static IEnumerable<PriceFinding> AnnouncedInThePast(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from r in records
        where r.Status is PriceStatus.Announced && Instant.Day(r.EffectiveFrom) <= day
        select PriceChecks.Finding("announced-past", r,
            $"was announced for {r.EffectiveFrom:yyyy-MM-dd}; look whether it came, and record it as in_force or withdrawn");

    public static IEnumerable<PriceFinding> NotChecked(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from r in Statements.InForce(records, Instant.Of(day))
        where day.DayNumber - r.LastLooked.DayNumber > DaysBetweenChecks
        select PriceChecks.Finding("not-checked", r,
            $"last checked {r.LastLooked:yyyy-MM-dd}, {day.DayNumber - r.LastLooked.DayNumber} days ago");

    internal static IEnumerable<(PriceRecord Earlier, PriceRecord Later)> Pairs(IEnumerable<PriceRecord> records,
        Func<PriceRecord, string> same) =>
        records.GroupBy(same).SelectMany(g => Neighbours([.. g.OrderBy(r => r.EffectiveFrom)]));

    private static IEnumerable<(PriceRecord Earlier, PriceRecord Later)> Neighbours(List<PriceRecord> inOrder) =>
        inOrder.Zip(inOrder.Skip(1));
}
