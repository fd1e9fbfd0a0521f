using CostSim.Reports;

namespace CostSim.Forecasts;

/// <summary>
/// The columns of <c>focus.csv</c>: those of FOCUS 1.4 (Cost and Usage) that are mandatory, recommended ones, those that rows with a
/// price need, and our own, whose names begin with <c>x_</c>.
/// </summary>
internal static class FocusColumns
{
    public static IReadOnlyList<string> Mandatory { get; } =
    [
        "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart",
            "ChargeCategory", "ChargeClass",
        "ChargeDescription", "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost", "EffectiveCost", "HostProviderName",
            "InvoiceIssuerName", "ListCost",
        "PricingQuantity", "PricingUnit", "ServiceCategory", "ServiceName", "ServiceProviderName",
    ];

    public static IReadOnlyList<string> Recommended { get; } = ["ChargeFrequency", "InvoiceId", "ServiceSubcategory"];

    public static IReadOnlyList<string> Conditional { get; } =
    [
        "ConsumedQuantity", "ConsumedUnit", "ContractedUnitPrice", "ListUnitPrice", "PricingCategory", "PricingCurrency",
            "PricingCurrencyListUnitPrice", "SkuId", "SkuMeter", "SkuPriceId", "Tags",
    ];

    /// <summary>
    /// Percentiles are of the whole month's bill, the same on each of its rows: they do not add up. Requests do: one row of a month
    /// holds them.
    /// </summary>
    public static IReadOnlyList<string> Own { get; } =
    [
        "x_Forecast", "x_Scenario", "x_Design", "x_DesignReason", "x_Model", "x_PriceRecord", "x_Requests", "x_RetryCost", "x_FxRate",
        "x_MonthBilledCostP10", "x_MonthBilledCostP50", "x_MonthBilledCostP90", "x_MonthBilledCostP95", "x_Seed", "x_Trials",
            "x_PricesAsOf", "x_InputsSha256", "x_CostSimVersion",
    ];

    public static IReadOnlyList<Column> All { get; } =
        [.. Mandatory.Concat(Recommended).Concat(Conditional).Concat(Own).Select(name =>
        new Column(name, name, IsNumber(name) ? Unit.Number : Unit.Text))];

    private static bool IsNumber(string name) =>
        name is "x_Requests" or "x_FxRate" or "x_Trials" || name.StartsWith("x_MonthBilledCost", StringComparison.Ordinal)
            || new[] { "Cost", "Quantity", "UnitPrice" }.Any(end => name.EndsWith(end, StringComparison.Ordinal));
}
