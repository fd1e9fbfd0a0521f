using System.Text.RegularExpressions;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Logs;

/// <summary>What a logged model is priced as; <see cref="Model"/> is null where the book has no price that may be used.</summary>
/// <param name="Model">As <c>provider/model</c> of the book.</param>
/// <param name="Remark">What was assumed or is missing, in words; null where nothing was.</param>
internal sealed record PricedAs(string? Model, string ServiceTier, string Region, string? Remark)
{
    public PriceQuestion Question => new(Model!) { ServiceTier = ServiceTier, Region = Region };
}

/// <summary>
/// Names of models in logs as the price book knows them. A seller's price is used where the book has it; a cloud's model that it
/// lacks is priced as its maker's, with words; a reseller's or one's own server's never is.
/// </summary>
internal sealed partial class LoggedModels(PriceBook book)
{
    private readonly Dictionary<(string Model, string? Tier, string? Region), PricedAs> known = [];
    private readonly Dictionary<string, bool> embedding = new(StringComparer.Ordinal);
    private readonly SortedSet<string> remarks = new(StringComparer.Ordinal);

    public PriceBook Book { get; } = book;

    /// <summary>What was assumed on the way, each once.</summary>
    public IReadOnlyCollection<string> Remarks => remarks;

    /// <summary>Adds something that must be said once.</summary>
    public void Remark(string words) => remarks.Add(words);

    /// <summary>The model as <c>provider/model</c> of the book; null where it has no price there.</summary>
    public string? Find(string model) => Resolve(model, null, null).Model;

    public PricedAs Resolve(in LogRecord record) => Resolve(record.Model, record.ServiceTier, record.Region);

    public PricedAs Resolve(string model, string? tier, string? region)
    {
        var key = (model, tier, region);
        if (known.TryGetValue(key, out var found))
            return found;
        tier = tier is null or "default" or "auto" ? "standard" : tier;
        found = Search(model, tier, region);
        // A name that an import kept, or an id of the catalogue, goes before an assumption.
        if ((found.Model is null || found.Remark is not null) && Listed(model, tier, region) is { } listed)
            found = listed;
        known[key] = found;
        if (found.Remark is { } remark && model.Length > 0)
            remarks.Add(remark);
        return found;
    }

    /// <summary>True of a model that turns texts into vectors: its tokens are not a prompt.</summary>
    public bool IsEmbedding(string model)
    {
        // Asked for every row of a log.
        if (!embedding.TryGetValue(model, out var found))
            embedding[model] = found = (IsKnown(model) ? model : Find(model)) is { } name
                && Book.History(name).All(r => r.Kind == "embedding");
        return found;
    }

    /// <summary>True of a model that charges more for what it writes to its cache than for other input.</summary>
    /// <param name="model">As the book names it.</param>
    public bool ChargesWrites(string model) => IsKnown(model)
        && Book.History(model).Any(r => r.Amounts[PriceColumn.CacheWrite5m] is { } write && write > r.Amounts[PriceColumn.Input]);

    private PricedAs Search(string model, string tier, string? region)
    {
        if (model.Length == 0)
            return new PricedAs(null, tier, "global", null);
        var name = LoggedName.Of(model);
        if (Sellers.IsOwn(name.Seller))
            return new PricedAs(null, tier, "global",
                $"{model} runs on a server of your own: no token price is used; name its cost as a monthly line");
        var maker = Sellers.MakerOf(MakersName(name.Model));
        var seller = name.Seller.Length > 0 ? name.Seller : maker;
        if (seller is null)
            return new PricedAs(null, tier, "global", null);
        foreach (var candidate in Candidates(seller, name.Model).Where(IsKnown))
        {
            if (At(candidate, tier, name.Region ?? region, model) is { Model: not null } priced)
                return priced;
        }

        // An undated name has the prices of the dated model that costs as much.
        if (tier != "standard" && Candidates(seller, name.Model).FirstOrDefault(IsKnown) is { } undated
            && Book.RecordsOf(seller).Select(r => r.Model).Distinct()
            .Where(n => n.StartsWith(name.Model, StringComparison.OrdinalIgnoreCase) && Dated().IsMatch(n[name.Model.Length..]))
            .Select(n => $"{seller}/{n}").FirstOrDefault(n => CostsAs(n, undated)
                && At(n, tier, region, model).Model is not null) is { } dated)
            return At(dated, tier, region, model);
        if (!Sellers.IsCloud(seller) || maker is null || maker == seller)
            return Missing(model, seller, name, tier, region);
        foreach (var candidate in Candidates(maker, MakersName(name.Model)).Where(IsKnown))
        {
            if (At(candidate, tier, "global", model) is { Model: not null } priced)
                return priced with
                {
                    Remark =
                    $"{model}: the book has no price of {seller}{(tier == "standard" ? "" : $" for {tier}")}; priced as {priced.Model}, "
                    + $"which {seller} may charge more for (a regional profile usually 10 %)"
                };
        }

        return Missing(model, seller, name, tier, region);
    }

    private PricedAs? Listed(string model, string tier, string? region)
    {
        var name = LoggedName.Of(model);
        if (model.Length == 0 || Sellers.IsOwn(name.Seller))
            return null;
        var id = model[(model.LastIndexOf('/') + 1)..];
        foreach (var form in new[] { model, $"{name.Seller}/{id}", $"{name.Seller}/{name.Model}" })
        {
            if (Book.NameOf(form) is not { } own
                || !(Book.Catalogue.Named(form) is not null || Book.History(own)[0].Confidence is Confidence.Catalogue))
                continue;
            // The name holds its region, or the book has none of it.
            if (At(own, tier, name.Region is null ? region : null, model) is { Model: not null } priced)
                return priced;
        }

        return null;
    }

    private bool CostsAs(string a, string b)
    {
        var (first, second) = (Latest(a), Latest(b));
        return first is not null && second is not null && first.Amounts[PriceColumn.Input] == second.Amounts[PriceColumn.Input]
            && first.Amounts[PriceColumn.Output] == second.Amounts[PriceColumn.Output];
    }

    private PriceRecord? Latest(string model) => Book.History(model).Where(r => r.ServiceTier == "standard" && r.Region == "global")
        .MaxBy(r => r.EffectiveFrom);

    // A model that the book has in other tiers is named with its tier.
    private PricedAs Missing(string model, string seller, LoggedName name, string tier, string? region)
    {
        var other = Candidates(seller, name.Model).FirstOrDefault(IsKnown);
        return new PricedAs(null, tier, region ?? "global", other is null || tier == "standard" ? null
            : $"{model} has no price for the tier {tier} in the book: unpriced");
    }

    /// <summary>The record of a model for a tier and region; a region without one is priced as global, with words.</summary>
    private PricedAs At(string candidate, string tier, string? region, string logged)
    {
        var records = Book.History(candidate).Where(r => r.ServiceTier.Equals(tier, StringComparison.OrdinalIgnoreCase)).ToList();
        if (records.Count == 0)
            records = [.. Book.Derived(Book.History(candidate), tier)];
        var regions = records.Select(r => r.Region).Distinct().ToList();
        if (regions.Count == 0)
            return new PricedAs(null, tier, "global", null);
        var asked = region is null || region.Equals("not_available", StringComparison.OrdinalIgnoreCase)
            || region.Equals("default", StringComparison.OrdinalIgnoreCase) ? "global" : region.ToLowerInvariant();
        var geography = asked.Split('-')[0] is var head && head.Contains("europe", StringComparison.Ordinal) ? "eu" : head;
        var exact = regions.Find(r => r.Equals(asked, StringComparison.OrdinalIgnoreCase))
            ?? (asked == "global" ? null : regions.Find(r => r.Equals(geography, StringComparison.OrdinalIgnoreCase)));
        if (exact is not null)
            return new PricedAs(candidate, tier, exact, null);
        var isPlace = asked.Contains('-', StringComparison.Ordinal) || asked == "global";
        if (!isPlace && regions.Find(r => r.StartsWith(geography + " ", StringComparison.OrdinalIgnoreCase)) is { } near)
            return new PricedAs(candidate, tier, near, null);
        // A profile of another geography costs as those that the book has.
        if (!isPlace && regions.Find(r => r.Contains("regional profile", StringComparison.OrdinalIgnoreCase)) is { } profile)
            return new PricedAs(candidate, tier, profile,
                $"{logged}: the book has no price for {asked}; priced as {candidate} in '{profile}'");
        return regions.Contains("global")
            ? new PricedAs(candidate, tier, "global",
                $"{logged}: the book has no price of its own for {asked}; priced as {candidate} in 'global'")
            : new PricedAs(null, tier, asked, null);
    }

    // The name itself, without its date, with the only date that the book knows, and by its words as a bill writes it.
    private IEnumerable<string> Candidates(string seller, string model)
    {
        yield return $"{seller}/{model}";
        var bare = model.Contains('@', StringComparison.Ordinal) ? model.Replace('@', '-') : model;
        if (bare != model)
            yield return $"{seller}/{bare}";
        var undated = Date().Replace(bare, "");
        if (undated != bare)
            yield return $"{seller}/{undated}";
        if (bare.EndsWith("-latest", StringComparison.Ordinal))
            yield return $"{seller}/{bare[..^7]}";
        // A fine-tuned model has a price of its own.
        if (bare.StartsWith("ft:", StringComparison.Ordinal) || !Book.Providers.Contains(seller))
            yield break;
        var names = Book.RecordsOf(seller).Where(r => r.Kind is not ("tool" or "provisioned")).Select(r => r.Model).Distinct().ToList();
        if (names.Where(n => n.Length > bare.Length && n.StartsWith(bare, StringComparison.OrdinalIgnoreCase)
            && Dated().IsMatch(n[bare.Length..])).ToList() is [var only])
            yield return $"{seller}/{only}";
        // A maker's name at a cloud says no region, so the global profile goes first.
        var words = NameWords.Of(bare);
        if (names.Where(n => NameWords.Of(n).Equals(words)).OrderBy(n => !n.StartsWith("global.", StringComparison.Ordinal))
            .ThenBy(n => n.Length).FirstOrDefault() is { } same)
            yield return $"{seller}/{same}";
    }

    // Bedrock adds the maker and a version: anthropic.claude-sonnet-4-5-20250929-v1:0.
    private static string MakersName(string model)
    {
        var bare = Maker().Replace(model, "");
        return Version().Replace(bare, "");
    }

    /// <summary>True of a name that the book has.</summary>
    public bool IsKnown(string model)
    {
        try
        {
            return Book.History(model).Count > 0;
        }
        catch (RuleException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"-(\d{4}-\d{2}-\d{2}|\d{8})$")]
    private static partial Regex Date();

    [GeneratedRegex(@"^-(\d{4}-\d{2}-\d{2}|\d{8})$")]
    private static partial Regex Dated();

    [GeneratedRegex(@"^(anthropic|amazon|meta|cohere|mistral|ai21|deepseek|openai|google)[./]", RegexOptions.IgnoreCase)]
    private static partial Regex Maker();

    [GeneratedRegex(@"-v\d+(:\d+)?(:\d+k)?$")]
    private static partial Regex Version();
}

/// <summary>
/// A model's name as its words and the numbers of its version, whatever their order: <c>Claude4.5Sonnet</c> is
/// <c>claude-sonnet-4-5-20250929</c>.
/// </summary>
internal sealed partial record NameWords(string Letters, string Numbers)
{
    public static NameWords Of(string name)
    {
        var (letters, numbers, word) = (new SortedSet<string>(StringComparer.Ordinal), new List<string>(), "");
        foreach (var c in Versions().Replace(name, "") + " ")
        {
            if (word.Length > 0 && (char.IsLetter(c) != char.IsLetter(word[0]) || !char.IsLetterOrDigit(c)
                || (char.IsUpper(c) && char.IsLower(word[^1]))))
            {
                // 4o is a word of its own; a date or the version of an interface is none of the model's numbers.
                if (char.IsLetter(word[0]) && word.Length == 1 && numbers.Count > 0 && word is "o")
                    numbers[^1] += word;
                else if (char.IsLetter(word[0]))
                    letters.Add(word.ToLowerInvariant());
                else if (word.Length < 4)
                    numbers.Add(word);
                word = "";
            }

            if (char.IsLetterOrDigit(c))
                word += c;
        }

        letters.RemoveWhere(l => l is "anthropic" or "amazon" or "meta" or "v" or "us" or "eu" or "global");
        return new NameWords(string.Join(' ', letters), string.Join('.', numbers));
    }

    [GeneratedRegex(@"(-(\d{4}-\d{2}-\d{2}|\d{8}))?(-v\d+(:\d+)?)?$")]
    private static partial Regex Versions();
}
