using System.Globalization;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>The price of one time band, and the band.</summary>
internal sealed record BandPrice(TimeBand Band, ModelPrice Price);

/// <summary>
/// Chooses the records of a question: same model, in force, same tier, region and time band (README of the price facts,
/// section 4, rule 1). Each refusal names what is known instead.
/// </summary>
internal sealed class PriceSearch
{
    private readonly PriceBook book;
    private readonly PriceQuestion question;
    private readonly List<PriceRecord> current;

    public PriceSearch(PriceBook book, PriceQuestion question)
    {
        (this.book, this.question) = (book, question);
        current = Statements.Current(book.Named(question), question.Announced);
    }

    /// <summary>The moments at which the answer can change, its tool's fee included, ascending.</summary>
    public IEnumerable<DateTimeOffset> Changes =>
        current.Concat(current.Count == 0 ? [] : book.Tools(current[0].Provider, question.Announced))
        .SelectMany(r => r.EffectiveTo is { } end ? new[] { r.EffectiveFrom, end } : [r.EffectiveFrom]).Distinct().Order();

    public ModelPrice At(DateTimeOffset at) => Covering(question, Bands(at), at);

    /// <summary>The price of the band that a moment falls in.</summary>
    public static ModelPrice Covering(PriceQuestion question, IReadOnlyList<BandPrice> bands, DateTimeOffset at)
    {
        if (bands.Count == 1)
            return bands[0].Price;
        var covering = bands.Where(b => b.Band.Covers(at)).ToList();
        return covering.Count == 1
            ? covering[0].Price
            : throw new RuleException("time_band",
                $"{question.Model} has {covering.Count} prices at {Show(at)} "
                + $"({string.Join(", ", bands.Select(b => b.Band.Name))}); say which");
    }

    public IReadOnlyList<BandPrice> Bands(DateTimeOffset at)
    {
        var fitting = InTimeBand(InRegion(InTier(InForce(at), at), at), at);
        var shared = fitting.Where(r => r.Band.IsAny).ToList();
        var bands = fitting.Where(r => !r.Band.IsAny).GroupBy(r => r.Band.Name).ToList();
        return bands.Count == 0
            ? [new BandPrice(TimeBand.Any, Resolve(shared, at))]
            : [.. bands.Select(b => new BandPrice(b.First().Band, Resolve([.. b, .. shared], at)))];
    }

    /// <summary>The records in force on a day that price the question, without the provider's tools.</summary>
    public IReadOnlyList<PriceRecord> Records(DateTimeOffset at) => InTimeBand(InRegion(InTier(InForce(at), at), at), at);

    private ModelPrice Resolve(IReadOnlyList<PriceRecord> records, DateTimeOffset at) => new(
        question.Model,
        records.Select(r => new PriceTier(r.ContextFrom, r.Amounts, r.Id)),
        new ToolSearch(book, question, records).At(at));

    private IReadOnlyList<PriceRecord> InForce(DateTimeOffset at)
    {
        var live = Statements.InForce(current, at);
        // The catalogue knows no starts: a model was there on the catalogue's day at the latest, so its first price counts for the days
        // before.
        if (live.Count == 0 && current.Count > 0 && at < current[0].EffectiveFrom && current[0].Confidence is Confidence.Catalogue)
            live = Statements.InForce(current, current[0].EffectiveFrom);
        if (live.Count == 0)
            throw new RuleException("as_of", NothingInForce(at));

        // A model of that very name goes before a model that merely carries it as another name.
        var exact = live.Where(r => r.Model.Equals(question.ModelName, StringComparison.OrdinalIgnoreCase)).ToList();
        var models = (exact.Count > 0 ? exact : live).GroupBy(r => r.Model).ToList();
        return models.Count == 1
            ? [.. models[0]]
            : throw new RuleException("model",
                $"{question.Model} means {string.Join(" and ", models.Select(m => m.First().Name))} on {Show(at)}; name one of them");
    }

    // A tier that no record states may follow from the standard price by the provider's published rule.
    private List<PriceRecord> InTier(IReadOnlyList<PriceRecord> live, DateTimeOffset at)
    {
        bool Fits(PriceRecord record) => record.ServiceTier.Equals(question.ServiceTier, StringComparison.OrdinalIgnoreCase);
        if (!live.Any(Fits) && book.Derived(live, question.ServiceTier) is { Count: > 0 } derived)
            live = derived;
        return Fitting(live, Fits, "service_tier", question.ServiceTier, r => r.ServiceTier, at);
    }

    private List<PriceRecord> InRegion(List<PriceRecord> live, DateTimeOffset at) =>
        Fitting(live, r => Slug.Of(r.Region) == Slug.Of(question.Region), "region", question.Region, r => r.Region, at);

    private List<PriceRecord> InTimeBand(List<PriceRecord> live, DateTimeOffset at) => question.TimeBand is { } band
        ? Fitting(live, r => r.Band.IsAny || r.Band.Name.Equals(band, StringComparison.OrdinalIgnoreCase), "time_band",
            band, r => r.Band.Name, at)
        : live;

    private List<PriceRecord> Fitting(
        IReadOnlyList<PriceRecord> live, Func<PriceRecord, bool> fits, string condition, string asked,
        Func<PriceRecord, string> of, DateTimeOffset at)
    {
        var fitting = live.Where(fits).ToList();
        return fitting.Count > 0
            ? fitting
            : throw new RuleException(condition,
                $"{question.Model} has no price for '{asked}' on {Show(at)}; known then: "
                + $"{string.Join(", ", live.Select(of).Distinct().Order(StringComparer.Ordinal))}");
    }

    private string NothingInForce(DateTimeOffset at)
    {
        if (current.Count == 0)
            return $"every record of {question.Model} is withdrawn or only announced; choose another model";
        var next = current.FirstOrDefault(r => r.EffectiveFrom > at);
        var last = current.LastOrDefault(r => r.EffectiveTo is { } end && end <= at);
        var known = (next, last) switch
        {
            ({ } n, null) => $"its first known price starts on {Show(n.EffectiveFrom)} ({n.Id})",
            ({ } n, { } l) => $"one ended on {Show(l.EffectiveTo!.Value)} ({l.Id}), the next starts on {Show(n.EffectiveFrom)} ({n.Id})",
            (null, { } l) => $"its last one ended on {Show(l.EffectiveTo!.Value)} "
                + $"({(l.Status is PriceStatus.Retired ? "the model is retired; " : "")}{l.Id})",
            _ => "no record says why",
        };
        return $"{question.Model} has no price on {Show(at)}: {known}; use a date with a price or another model";
    }

    internal static string Show(DateTimeOffset at) =>
        at.ToString(at.TimeOfDay == TimeSpan.Zero ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture);
}

/// <summary>
/// The fee of a provider's tool: of the tool that is named, else the model record's own, else the provider's web search
/// (README of the price facts, section 4, rule 6).
/// </summary>
internal sealed class ToolSearch(PriceBook book, PriceQuestion question, IReadOnlyList<PriceRecord> records)
{
    public ToolPrice? At(DateTimeOffset at)
    {
        if (question.Tool is { Length: > 0 } named)
            return Named(named, at);
        var own = records.Where(r => r.Amounts[PriceColumn.ToolCall] is not null).ToList();
        if (own.Count > 0)
        {
            var first = own.Aggregate((a, b) => b.ContextFrom < a.ContextFrom ? b : a);
            return new ToolPrice("model", first.Amounts[PriceColumn.ToolCall]!.Value, first.Id);
        }

        var search = Tools(at).Where(t => t.WebSearchOf.Any(pattern => Wildcard.Matches(pattern, records[0].Model))).ToList();
        return search.Count == 1 ? Price(search[0]) : null;
    }

    private ToolPrice? Named(string tool, DateTimeOffset at)
    {
        var tools = Tools(at);
        var found = tools.Where(t => Short(t.Model) == Short(tool)).ToList();
        return found.Count == 1
            ? Price(found[0])
            : throw new RuleException("tool",
                $"{question.Provider} has no price for the tool '{tool}' on {PriceSearch.Show(at)}; known then: "
                + $"{(tools.Count == 0 ? "none" : string.Join(", ", tools.Select(t => t.Model)))}");
    }

    private List<PriceRecord> Tools(DateTimeOffset at) =>
        Statements.InForce(book.Tools(records[0].Provider, question.Announced), at);

    // A session of a tool is one call of it.
    private static ToolPrice? Price(PriceRecord tool) =>
        (tool.Amounts[PriceColumn.ToolCall] ?? tool.Amounts[PriceColumn.Request]) is { } fee
            ? new ToolPrice(tool.Model, fee, tool.Id)
            : null;

    private static string Short(string tool)
    {
        var slug = Slug.Of(tool[(tool.IndexOf('/', StringComparison.Ordinal) + 1)..]);
        return slug.StartsWith("tool-", StringComparison.Ordinal) ? slug[5..] : slug;
    }
}
