using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CostSim.Billing;
using CostSim.Logs;
using CostSim.Prices;
using CostSim.Reports;

namespace CostSim.Forecasts;

/// <summary>
/// The forecast of one design as FOCUS rows, one for each month and meter or other cost; tax has rows of its own.
/// The costs of a month's rows sum to its mean bill; quantities are those of each workload's mean request on the first day times its
/// requests of the month.
/// </summary>
internal sealed class FocusTable
{
    /// <summary>The name that FOCUS requires where the scenario knows none.</summary>
    public const string UnknownProvider = FocusBill.UnknownProvider;

    private const string Generated = "AI and Machine Learning";
    private const string Retries = "retries";

    private readonly Forecast forecast;
    private readonly ForecastDesign design;
    private readonly Dictionary<string, Cell> common;

    private FocusTable(Forecast forecast, ForecastDesign design, string reason)
    {
        (this.forecast, this.design) = (forecast, design);
        common = new Dictionary<string, Cell>
        {
            ["BillingAccountId"] = "forecast",
            ["BillingAccountName"] = forecast.Scenario,
            ["BillingCurrency"] = forecast.Currency,
            ["PricingCurrency"] = "USD",
            ["Tags"] = (design.Tags ?? forecast.Tags) is { Count: > 0 } tags
                ? JsonSerializer.Serialize(new SortedDictionary<string, string>(tags.ToDictionary(), StringComparer.Ordinal),
                RecordJson.Options) : null,
            ["x_Forecast"] = "mean",
            ["x_Scenario"] = forecast.Scenario,
            ["x_Design"] = design.Name,
            ["x_DesignReason"] = reason,
            ["x_Requests"] = 0,
            ["x_RetryCost"] = 0,
            ["x_FxRate"] = forecast.PerUsd,
            ["x_Seed"] = forecast.Seed.ToString(CultureInfo.InvariantCulture),
            ["x_Trials"] = forecast.Trials,
            ["x_PricesAsOf"] = forecast.PricesAsOf,
            ["x_InputsSha256"] = HashOfInputs(forecast),
            ["x_CostSimVersion"] = forecast.Version,
        };
    }

    /// <summary>The chosen design, else the recommended one: a run of some designs may leave the chosen one out.</summary>
    public static (ForecastDesign Design, string Reason) Pick(Forecast forecast) =>
        forecast.Pick(null) ?? (forecast.Designs.First(d => d.Name == forecast.Recommended), "recommended");

    public static Table Of(Forecast forecast)
    {
        var (design, reason) = Pick(forecast);
        return Of(forecast, design, reason);
    }

    public static Table Of(Forecast forecast, ForecastDesign design, string reason) =>
        new("focus", "The forecast in FOCUS columns", FocusColumns.All,
            [.. forecast.PartsOf(design).SelectMany(d => new FocusTable(forecast, d, reason).Rows())]);

    private IEnumerable<Row> Rows()
    {
        for (var month = 0; month < forecast.Months.Count; month++)
        {
            var costs = Costs(month);
            var known = FocusSku.Of(design, month).Where(s => costs.GetValueOrDefault(s.Component) != 0).ToList();
            var retries = known.Sum(s => s.RetryUsd) > 0 ? costs.GetValueOrDefault(Retries) / known.Sum(s => s.RetryUsd) : (double?)null;
            var firsts = known.ToDictionary(s => s,
                s => costs[s.Component] * s.Usd / known.Where(k => k.Component == s.Component).Sum(k => k.Usd));
            // A month's requests are counted once, on a meter that every request uses.
            var counting = Math.Max(0, known.FindIndex(s => s.IsOfPrompt));
            for (var i = 0; i < known.Count; i++)
                yield return Metered(month, known[i], Quantity(known[i], firsts), firsts[known[i]], (retries ?? 0) * known[i].RetryUsd,
                    countsRequests: i == counting);
            foreach (var (component, cost) in costs.Where(c => c.Value != 0 && known.All(s => s.Component != c.Key)
                && !(c.Key == Retries && retries is not null)))
                yield return Beside(month, component, cost);
            foreach (var ended in forecast.Prepaid.Where(p => p.Value == month))
            {
                if (Left(ended.Key) is > 0 and var left)
                    yield return Unused(month, ended.Key, left);
            }
        }
    }

    // What is invoiced in a month by component, net, and tax last.
    private Dictionary<string, double> Costs(int month)
    {
        var costs = design.Components.Where(c => !c.IsPeople).GroupBy(c => c.Name).ToDictionary(c => c.Key,
            c => c.Sum(x => x.ByMonth[month]));
        if (!costs.Remove(Taxes.Component, out var tax))
            return costs;
        var net = costs.Sum(c => c.Value) - costs.GetValueOrDefault(Retries);
        if (forecast.RetriesHoldTax && net > 0 && costs.TryGetValue(Retries, out var gross))
        {
            costs[Retries] = gross / (1 + (tax / net));
            tax += gross - costs[Retries];
        }

        return new(costs) { [Taxes.Component] = tax };
    }

    // A cache fills with the volume: a month's costs tell how the tokens of its prompts spread over the meters.
    private static double Quantity(FocusSku sku, Dictionary<FocusSku, double> firsts)
    {
        if (!sku.IsOfPrompt)
            return sku.Used;
        var prompt = firsts.Where(f => f.Key.Model == sku.Model && f.Key.IsOfPrompt).ToList();
        return prompt.Sum(p => p.Key.Used) * (firsts[sku] / sku.UsdPerPricingUnit) / prompt.Sum(p => p.Value / p.Key.UsdPerPricingUnit);
    }

    private Row Metered(int month, FocusSku sku, double quantity, double first, double retry, bool countsRequests)
    {
        var (cost, priced, list) = (first + retry, quantity / sku.Units, sku.ListUsdPerPricingUnit);
        var provider = ProviderOf(sku.Model);
        return Row(month, cost, new Dictionary<string, Cell>
        {
            ["ChargeCategory"] = "Usage",
            ["ChargeDescription"] = $"Forecast: {sku.Component} of {sku.Model}",
            ["ChargeFrequency"] = "Usage-Based",
            ["ConsumedQuantity"] = quantity,
            ["ConsumedUnit"] = sku.ConsumedUnit,
            ["ContractedUnitPrice"] = cost / priced,
            ["HostProviderName"] = provider,
            ["InvoiceIssuerName"] = provider,
            ["ListCost"] = priced * list * forecast.PerUsd,
            ["ListUnitPrice"] = list * forecast.PerUsd,
            ["PricingCategory"] = "Standard",
            ["PricingCurrencyListUnitPrice"] = list,
            ["PricingQuantity"] = priced,
            ["PricingUnit"] = sku.PricingUnit,
            ["ServiceCategory"] = Generated,
            ["ServiceName"] = provider == UnknownProvider ? sku.Model : $"{provider} API",
            ["ServiceProviderName"] = provider,
            ["ServiceSubcategory"] = "Generative AI",
            ["SkuId"] = sku.Id,
            ["SkuMeter"] = sku.Meter,
            ["SkuPriceId"] = sku.PriceId,
            ["x_Model"] = sku.Model,
            ["x_PriceRecord"] = sku.Record,
            ["x_Requests"] = countsRequests ? Math.Round(design.Requests[month]) : 0,
            ["x_RetryCost"] = retry,
        });
    }

    // Its cost is that of the usage it pays for, on the rows of that usage.
    private static bool IsPaidAhead(string component) =>
        component.StartsWith("commitment: ", StringComparison.Ordinal)
            && (component.EndsWith(", prepaid", StringComparison.Ordinal) || component.EndsWith(", drawn", StringComparison.Ordinal));

    private Row Beside(int month, string component, double cost)
    {
        var charge = FocusCharge.Of(component, cost);
        var provider = charge.IsOfModel && design.Models.Count > 0 ? ProviderOf(design.Models[0]) : UnknownProvider;
        var own = new Dictionary<string, Cell>
        {
            ["ChargeCategory"] = charge.Category,
            ["ChargeDescription"] = $"Forecast: {component}",
            ["ChargeFrequency"] = charge.Frequency,
            ["HostProviderName"] = provider,
            ["InvoiceIssuerName"] = provider,
            ["EffectiveCost"] = IsPaidAhead(component) ? 0 : cost,
            ["ListCost"] = cost,
            ["ServiceCategory"] = charge.IsOfModel ? Generated : "Other",
            ["ServiceName"] = provider == UnknownProvider ? component : $"{provider} API",
            ["ServiceProviderName"] = provider,
            ["ServiceSubcategory"] = charge.IsOfModel ? "Generative AI" : "Other (Other)",
        };
        return Row(month, cost, charge.IsPriced ? Priced(own, component, cost, charge) : own);
    }

    // What a prepaid commitment paid ahead and no usage drew.
    private double Left(string commitment)
    {
        double Sum(string part) => design.Components.Where(c => c.Name == $"commitment: {commitment}, {part}").Sum(c => c.Mean);
        var left = Sum("prepaid") + Sum("drawn");
        return left > 1e-6 * Sum("prepaid") ? left : 0;
    }

    // It was invoiced when it was bought, and is used up when it ends.
    private Row Unused(int month, string commitment, double left)
    {
        var component = $"commitment: {commitment}, unused";
        var provider = design.Models.Count > 0 ? ProviderOf(design.Models[0]) : UnknownProvider;
        return Row(month, 0, new Dictionary<string, Cell>
        {
            ["ChargeCategory"] = "Adjustment",
            ["ChargeDescription"] = $"Forecast: {component}",
            ["ChargeFrequency"] = "One-Time",
            ["EffectiveCost"] = left,
            ["HostProviderName"] = provider,
            ["InvoiceIssuerName"] = provider,
            ["ListCost"] = 0,
            ["ServiceCategory"] = Generated,
            ["ServiceName"] = provider == UnknownProvider ? component : $"{provider} API",
            ["ServiceProviderName"] = provider,
            ["ServiceSubcategory"] = "Generative AI",
        });
    }

    // A month of it at the month's cost.
    private Dictionary<string, Cell> Priced(Dictionary<string, Cell> row, string component, double cost, FocusCharge charge) => new(row)
    {
        ["ConsumedQuantity"] = charge.Category == "Usage" ? 1 : Cell.None,
        ["ConsumedUnit"] = charge.Category == "Usage" ? "Months" : Cell.None,
        ["ContractedUnitPrice"] = cost,
        ["ListUnitPrice"] = cost,
        ["PricingCategory"] = "Standard",
        ["PricingCurrencyListUnitPrice"] = cost / forecast.PerUsd,
        ["PricingQuantity"] = 1,
        ["PricingUnit"] = "Months",
        ["SkuId"] = component,
        ["SkuMeter"] = component,
        ["SkuPriceId"] = component,
    };

    private Row Row(int month, double cost, Dictionary<string, Cell> own)
    {
        var (from, bill) = (forecast.Months[month].From, design.Bill.Months[month]);
        var first = new DateOnly(from.Year, from.Month, 1);
        var row = new Dictionary<string, Cell>(common)
        {
            ["BilledCost"] = cost,
            ["BillingPeriodStart"] = Midnight(first),
            ["BillingPeriodEnd"] = Midnight(first.AddMonths(1)),
            ["ChargePeriodStart"] = Midnight(from),
            ["ChargePeriodEnd"] = Midnight(from.AddDays(forecast.Months[month].Days)),
            ["ContractedCost"] = cost,
            ["EffectiveCost"] = cost,
            ["x_MonthBilledCostP10"] = bill.Percentiles["p10"],
            ["x_MonthBilledCostP50"] = bill.P50,
            ["x_MonthBilledCostP90"] = bill.P90,
            ["x_MonthBilledCostP95"] = bill.Percentiles["p95"],
        };
        return new Row([.. FocusColumns.All.Select(c => own.TryGetValue(c.Key, out var mine) ? mine : row.GetValueOrDefault(c.Key))]);
    }

    private static string ProviderOf(string model) =>
        new PriceQuestion(model).Provider is { Length: > 0 } provider ? provider : UnknownProvider;

    private static string Midnight(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) + "T00:00:00Z";

    // Of the files and of every number as read: a --set changes it as an edit does.
    private static string HashOfInputs(Forecast forecast) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Concat(
        forecast.Files.Select(f => $"{f.Sha256}  {f.Name}\n").Concat(forecast.Values.Select(v => $"{v.Path}: {v.Value}\n"))))));
}
