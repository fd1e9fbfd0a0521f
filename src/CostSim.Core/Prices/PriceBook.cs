using CostSim.Settings;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>Version of a book and the hash over the hashes of its files: with <c>as_of</c> they pin every price of a run.</summary>
internal sealed record BookVersion(string Name, string Version, string Sha256, IReadOnlyDictionary<string, string> Files);

/// <summary>Models by name, prices by date and conditions. Providers are read when they are first asked for.</summary>
internal sealed class PriceBook(BookVersion version, RateLimitTable limits, IReadOnlyCollection<string> providers, Func<string, string, ProviderPrices> read)
{
    private readonly Dictionary<(string Provider, string Word), ProviderPrices> asked = [];
    private readonly Lock gate = new();

    internal BookVersion Version { get; } = version;

    internal RateLimitTable Limits { get; } = limits;

    public IReadOnlyCollection<string> Providers { get; } = providers;

    /// <summary>Every record of every provider, as recorded.</summary>
    internal IEnumerable<PriceRecord> Records => Providers.SelectMany(RecordsOf);

    /// <summary>Every record of one provider, as recorded, withdrawn and restated ones included.</summary>
    internal IReadOnlyList<PriceRecord> RecordsOf(string provider) => Of(provider, "").Records;

    /// <summary>This book, and another's providers where it has none of its own.</summary>
    public PriceBook Over(PriceBook other) =>
        new(Version, other.Limits, [.. Providers.Union(other.Providers)], (provider, word) => (Providers.Contains(provider) ? this : other).Of(provider, word));

    /// <summary>True for a model that thinks before it answers, so that its output holds reasoning tokens.</summary>
    public bool Reasons(string model)
    {
        var records = Named(new PriceQuestion(model));
        return Of(records[0].Provider, records[0].Model).ReasoningModels.Any(pattern => records.Any(r => Wildcard.Matches(pattern, r.Model)));
    }

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
        var provider = Providers.FirstOrDefault(p => p.Equals(question.Provider, StringComparison.OrdinalIgnoreCase));
        if (provider is null)
            throw new RuleException("model", UnknownProvider(question));
        var named = Of(provider, question.ModelName).Records.Where(r => r.IsNamed(question.ModelName)).ToList();
        if (named.Count > 0)
            return named;
        var known = RecordsOf(provider).Where(r => r.Kind != "tool").SelectMany(r => r.Aliases.Prepend(r.Model)).Distinct().Order(StringComparer.Ordinal).Select(m => $"{provider}/{m}").ToList();
        throw new RuleException("model", $"'{question.Model}' is not in the price book {Version.Name}; {Nearest($"{provider}/{question.ModelName}", known)}");
    }

    /// <summary>A provider's tools in their current statements.</summary>
    internal IReadOnlyList<PriceRecord> Tools(string provider, bool announced) =>
        Statements.Current(Of(provider, "tool").Records.Where(r => r.Kind == "tool"), announced);

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
            return $"'{question.Provider}' of '{question.Model}' is no provider in the price book {Version.Name}; {Spelling.Suggestion(question.Provider, Providers)}";
        var same = Records.Where(r => r.IsNamed(question.Model)).Select(r => r.Name).Distinct().Take(3).ToList();
        return $"'{question.Model}' lacks its provider; {(same.Count > 0 ? $"did you mean {string.Join(" or ", same.Select(n => $"'{n}'"))}?" : "write it as in 'openai/gpt-4o'")}";
    }

    // Model names share long beginnings, so that edit distance alone calls gpt-4o-mini-x nearer to gpt-4o than people do.
    private static string Nearest(string name, List<string> known)
    {
        var begin = known.Where(k => k.StartsWith(name, StringComparison.OrdinalIgnoreCase) || name.StartsWith(k, StringComparison.OrdinalIgnoreCase))
            .OrderBy(k => Math.Abs(k.Length - name.Length)).Take(3).ToList();
        // A name that only lacks its date is no misspelling of another model's.
        if (Spelling.Nearest(name, known) is { } nearest && !begin.Contains(nearest))
            begin.Insert(begin.Count(k => k.StartsWith(name + "-", StringComparison.OrdinalIgnoreCase)), nearest);
        return begin.Count > 0 ? $"did you mean {string.Join(" or ", begin.Take(3).Select(n => $"'{n}'"))}?" : $"known are {string.Join(", ", known.Take(12))}{(known.Count > 12 ? ", ... ('costsim prices list' shows all)" : "")}";
    }
}
