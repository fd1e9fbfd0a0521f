using CostSim.Files;
using CostSim.Units;

namespace CostSim.Prices;

/// <summary>An exact amount in a currency.</summary>
internal readonly record struct CurrencyAmount(decimal Amount, string Currency);

/// <summary>
/// How much of a currency one US dollar buys, from a day on, and by how much a year that is uncertain (0 where not said).
/// </summary>
internal sealed record QuotedRate(string Currency, DateOnly From, decimal PerUsd, string Source, double Volatility);

/// <summary>Exchange rates by currency and date.</summary>
internal sealed record ExchangeRates(IReadOnlyList<QuotedRate> Rates)
{
    public static ExchangeRates None { get; } = new([]);

    /// <summary>The rate of a day: of its currency the one that started last. Refuses a currency without a rate.</summary>
    public QuotedRate At(string currency, DateOnly day)
    {
        if (currency == "USD")
            return new QuotedRate("USD", DateOnly.MinValue, 1, "", 0);
        var known = Rates.Where(r => r.Currency == currency).OrderBy(r => r.From).ToList();
        if (known.Count == 0)
            throw new RuleException("currency",
                $"{currency} has no exchange rate; add one, as in 'fx: {{ {currency}: [{{ from: {day:yyyy-MM-dd}, per_usd: 4.10, source: "
                + $"\"..\" }}] }}'{(Rates.Count > 0 ? $" (known are USD, {string.Join(", ", Rates.Select(r => r.Currency).Distinct())})" : "")}");
        return known.LastOrDefault(r => r.From <= day)
            ?? throw new RuleException("fx",
                $"{currency} has no exchange rate on {day:yyyy-MM-dd}; its first is from {known[0].From:yyyy-MM-dd}; add an earlier one");
    }

    public CurrencyAmount Convert(Usd amount, string currency, DateOnly day) => new(amount.Amount * At(currency, day).PerUsd, currency);

    public Usd ToUsd(CurrencyAmount amount, DateOnly day) => new(amount.Amount / At(amount.Currency, day).PerUsd);

    /// <summary>Reads the map at a key such as <c>fx</c>: a currency's ISO code, and its rates by date; empty where it is absent.</summary>
    public static ExchangeRates Read(SettingsMap map, string key)
    {
        if (map.Map(key) is not { } currencies)
            return None;
        var rates = new List<QuotedRate>();
        foreach (var currency in currencies.Keys.ToList())
        {
            if (currency.Length != 3 || !currency.All(char.IsAsciiLetterUpper))
                currencies.Refuse(currency, "must be an ISO code such as MYR");
            foreach (var (node, i) in currencies.List(currency).Select((node, i) => (node, i)))
                rates.AddRange(Rate(currency, i, node, currencies));
        }

        return new ExchangeRates(rates);
    }

    private static IEnumerable<QuotedRate> Rate(string currency, int index, SettingsNode node, SettingsMap currencies)
    {
        if (node is not MapNode entry)
        {
            currencies.Errors.Add(node.At,
                $"{currency}: must be rates such as {{ from: 2026-11-01, per_usd: 4.10, source: \"central bank\" }}");
            yield break;
        }

        var map = new SettingsMap(entry, FormattableString.Invariant($"{currencies.PathOf(currency)}[{index}]"), currencies.Reading);
        var rate = new QuotedRate(currency, map.Date("from"), map.Decimal("per_usd"), map.Text("source", ""),
            map.Number("volatility", 0, min: 0));
        map.RejectUnread();
        if (rate.PerUsd > 0)
            yield return rate;
        else
            map.Refuse("per_usd", FormattableString.Invariant($"must be above 0, but is {rate.PerUsd}"));
    }
}
