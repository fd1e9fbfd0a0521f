using CostSim.Files;
using CostSim.Prices;
using CostSim.Randomness;
using CostSim.Units;

namespace CostSim.Scenarios;

/// <summary>Reads currencies, rates of exchange, taxes, and amounts whose currency is the first part of their key.</summary>
internal static class MoneyReader
{
    public static MoneyTerms Read(SettingsMap root, Calendar calendar, UncertainInputs inputs)
    {
        var rates = ExchangeRates.Read(root, "fx");
        var currency = root.Text("currency", MoneyTerms.Usd);
        var taxes = TaxRules.Read(root, "tax");
        try
        {
            _ = rates.At(currency, calendar.Start);
        }
        catch (RuleException refused)
        {
            root.Refuse("currency", refused.Rule);
            return new MoneyTerms(MoneyTerms.Usd, rates, taxes);
        }

        foreach (var rule in taxes.Rules.Where(r => r.Above is not null))
        {
            if (rule.Above!.Value.Currency is var other && other != currency && other != MoneyTerms.Usd
                && rates.Rates.All(r => r.Currency != other))
                root.Refuse("tax", $"'{rule.Name}' starts above an amount in {other}, which has no exchange rate; add one under fx");
        }

        return new MoneyTerms(currency, rates,
            taxes)
        {
            Walks = [.. rates.Rates.Select(r => r.Currency).Distinct().Select(c => ExchangeWalk.Of(rates, c, calendar, inputs))
                .OfType<ExchangeWalk>()]
        };
    }

    /// <summary>
    /// An amount with its unit (empty for a bare <c>usd</c>), in the run's currency at the horizon's first day; null where the map has no
    /// such key.
    /// </summary>
    public static Parameter? Amount(this ScenarioReading reading, SettingsMap map, string unit, InputScope scope)
    {
        if (MoneyTerms.KeyOf(map, unit) is not var (key, currency))
            return null;
        var amount = Quantities.Read(map, key, QuantityKind.Size, scope);
        try
        {
            return amount * (double)reading.Money.RateFrom(currency, reading.Calendar.Start);
        }
        catch (RuleException refused)
        {
            map.Refuse(key, refused.Rule);
            return amount;
        }
    }

    /// <summary>An amount that must be there.</summary>
    public static Parameter Needed(this ScenarioReading reading, SettingsMap map, string unit, InputScope scope)
    {
        if (reading.Amount(map, unit, scope) is { } amount)
            return amount;
        var key = unit.Length == 0 ? "usd" : $"usd_{unit}";
        map.Errors.Add(map.At, $"{key}: is missing{(map.Path.Length == 0 ? "" : $" in {map.Path}")}; give an amount such as '{key}: 100'");
        return Parameter.Zero;
    }
}
