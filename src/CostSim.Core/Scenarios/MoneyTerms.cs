using CostSim.Files;
using CostSim.Prices;
using CostSim.Randomness;

namespace CostSim.Scenarios;

/// <summary>The run's currency, the dated rates by which others become it, and the taxes on what is invoiced.</summary>
/// <param name="Currency">ISO code that results are stated in.</param>
internal sealed record MoneyTerms(string Currency, ExchangeRates Rates, TaxRules Taxes)
{
    public const string Usd = "USD";

    /// <summary>Units of the run's currency for one unit of another on a day. Refuses a currency without a rate on it.</summary>
    public decimal RateFrom(string currency, DateOnly day) =>
        currency == Currency ? 1 : Rates.At(Currency, day).PerUsd / Rates.At(currency, day).PerUsd;

    /// <summary>The rates that move from month to month of a simulated path.</summary>
    public IReadOnlyList<ExchangeWalk> Walks { get; init; } = [];

    /// <summary>
    /// Units of the run's currency for one unit of another on a day, as far as it is known: the quoted rate times what the path makes of
    /// it.
    /// </summary>
    public Parameter Exchange(string currency, DateOnly day) => Drift(currency, day) * (double)RateFrom(currency, day);

    /// <summary>What a path makes of the quoted rate between a currency and the run's on a day; one where neither moves.</summary>
    public Parameter Drift(string currency, DateOnly day) => currency == Currency
        ? Parameter.One
        : (WalkOf(Currency)?.On(day) ?? Parameter.One) * (WalkOf(currency)?.InverseOn(day) ?? Parameter.One);

    /// <summary>What an amount that is stated at one day's rate is to be multiplied by on another day.</summary>
    public Parameter Since(string currency, DateOnly stated, DateOnly day) => currency == Currency
        ? Parameter.One
        : Drift(currency, day) * (MovesAfter(currency, stated) ? (double)(RateFrom(currency, day) / RateFrom(currency, stated)) : 1);

    /// <summary>
    /// A line of amounts in another currency, stated at the first day's rate: at each day's own, and a line a month where its rate moves by
    /// chance.
    /// </summary>
    public IEnumerable<FixedLine> Drifting(FixedLine line, string currency, Calendar calendar)
    {
        if (currency != Currency && MovesAfter(currency, calendar.Start))
            line = line with { UsdByMonth = [.. line.UsdByMonth.Select((usd, m) => usd * RateOver(currency, calendar, m))] };
        if (currency == Currency || (WalkOf(currency) ?? WalkOf(Currency)) is null)
            return [line];
        return calendar.Months.Select((month, at) => line with
        {
            UsdByMonth = [.. line.UsdByMonth.Select((usd, m) => m == at ? usd : 0)],
            Factor = line.Factor * Drift(currency, calendar.DateOf(month.FirstDay)),
        }).Where(l => l.UsdByMonth.Any(usd => usd != 0));
    }

    // False also where a rate is missing, which is refused where the amount is read.
    private bool MovesAfter(string currency, DateOnly start) => new[] { currency, Currency }.Where(c => c != Usd).ToList() is var quoted
        && quoted.All(c => Rates.Rates.Any(r => r.Currency == c && r.From <= start))
        && Rates.Rates.Any(r => quoted.Contains(r.Currency) && r.From > start);

    // The mean rate of a month's days over that of the horizon's first.
    private double RateOver(string currency, Calendar calendar, int month)
    {
        var (first, days) = (calendar.Months[month].FirstDay, calendar.Months[month].Days);
        return (double)(Enumerable.Range(first, days).Sum(day => RateFrom(currency, calendar.DateOf(day)))
            / (days * RateFrom(currency, calendar.Start)));
    }

    private ExchangeWalk? WalkOf(string currency) => Walks.FirstOrDefault(w => w.Currency == currency);

    /// <summary>Tax that nobody gives back, as a share of a net amount on a day.</summary>
    public decimal TaxShare(DateOnly day) => Taxes.CostFactor(day) - 1;

    /// <summary>Days of a horizon on which a rate or a tax changes.</summary>
    public IEnumerable<DateOnly> Changes =>
        (Currency == Usd ? [] : Rates.Rates.Where(r => r.Currency == Currency).Select(r => r.From)).Concat(Taxes.Rules.Select(r => r.From))
            .Concat(WalkOf(Currency)?.Starts ?? []);

    /// <summary>
    /// The key of an amount and its currency: <c>usd_per_month</c> for the unit <c>per_month</c>; null where the map has none.
    /// </summary>
    public static (string Key, string Currency)? KeyOf(SettingsMap map, string unit)
    {
        var suffix = unit.Length == 0 ? "" : "_" + unit;
        var key = map.Keys.FirstOrDefault(k => k.EndsWith(suffix, StringComparison.Ordinal) && k.Length == 3 + suffix.Length
            && k[..3].All(char.IsAsciiLetterLower));
        return key is null ? null : (key, key[..3].ToUpperInvariant());
    }
}
