namespace CostSim.Reports;

/// <summary>
/// A design's mean month in the parts that scale differently. At volume v and prices p (1 is as simulated) and a share c of the
/// cacheable input served from a cache it costs <c>fixed + v * people + v * p * (rest + (1 - c) * fresh + c * cached)</c>.
/// </summary>
internal sealed record WhatIfDesign(string Design, double Fixed, double People, double Rest, double Fresh, double Cached, double CacheShare)
{
    public double Mean(double volume, double prices, double? cacheShare = null)
    {
        var share = cacheShare ?? CacheShare;
        return Fixed + volume * People + volume * prices * (Rest + (1 - share) * Fresh + share * Cached);
    }
}

/// <summary>
/// What the mean would be at other volumes, prices and cache shares: a table, and on the page sliders for what lies between.
/// </summary>
internal sealed record WhatIf(IReadOnlyList<WhatIfDesign> Designs, Unit Money, double RequestsPerDay) : Block
{
    public bool HasCache => Designs.Any(d => d.Fresh > 0);

    public Table AsTable() => new("what-if", "Mean cost of a month, with people, if things come out otherwise",
        [
            new("design", "Design", Unit.Text), new("as_simulated", "As simulated", Money), new("half_volume", "Half the volume", Money),
            new("twice_volume", "Twice the volume", Money), new("ten_times_volume", "Ten times", Money),
            new("prices_30_lower", "Prices 30 % lower", Money),
            .. HasCache ? [new Column("no_cache", "No cache hit", Money)] : Array.Empty<Column>(),
        ],
        [.. Designs.Select(d => new Row(
            [
                d.Design, d.Mean(1, 1), d.Mean(0.5, 1), d.Mean(2, 1), d.Mean(10, 1), d.Mean(1, 0.7),
                .. HasCache ? [(Cell)d.Mean(1, 1, 0)] : Array.Empty<Cell>(),
            ]))])
    {
        Notes = ["From the means of the simulation: fixed costs stay, people follow the volume, tokens follow volume and prices. Limits, "
            + "tiers and minimums are not applied again."],
    };
}
