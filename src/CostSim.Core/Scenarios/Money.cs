using CostSim.Settings;

namespace CostSim.Scenarios;

/// <summary>A rate of exchange from a date on: units of a currency for one US dollar.</summary>
public sealed record ExchangeRate(DateOnly From, decimal PerUsd, string Source);

/// <summary>The run's currency and the dated rates by which others become it.</summary>
/// <param name="Currency">ISO code that results are stated in.</param>
public sealed record Money(string Currency, IReadOnlyDictionary<string, IReadOnlyList<ExchangeRate>> Rates)
{
    public const string Usd = "USD";

    public static Money Dollars { get; } = new(Usd, new Dictionary<string, IReadOnlyList<ExchangeRate>>());

    /// <summary>Units of the run's currency for one unit of another on a day; null where a rate is missing.</summary>
    public decimal? RateFrom(string currency, DateOnly day) =>
        currency == Currency ? 1 : PerUsd(Currency, day) is { } to && PerUsd(currency, day) is { } from ? to / from : null;

    private decimal? PerUsd(string currency, DateOnly day) => currency == Usd
        ? 1
        : Rates.GetValueOrDefault(currency)?.LastOrDefault(r => r.From <= day)?.PerUsd;

    /// <summary>The key of an amount and its currency: <c>usd_per_month</c> for the unit <c>per_month</c>; null where the map has none.</summary>
    public static (string Key, string Currency)? KeyOf(SettingsMap map, string unit)
    {
        var suffix = "_" + unit;
        var key = map.Keys.FirstOrDefault(k => k.EndsWith(suffix, StringComparison.Ordinal) && k.Length == 3 + suffix.Length && k[..3].All(char.IsAsciiLetterLower));
        return key is null ? null : (key, key[..3].ToUpperInvariant());
    }
}
