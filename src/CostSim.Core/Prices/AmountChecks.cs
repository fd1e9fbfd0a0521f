namespace CostSim.Prices;

/// <summary>Checks on what prices say, alone and against each other.</summary>
internal static class AmountChecks
{
    // No chat model was ever sold beyond these, in dollars for a million tokens.
    private const decimal Cheapest = 0.002m;
    private const decimal Dearest = 2_000;

    private const decimal Jump = 100;
    private const decimal DearestWrite = 4;
    private const decimal DearestPriority = 10;

    public static IEnumerable<PriceFinding> Jumps(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from pair in TimeChecks.Pairs(records, r => r.Conditions)
        from now in pair.Later.Amounts.Stated
        let before = pair.Earlier.Amounts[now.Column]
        where before > 0 && now.Usd > 0 && (now.Usd / before >= Jump || before / now.Usd >= Jump)
        select PriceChecks.Finding("thousandfold", pair.Later, $"{Key(now.Column)} goes from {before} to {now.Usd} ({pair.Earlier.Id})");

    public static IEnumerable<PriceFinding> OutOfScale(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from r in records
        where r.Kind == "chat"
        from column in new[] { PriceColumn.Input, PriceColumn.Output }
        where r.Amounts[column] is < Cheapest or > Dearest
        select PriceChecks.Finding("scale", r,
            $"{Key(column)} {r.Amounts[column]} is not between {Cheapest} and {Dearest}; is it for a thousand tokens, or for one?");

    public static IEnumerable<PriceFinding> CacheReads(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from r in records
        from pair in new[] { (Read: PriceColumn.CacheRead, Fresh: PriceColumn.Input),
            (Read: PriceColumn.AudioCacheRead, Fresh: PriceColumn.AudioIn) }
        where r.Amounts[pair.Read] > r.Amounts[pair.Fresh]
        select PriceChecks.Finding("cache-read", r,
            $"{Key(pair.Read)} {r.Amounts[pair.Read]} is above {Key(pair.Fresh)} {r.Amounts[pair.Fresh]}");

    public static IEnumerable<PriceFinding> CacheWrites(IReadOnlyList<PriceRecord> records, DateOnly day)
    {
        foreach (var r in records)
        {
            var (input, five, hour) =
                (r.Amounts[PriceColumn.Input], r.Amounts[PriceColumn.CacheWrite5m], r.Amounts[PriceColumn.CacheWrite1h]);
            if (hour < five)
                yield return PriceChecks.Finding("cache-write", r,
                    $"{Key(PriceColumn.CacheWrite1h)} {hour} is below {Key(PriceColumn.CacheWrite5m)} {five}");
            else if (hour > DearestWrite * input || five > DearestWrite * input)
                yield return PriceChecks.Finding("cache-write", r,
                    $"a cache write of {(hour > five || five is null ? hour : five)} is more than {DearestWrite} times {Key(PriceColumn.Input)} {input}");
        }
    }

    public static IEnumerable<PriceFinding> OutputBelowInput(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from r in records
        where r.Kind == "chat" && r.Amounts[PriceColumn.Output] < r.Amounts[PriceColumn.Input]
        select PriceChecks.Finding("below-input", r,
            $"output {r.Amounts[PriceColumn.Output]} is below input {r.Amounts[PriceColumn.Input]}; are they swapped?");

    public static IEnumerable<PriceFinding> Incomplete(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from r in records
        where r.Kind == "chat" && r.Amounts[PriceColumn.Input] is null != r.Amounts[PriceColumn.Output] is null
        select PriceChecks.Finding("incomplete", r, $"has a price for {(r.Amounts[PriceColumn.Input] is null ? "output" : "input")} only");

    public static IEnumerable<PriceFinding> BatchAboveStandard(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from pair in BesideStandard(records, "batch", "flex")
        from amount in pair.Tier.Amounts.Stated
        let standard = pair.Standard.Amounts[amount.Column]
        where amount.Usd > standard
        select PriceChecks.Finding("batch-above", pair.Tier,
            $"{Key(amount.Column)} {amount.Usd} is above the standard {standard} ({pair.Standard.Id})");

    public static IEnumerable<PriceFinding> Priorities(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from pair in BesideStandard(records, "priority", "fast")
        from amount in pair.Tier.Amounts.Stated
        let standard = pair.Standard.Amounts[amount.Column]
        where amount.Usd <= standard || amount.Usd >= DearestPriority * standard
        select PriceChecks.Finding("priority", pair.Tier,
            $"{Key(amount.Column)} {amount.Usd} against the standard {standard} ({pair.Standard.Id})");

    public static IEnumerable<PriceFinding> WithoutSource(IReadOnlyList<PriceRecord> records, DateOnly day) =>
        from r in records
        where r.Source.Length == 0
        select PriceChecks.Finding("no-source", r, $"names no source; where is the price published?");

    // Each tier record against the standard records whose time crosses its own.
    private static IEnumerable<(PriceRecord Tier, PriceRecord Standard)> BesideStandard(IReadOnlyList<PriceRecord> records,
        params string[] tiers)
    {
        var standard = records.Where(r => r.ServiceTier == "standard").ToLookup(Place);
        return from tier in records
               where tiers.Contains(tier.ServiceTier)
               from reference in standard[Place(tier)]
               where !(tier.EffectiveTo <= reference.EffectiveFrom) && !(reference.EffectiveTo <= tier.EffectiveFrom)
               select (tier, reference);
    }

    private static string Place(PriceRecord r) => $"{r.Model}|{Slug.Of(r.Region)}|{r.Band.Name}|{r.ContextFrom.Value}";

    private static string Key(PriceColumn column) => PriceColumns.Of(column).Key;
}
