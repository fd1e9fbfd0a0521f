namespace CostSim.Prices;

/// <summary>
/// What a public model catalogue says next to the curated records: prices of models that the book does not have, other names of sellers,
/// and
/// the rules by which a service tier follows from the standard price. It is read when a name is not curated, so that it costs no start-up
/// time.
/// </summary>
internal sealed class PriceCatalogue
{
    private readonly Lazy<Dictionary<string, List<PriceRecord>>> bySeller;
    private readonly Lazy<Dictionary<string, string>> otherNames;
    private readonly Lazy<IReadOnlyList<TierRule>> rules;
    private readonly Lazy<Dictionary<string, SourceName>> sourceNames;

    public PriceCatalogue(
        Func<IEnumerable<PriceRecord>> records, Func<Dictionary<string, string>> sellers, Func<IReadOnlyList<TierRule>> rules,
        Func<Dictionary<string, SourceName>> names)
    {
        bySeller = new(() =>
            records().GroupBy(r => r.Provider).ToDictionary(g => g.Key, g => g.ToList(), StringComparer.OrdinalIgnoreCase));
        otherNames = new(sellers);
        this.rules = new(rules);
        sourceNames = new(names);
    }

    /// <summary>A catalogue that says nothing, for a book without one.</summary>
    public static PriceCatalogue None { get; } = new(() => [], () => [], () => [], () => []);

    public IReadOnlyCollection<string> Sellers => bySeller.Value.Keys;

    /// <summary>Every record of a seller, curated elsewhere or not.</summary>
    public IReadOnlyList<PriceRecord> Of(string seller) => bySeller.Value.GetValueOrDefault(seller) ?? [];

    /// <summary>The seller that a name represents: <c>bedrock</c> for aws; the name itself where it is its own.</summary>
    public string Seller(string name) => otherNames.Value.GetValueOrDefault(name, name);

    /// <summary>What another table's name represents; null where no import kept the name.</summary>
    public SourceName? Named(string name) => sourceNames.Value.GetValueOrDefault(name);

    /// <summary>The names that imports kept.</summary>
    public IReadOnlyCollection<SourceName> Names => sourceNames.Value.Values;

    /// <summary>The tiers of records that follow from their standard prices by the provider's published rule.</summary>
    internal IEnumerable<PriceRecord> Derived(IEnumerable<PriceRecord> records, string tier) =>
        from record in records
        where record.ServiceTier == "standard" && record.Kind == "chat"
        from rule in rules.Value.Where(r => r.Tier.Equals(tier, StringComparison.OrdinalIgnoreCase) && r.Covers(record)).Take(1)
        select rule.Of(record);
}

/// <summary>A name of another table, kept so that a log with that name is priced.</summary>
/// <param name="Name">The name there.</param>
/// <param name="Model">The model here, as <c>provider/model</c>.</param>
/// <param name="Region">The region whose price the name has; empty for the model's own.</param>
/// <param name="RetiresOn">The day from which the table says that the model can no longer be used.</param>
/// <param name="Source">The table.</param>
internal sealed record SourceName(string Name, string Model, string Region, DateOnly? RetiresOn, string Source);

/// <summary>A provider's published rule: a tier costs a share of the standard price.</summary>
/// <param name="Provider">Whose rule it is.</param>
/// <param name="Tier">The service tier.</param>
/// <param name="Models">The models that it holds for.</param>
/// <param name="Except">Models that it does not hold for.</param>
/// <param name="Factor">The share of the standard price.</param>
/// <param name="Cache">Whether it holds for cached input too; otherwise cached input costs what input costs in that tier.</param>
/// <param name="Source">Where the rule is published.</param>
internal sealed record TierRule(string Provider, string Tier, IReadOnlyList<string> Models, IReadOnlyList<string> Except, decimal Factor,
    bool Cache, string Source)
{
    private static readonly PriceColumn[] CacheColumns =
        [PriceColumn.CacheRead, PriceColumn.CacheWrite5m, PriceColumn.CacheWrite1h, PriceColumn.AudioCacheRead];

    public bool Covers(PriceRecord record) => record.Provider == Provider && Models.Any(p => Matches(p, record.Model))
        && !Except.Any(p => Matches(p, record.Model));

    /// <summary>The record of the tier, which says that it is derived and from what.</summary>
    public PriceRecord Of(PriceRecord standard) => standard with
    {
        Id = $"{standard.Id}:derived-{Tier}",
        ServiceTier = Tier,
        Amounts = new Amounts(standard.Amounts.Stated
            .Where(a => a.Column <= PriceColumn.ImageOut && (Cache || !CacheColumns.Contains(a.Column)))
            .Select(a => a with { Usd = a.Usd * Factor })),
        Confidence = standard.Confidence == Confidence.Catalogue ? Confidence.Catalogue : Confidence.Medium,
        Source = Source,
        AgreeingSources = [],
        Disagreements = [],
        Note = FormattableString.Invariant($"derived: {Factor:0.##} of {standard.Id}, by the provider's published rule"),
    };

    // A star matches anything, at either end.
    private static bool Matches(string pattern, string model) => pattern.StartsWith('*') && pattern.Length > 1
        ? pattern.EndsWith('*')
            ? model.Contains(pattern[1..^1], StringComparison.OrdinalIgnoreCase)
            : model.EndsWith(pattern[1..], StringComparison.OrdinalIgnoreCase)
        : Wildcard.Matches(pattern, model);
}
