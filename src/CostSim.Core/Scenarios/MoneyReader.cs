using CostSim.Randomness;
using CostSim.Settings;

namespace CostSim.Scenarios;

/// <summary>Reads currencies, rates of exchange, and amounts whose currency is the first part of their key.</summary>
internal static class MoneyReader
{
    public static Money Read(SettingsMap root)
    {
        var rates = new Dictionary<string, IReadOnlyList<ExchangeRate>>();
        if (root.Map("fx") is { } fx)
        {
            foreach (var code in fx.Keys.ToList())
                rates[code] = Rates(fx, code);
        }

        var currency = root.Text("currency", Money.Usd);
        if (currency != Money.Usd && !rates.ContainsKey(currency))
            root.Refuse("currency", $"'{currency}' has no rate; add one, such as 'fx: {{ {currency}: [{{ from: 2026-11-01, per_usd: 4.10 }}] }}'");
        return new Money(currency, rates);
    }

    /// <summary>An amount with its unit, in the run's currency at the horizon's first day; null where the map has no such key.</summary>
    public static Parameter? Amount(this ScenarioReading reading, SettingsMap map, string unit, InputScope scope)
    {
        if (Money.KeyOf(map, unit) is not var (key, currency))
            return null;
        var amount = Quantities.Read(map, key, QuantityKind.Size, scope);
        if (reading.Money.RateFrom(currency, reading.Calendar.Start) is { } rate)
            return amount * (double)rate;
        map.Refuse(key, $"{currency} has no rate on {reading.Calendar.Start:yyyy-MM-dd}; add one under fx, or state the amount in {reading.Money.Currency}");
        return amount;
    }

    /// <summary>An amount that must be there.</summary>
    public static Parameter Needed(this ScenarioReading reading, SettingsMap map, string unit, InputScope scope)
    {
        if (reading.Amount(map, unit, scope) is { } amount)
            return amount;
        map.Errors.Add(map.At, $"usd_{unit}: is missing{(map.Path.Length == 0 ? "" : $" in {map.Path}")}; give an amount such as 'usd_{unit}: 100'");
        return Parameter.Zero;
    }

    private static List<ExchangeRate> Rates(SettingsMap fx, string code)
    {
        if (code.Length != 3 || !code.All(char.IsAsciiLetterUpper))
            fx.Refuse(code, $"'{code}' is no ISO code of a currency; write three capital letters, such as MYR");
        var rates = new List<ExchangeRate>();
        foreach (var node in fx.List(code).OfType<MapNode>())
        {
            var map = new SettingsMap(node, fx.PathOf(code), fx.Reading);
            var rate = map.Decimal("per_usd");
            if (rate <= 0)
                map.Refuse("per_usd", $"must be more than 0, but is {rate}");
            rates.Add(new ExchangeRate(map.Date("from", DateOnly.MinValue), rate, map.Text("source", "not stated")));
            map.RejectUnread();
        }

        return [.. rates.OrderBy(r => r.From)];
    }
}
