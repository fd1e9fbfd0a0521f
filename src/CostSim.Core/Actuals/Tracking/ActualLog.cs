using CostSim.Files;
using CostSim.Forecasts;
using CostSim.Logs;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Actuals;

/// <summary>A log or bill as days (or months) in the forecast's currency, in one pass.</summary>
internal sealed class ActualLog(Forecast forecast, LoggedModels models, TimeSpan offset, IReadOnlyDictionary<string, double> fx)
{
    private RecordPrices? prices;
    private readonly SortedDictionary<DateOnly, ActualDay> days = [];
    private readonly SortedDictionary<DateOnly, ActualDay> months = [];
    private readonly bool isReverseCharge =
        forecast.Values.Where(v => v.Path.StartsWith("tax[", StringComparison.Ordinal)
        && v.Path.EndsWith(".treatment", StringComparison.Ordinal)).ToList() is { Count: > 0 } rules
        && rules.TrueForAll(r => r.Value == "reverse-charge");

    /// <summary>Calls of a mean request of the forecast: a log counts calls.</summary>
    public double CallsPerRequest { get; init; } = 1;

    private readonly RunCounter runs = new();

    /// <summary>Tokens of a mean request of logs that do not count theirs; null where nobody says.</summary>
    public double? TokensPerRequest { get; init; }

    /// <summary>True where sums of tokens were priced at the lowest tier, since nothing says how long their requests are.</summary>
    public bool HasBaseTier { get; private set; }

    private double stated, statedUsd;
    private readonly SortedSet<string> unknown = new(StringComparer.Ordinal);
    private readonly LogCover cover = new(offset);

    public IReadOnlyDictionary<DateOnly, ActualDay> Days => days;

    /// <summary>The tags that divide the log; empty unless asked for.</summary>
    public IReadOnlyList<string> By { get; init; } = [];

    /// <summary>Use within the horizon by the values of <see cref="By"/> and the first of the month.</summary>
    public UseByGroup Groups { get; } = new();

    /// <summary>Rows that cover more than a day, by the first of their month.</summary>
    public IReadOnlyDictionary<DateOnly, ActualDay> Months => months;

    /// <summary>The share of a day that the log holds: less than 1 where it begins or ends within the day.</summary>
    public double PartOf(DateOnly day) => cover.PartOf(day);

    public bool HasBill { get; private set; }

    public bool HasTokens { get; private set; }

    public bool HasRequests { get; private set; }

    /// <summary>Calls of other work than a language model's: embeddings, pictures, speech.</summary>
    public double OtherCalls { get; private set; }

    /// <summary>Models that no price was found for.</summary>
    public IReadOnlyCollection<string> Unknown => unknown;

    /// <summary>What the design pays over the book's standard prices.</summary>
    public PaidTerms? Terms { get; init; }

    public bool HasTax { get; private set; }

    /// <summary>
    /// Tax on what is billed, where the forecast has it and the bill does not: one of usage is before tax, and under a reverse
    /// charge the buyer pays it over, so that no invoice shows it. Another bare invoice is taken as the forecast is.
    /// </summary>
    public double Untaxed => HasBill && !HasTax && (HasTokens || HasRequests || isReverseCharge) ? forecast.TaxShare : 0;

    /// <summary>The model as which rows that name none are priced; null where the design has several.</summary>
    public string? Assumed { get; init; }

    /// <summary>True where <see cref="Assumed"/> was needed.</summary>
    public bool HasAssumed { get; private set; }

    /// <summary>
    /// The real exchange rate over the forecast's: as somebody says, else as the bill does; 1 where neither says another.
    /// </summary>
    public double Fx => forecast.Currency == "USD" ? 1
        : fx.GetValueOrDefault(forecast.Currency, statedUsd > 0 ? stated / statedUsd : forecast.PerUsd) / forecast.PerUsd;

    /// <summary>Currencies other than the forecast's that were exchanged, with the rate used.</summary>
    public SortedDictionary<string, double> Exchanged { get; } = new(StringComparer.Ordinal);

    public void Add(LogRecord record)
    {
        HasBill |= record.Cost is not null;
        HasTax |= record.Charge == LogCharge.Tax;
        var isPrompt = record.Kind == LogKind.Model && !models.IsEmbedding(record.Model);
        HasTokens |= isPrompt && record.Tokens > 0;
        HasRequests |= isPrompt && record.Requests > 0;
        OtherCalls += isPrompt ? 0 : record.Requests;
        var whole = Of(record);
        if (LogMonths.IsLong(record))
        {
            var (from, _) = LogMonths.Of(record, offset);
            AddTo(months, new DateOnly(from.Year, from.Month, 1), whole, 1, record);
            AddToGroup(new DateOnly(from.Year, from.Month, 1), whole, 1, record);
            return;
        }

        cover.Add(record);
        foreach (var (day, share, _) in LogDays.Of(record, offset))
        {
            AddTo(days, day, whole, share, record);
            AddToGroup(day, whole, share, record);
        }
    }

    private static void AddTo(SortedDictionary<DateOnly, ActualDay> into, DateOnly at, ActualDay whole, double share, LogRecord record)
    {
        if (!into.TryGetValue(at, out var day))
        {
            LogDays.RequireBoundedSpan(into.Count + 1, record);
            into[at] = day = new ActualDay();
        }

        day.Add(share == 1 ? whole : Scaled(whole, share));
    }

    private void AddToGroup(DateOnly day, ActualDay whole, double share, LogRecord record)
    {
        if (By.Count == 0 || day < forecast.Start || day >= forecast.End)
            return;
        var values = By.Select(tag => record.Tags?.GetValueOrDefault(tag) is { Length: > 0 } value ? value : UseByGroup.None);
        Groups.Of([.. values], new DateOnly(day.Year, day.Month, 1)).Add(share == 1 ? whole : Scaled(whole, share));
    }

    private static ActualDay Scaled(ActualDay whole, double share)
    {
        var part = new ActualDay
        {
            Requests = whole.Requests * share,
            FreshInput = whole.FreshInput * share,
            CachedInput = whole.CachedInput * share,
            CacheWrite = whole.CacheWrite * share,
            Output = whole.Output * share,
            Billed = whole.Billed * share,
            BilledUse = whole.BilledUse * share,
            Tax = whole.Tax * share,
            Tools = whole.Tools * share,
            Metered = whole.Metered * share,
            Unpriced = whole.Unpriced * share,
        };
        for (var i = 0; i < part.Priced.Length; i++)
            part.Priced[i] = whole.Priced[i] * share;
        foreach (var (model, use) in whole.Models)
            part.UseOf(model).Add(use, share);
        return part;
    }

    private ActualDay Of(LogRecord record)
    {
        var billed = record.Cost is { } cost ? (double)cost * RateOf(record) : 0;
        var day = new ActualDay
        {
            Requests = record.Failed ? 0 : runs.RequestsOf(record, CallsPerRequest),
            FreshInput = record.FreshInput,
            CachedInput = record.CachedInput,
            CacheWrite = record.CacheWrite,
            Output = record.Output,
            Billed = record.Charge == LogCharge.Tax ? 0 : billed,
            BilledUse = record.Tokens > 0 ? billed : 0,
            Tax = record.Charge == LogCharge.Tax ? billed : 0,
        };
        var model = models.Resolve(record).Model ?? record.Model;
        if (record.Tokens > 0 || record.Units > 0)
        {
            Price(record, model, day);
            var use = day.UseOf(model.Length > 0 ? model : Assumed ?? "");
            for (var i = 0; i < use.Tokens.Length; i++)
                use.Tokens[i] = record.TokensOf(i);
            (use.Priced, use.Metered, use.IsPriced) = (day.PricedTotal, day.Metered, day.Unpriced == 0);
        }

        return record.Kind == LogKind.Model && !models.IsEmbedding(record.Model) ? day : Other(day);
    }

    // Embeddings, pictures and speech cost, and are neither requests of the design nor part of its prompt.
    private static ActualDay Other(ActualDay day)
    {
        var cost = new ActualDay { Billed = day.Billed, Tax = day.Tax, Tools = day.Tools, Unpriced = day.Unpriced };
        day.Priced.CopyTo(cost.Priced, 0);
        return cost;
    }

    // A row that does not name its model is taken as the design's, where the design has one.
    private void Price(LogRecord record, string model, ActualDay day)
    {
        var named = model.Length > 0 ? model : Assumed;
        HasAssumed |= model.Length == 0 && Assumed is not null;
        if (record.Cost is not null && LogMeters.OnlyOne(record) is not null)
        {
            day.Metered = day.Billed;
            return;
        }

        try
        {
            var question = model.Length > 0 ? models.Resolve(record) is { Model: not null } priced ? priced.Question
                : new PriceQuestion(model) : new PriceQuestion(named ?? "");
            // A row that says its own tier and region is priced at them; the terms that a design has over the list are for those that
            // it shares.
            var terms = Terms?.Of(named!);
            if (terms is not null && record.ServiceTier is null && record.Region is null)
                question = terms.Conditions(question);
            var cost = (prices ??= new RecordPrices(models, TokensPerRequest)).Price(record, question);
            HasBaseTier |= cost.IsBaseTier;
            for (var i = 0; i < LogMeters.All.Count; i++)
                day.Priced[i] = (double)cost.Meters[i] * (terms?.Factors[i] ?? 1) * forecast.PerUsd;
            day.Tools = (double)cost.Tools * forecast.PerUsd;
        }
        catch (RuleException)
        {
            day.Unpriced = record.Tokens;
            if (record.Kind is LogKind.Model or LogKind.Embedding)
                unknown.Add(NameOf(record, named ?? ""));
            else if (record.Cost is null)
                models.Remark($"{record.Model} has no price in the book: what it cost is in no figure");
        }
    }

    // A model that has a price in other tiers is named with its own.
    private static string NameOf(LogRecord record, string model) =>
        record.ServiceTier is null or "standard" ? model : $"{model} ({record.ServiceTier})";

    private double RateOf(LogRecord record)
    {
        if (record.Currency == forecast.Currency)
        {
            if (record is { PerUsd: { } rate, Cost: { } cost })
                (stated, statedUsd) = (stated + (double)cost, statedUsd + (double)(cost / rate));
            return 1;
        }

        var from = record.Currency == "USD" ? 1 : fx.GetValueOrDefault(record.Currency, (double)(record.PerUsd ?? 0));
        var to = forecast.Currency == "USD" ? 1 : fx.GetValueOrDefault(forecast.Currency, forecast.PerUsd);
        if (from == 0)
            throw new InputException(record.At,
                $"is in {record.Currency}, the forecast in {forecast.Currency}; give the rate with --fx {record.Currency}=4.10 (units for a US dollar)");
        return Exchanged[record.Currency] = to / from;
    }
}
