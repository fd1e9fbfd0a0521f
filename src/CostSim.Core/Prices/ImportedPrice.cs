using CostSim.Units;

namespace CostSim.Prices;

/// <summary>A price as another project's table states it, in this book's words: not yet compared, not yet checked.</summary>
internal sealed record ImportedPrice
{
    /// <summary>The entry's name in that table.</summary>
    public required string Entry { get; init; }

    public required string Provider { get; init; }
    public required string Model { get; init; }
    public required string Kind { get; init; }
    public string ServiceTier { get; init; } = "standard";
    public string Region { get; init; } = "global";

    /// <summary>
    /// The first token of the tier by that table's rule; one less is the same tier, since tables differ in &gt; and &gt;=.
    /// </summary>
    public TokenCount ContextFrom { get; init; }

    /// <summary>The start that the table states; null for "seen on the day of the import".</summary>
    public DateOnly? From { get; init; }

    public required IReadOnlyList<Amount> Amounts { get; init; }
    public ModelLimits Limits { get; init; } = new(null, null, null);

    /// <summary>
    /// The day from which the table says that the model can no longer be used: a notice, which ends no price. Null where it states none.
    /// </summary>
    public DateOnly? Retired { get; init; }
}

internal enum ImportVerdict
{
    /// <summary>A model, tier or region that the book lacks.</summary>
    New,

    /// <summary>Other amounts than the book's: a new dated record, the old one stays.</summary>
    Changed,

    /// <summary>As in the book.</summary>
    Same,

    /// <summary>Looks wrong, so nothing was made of it.</summary>
    Quarantined,

    /// <summary>Was in this source's table before, and is not in it now. The book keeps its price.</summary>
    Withdrawn,

    /// <summary>Says something for which the book has no meter, or no amount at all.</summary>
    LeftOut,
}

/// <summary>What became of an entry of the table, and why.</summary>
internal sealed record ImportRow(ImportVerdict Verdict, string Entry, string What, string Reason);

/// <summary>New records, a row for everything that was read, and the names of the table with what they represent.</summary>
internal sealed record ImportResult(IReadOnlyList<PriceRecord> Records, IReadOnlyList<ImportRow> Rows, IReadOnlyList<SourceName> Names);
