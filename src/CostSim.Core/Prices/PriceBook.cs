using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>Version of a book and the hash over the hashes of its files: with <c>as_of</c> they pin every price of a run.</summary>
internal sealed record BookVersion(string Name, string Version, string Sha256, IReadOnlyDictionary<string, string> Files);

/// <summary>
/// A change of prices to come: the day, the record, whether a price starts, ends or the model retires, and the price before.
/// </summary>
internal sealed record ComingChange(DateOnly Day, PriceRecord Record, string What, PriceRecord? Before);

/// <summary>
/// Models by name, prices by date and conditions. Providers are read when they are first asked for, and the catalogue of models that nobody
/// curated only when a name is not among the curated ones.
/// </summary>
public sealed class PriceBook
{
    private readonly Dictionary<(string Provider, string Word), ProviderPrices> asked = [];
    private readonly Lock gate = new();
    private readonly IReadOnlyCollection<string> curated;
    private readonly Func<string, string, ProviderPrices> read;
    private readonly Lazy<IReadOnlyCollection<string>> providers;

    internal PriceBook(
        BookVersion version, RateLimitTable limits, IReadOnlyCollection<string> curated, Func<string, string, ProviderPrices> read,
        PriceCatalogue? catalogue = null)
    {
        (Version, Limits, this.curated, this.read, Catalogue) = (version, limits, curated, read, catalogue ?? PriceCatalogue.None);
        providers = new(() => [.. curated.Union(Catalogue.Sellers).Order(StringComparer.Ordinal)]);
    }

    internal BookVersion Version { get; }

    internal RateLimitTable Limits { get; }

    /// <summary>What a public catalogue says next to the curated records.</summary>
    internal PriceCatalogue Catalogue { get; }

    /// <summary>Everyone whose models have a price here.</summary>
    public IReadOnlyCollection<string> Providers => providers.Value;

    /// <summary>Every record of every provider, as recorded.</summary>
    internal IEnumerable<PriceRecord> Records => Providers.SelectMany(RecordsOf);

    /// <summary>
    /// Every record of one provider, as recorded, withdrawn and restated ones included; of the catalogue only models that nobody curated.
    /// </summary>
    internal IReadOnlyList<PriceRecord> RecordsOf(string provider)
    {
        var own = CuratedOf(provider);
        var others = Catalogue.Of(provider)
            .Where(r => !own.Any(o => o.IsNamed(r.Model) || ModelNames.IsDatedForm(o.Model, r.Model) && SamePrice(o, r))).ToList();
        return others.Count == 0 ? own : [.. own, .. others];
    }

    /// <summary>The curated records of one provider.</summary>
    internal IReadOnlyList<PriceRecord> CuratedOf(string provider) => curated.Contains(provider) ? Of(provider, "").Records : [];

    /// <summary>
    /// The day from which a model can no longer be used, by its record or by a name that an import kept; null where no notice was given.
    /// </summary>
    internal DateOnly? RetiresOn(PriceRecord record) =>
        record.RetiresOn ?? Catalogue.Names.Where(n => n.Model == record.Name).Max(n => n.RetiresOn);

    /// <summary>Prices that start or end after a day, and models that retire, in the order of their days.</summary>
    internal IReadOnlyList<ComingChange> Upcoming(DateOnly day)
    {
        var changes = new List<ComingChange>();
        foreach (var provider in Providers)
        {
            var current = Statements.Current(RecordsOf(provider));
            foreach (var same in current.GroupBy(r => r.Conditions))
            {
                foreach (var record in same)
                {
                    if (Instant.Day(record.EffectiveFrom) > day)
                        changes.Add(new ComingChange(Instant.Day(record.EffectiveFrom), record, "price",
                            same.LastOrDefault(r => r.EffectiveFrom < record.EffectiveFrom)));
                    if (record.EffectiveTo is { } end && Instant.Day(end) > day && !same.Any(r => r.EffectiveFrom == end))
                        changes.Add(new ComingChange(Instant.Day(end), record, "end", null));
                }
            }

            changes.AddRange(current.GroupBy(r => r.Name).Select(g => g.Last()).Where(r => RetiresOn(r) > day)
                .Select(r => new ComingChange(RetiresOn(r)!.Value, r, "retirement", null)));
        }

        return [.. changes.OrderBy(c => c.Day).ThenBy(c => c.Record.Id, StringComparer.Ordinal)];
    }

    /// <summary>What a service tier of a provider's records costs by its published rule, where no record states it.</summary>
    internal IReadOnlyList<PriceRecord> Derived(IReadOnlyList<PriceRecord> records, string tier) =>
        [.. Catalogue.Derived(records.Where(r =>
            !records.Any(o => o.ServiceTier.Equals(tier, StringComparison.OrdinalIgnoreCase) && o.Name == r.Name)), tier)];

    /// <summary>This book, and another's providers where it has none of its own.</summary>
    public PriceBook Over(PriceBook other) => new(
        Version, other.Limits, [.. curated.Union(other.curated)], (provider, word) =>
            (curated.Contains(provider) ? this : other).Of(provider, word),
        Catalogue == PriceCatalogue.None ? other.Catalogue : Catalogue);

    /// <summary>True for a model that thinks before it answers, so that its output holds reasoning tokens.</summary>
    public bool Reasons(string model)
    {
        var records = Named(new PriceQuestion(model));
        return curated.Contains(records[0].Provider)
            && Of(records[0].Provider, records[0].Model).ReasoningModels.Any(pattern =>
                records.Any(r => Wildcard.Matches(pattern, r.Model)));
    }

    /// <summary>A model's name as this book has it, <c>openai/gpt-4o</c>; null where it has no price here under any spelling.</summary>
    public string? NameOf(string model) => Match(new PriceQuestion(model)) is not [var first, ..] ? null
        : ModelNames.RegionOf(new PriceQuestion(model).ModelName).Length > 0
            || Catalogue.Named(model) is { Region.Length: > 0 } ? model : first.Name;

    /// <summary>The current statements about a model: of each condition and start the newest, without withdrawn ones.</summary>
    internal IReadOnlyList<PriceRecord> History(string model, bool announced = true)
    {
        var named = Named(new PriceQuestion(model));
        return Statements.Current(named, announced);
    }

    /// <summary>Every record in force at the start of a day, of all models and conditions.</summary>
    internal IReadOnlyList<PriceRecord> InForce(DateOnly day) =>
        [.. Providers.SelectMany(p => Statements.InForce(Statements.Current(RecordsOf(p)), Instant.Of(day)))];

    /// <summary>The price in force at a moment.</summary>
    public ModelPrice Find(PriceQuestion question, DateTimeOffset at) => new PriceSearch(this, question).At(at);

    /// <summary>The prices in force on a day (at its start, UTC): one, or one for each time band.</summary>
    internal IReadOnlyList<BandPrice> Find(PriceQuestion question, DateOnly day) => new PriceSearch(this, question).Bands(Instant.Of(day));

    /// <summary>All records that the name can mean, at any time. Refuses an unknown name with the nearest known ones.</summary>
    internal IReadOnlyList<PriceRecord> Named(PriceQuestion question)
    {
        if (Match(question) is { Count: > 0 } found)
            return found;
        var provider = Canonical(question.Provider);
        if (provider is null)
            throw new RuleException("model", UnknownProvider(question));
        var known = RecordsOf(provider).Where(r => r.Kind != "tool").SelectMany(r => r.Aliases.Prepend(r.Model)).Distinct()
            .Order(StringComparer.Ordinal).Select(m => $"{provider}/{m}").ToList();
        throw new RuleException("model",
            $"'{question.Model}' is not in the price book {Version.Name}; {Nearest($"{provider}/{question.ModelName}", known)}");
    }

    // Curated records first, under any spelling of the name, then the catalogue's; empty where neither has it.
    private IReadOnlyList<PriceRecord> Match(PriceQuestion question)
    {
        if (curated.FirstOrDefault(p => p.Equals(question.Provider, StringComparison.OrdinalIgnoreCase)) is { } exact
            && Of(exact, question.ModelName).Records.Where(r => r.IsNamed(question.ModelName)).ToList() is { Count: > 0 } named)
            return named;
        if (Catalogue.Named(question.Model) is { } kept && !kept.Model.Equals(question.Model, StringComparison.OrdinalIgnoreCase))
            return InRegion(Match(question with { Model = kept.Model }), kept.Region);
        if (ModelNames.OfArn(question.Model) is { } model)
            return Match(question with { Model = model });
        if (Canonical(question.Provider) is not { } provider)
            return [];
        foreach (var form in ModelNames.Forms(question.ModelName).Prepend(question.ModelName))
        {
            if (InForm(provider, form) is { Count: > 0 } found)
                return form == question.ModelName ? found : InRegion(found, ModelNames.RegionOf(question.ModelName));
        }

        return [];
    }

    // A name that holds a region means the price of that region, where it has one.
    private static IReadOnlyList<PriceRecord> InRegion(IReadOnlyList<PriceRecord> records, string region)
    {
        if (region.Length == 0)
            return records;
        var own = records.Where(r => Slug.Of(r.Region) == Slug.Of(region)).Select(r => r with { Region = "global" }).ToList();
        return own.Count > 0 ? own : records;
    }

    private IReadOnlyList<PriceRecord> InForm(string provider, string name)
    {
        var records = curated.Contains(provider) ? Of(provider, name).Records : [];
        if (records.Where(r => r.IsNamed(name)).ToList() is { Count: > 0 } named)
            return named;
        var listed = Catalogue.Of(provider).Where(r => r.IsNamed(name)).ToList();
        // The dated form of an undated name, unless the catalogue prices that name otherwise.
        var dated = Newest(records, name);
        if (dated.Count > 0 && (listed.Count == 0 || dated.Exists(d => SamePrice(d, listed[0]))))
            return dated;
        return listed.Count > 0 ? listed : Newest(Catalogue.Of(provider), name);
    }

    private static bool SamePrice(PriceRecord a, PriceRecord b) => Math.Abs(a.ContextFrom.Value - b.ContextFrom.Value) <= 1
        && a.Amounts[PriceColumn.Input] == b.Amounts[PriceColumn.Input] && a.Amounts[PriceColumn.Output] == b.Amounts[PriceColumn.Output];

    private static List<PriceRecord> Newest(IEnumerable<PriceRecord> records, string name)
    {
        var forms = records.Where(r => r.Kind != "tool" && ModelNames.IsDatedForm(r.Model, name)).ToList();
        var newest = forms.Select(r => r.Model).Max(StringComparer.Ordinal);
        return forms.FindAll(r => r.Model == newest);
    }

    // The provider's name in this book, whatever name it is given; null where it has none.
    private string? Canonical(string provider)
    {
        if (provider.Length == 0)
            return null;
        var name = Catalogue.Seller(provider);
        return curated.FirstOrDefault(p => p.Equals(name, StringComparison.OrdinalIgnoreCase))
            ?? Providers.FirstOrDefault(p => p.Equals(name, StringComparison.OrdinalIgnoreCase));
    }

    /// <summary>A provider's tools in their current statements.</summary>
    internal IReadOnlyList<PriceRecord> Tools(string provider, bool announced) =>
        Statements.Current((curated.Contains(provider) ? Of(provider, "tool").Records : []).Where(r => r.Kind == "tool"), announced);

    private ProviderPrices Of(string provider, string word)
    {
        lock (gate)
        {
            if (!asked.TryGetValue((provider, word), out var prices))
                asked[(provider, word)] = prices = read(provider, word);
            return prices;
        }
    }

    private string UnknownProvider(PriceQuestion question)
    {
        if (question.Provider.Length > 0)
            return $"'{question.Provider}' of '{question.Model}' is not a provider in the price book {Version.Name}; "
                + $"{Spelling.Suggestion(question.Provider, Providers)}";
        // The maker's own name comes before those of resellers, which have fewer records.
        var same = Named(r => r.IsNamed(question.Model));
        if (same.Count == 0)
        {
            List<string> names = [question.Model, .. ModelNames.Forms(question.Model)];
            same = Named(r => names.Exists(n => r.IsNamed(n) || ModelNames.IsDatedForm(r.Model, n)));
        }

        return $"'{question.Model}' lacks its provider; "
            + $"{(same.Count > 0 ? $"did you mean {string.Join(" or ", same.Select(n => $"'{n}'"))}?" : "write it as in 'openai/gpt-4o'")}";
    }

    private List<string> Named(Func<PriceRecord, bool> isMeant) =>
        [.. Records.Where(isMeant).GroupBy(r => r.Name).OrderByDescending(g => g.Count()).Select(g => g.Key).Take(3)];

    // Model names share long beginnings, so that edit distance alone calls gpt-4o-mini-x nearer to gpt-4o than people do.
    private static string Nearest(string name, List<string> known)
    {
        var begin = known.Where(k => k.StartsWith(name, StringComparison.OrdinalIgnoreCase)
            || name.StartsWith(k, StringComparison.OrdinalIgnoreCase))
            .OrderBy(k => Math.Abs(k.Length - name.Length)).Take(3).ToList();
        // A name that only lacks its date is not a misspelling of another model's.
        if (Spelling.Nearest(name, known) is { } nearest && !begin.Contains(nearest))
            begin.Insert(begin.Count(k => k.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase)), nearest);
        return begin.Count > 0
            ? $"did you mean {string.Join(" or ", begin.Take(3).Select(n => $"'{n}'"))}?"
            : $"known are {string.Join(", ", known.Take(12))}{(known.Count > 12 ? ", ... ('costsim prices list' shows all)" : "")}";
    }
}
