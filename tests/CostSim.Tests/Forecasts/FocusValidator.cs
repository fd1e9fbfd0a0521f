using System.Globalization;
using System.Text.Json;

namespace CostSim.Tests.Forecasts;

/// <summary>
/// The rules of FOCUS 1.4 (dataset Cost and Usage) for the columns that a forecast has: type, nullability, allowed values, and what
/// columns say of each other. Written from the specification and without our own list of columns, so that neither vouches for itself.
/// </summary>
internal static class FocusValidator
{
    private static readonly string[] MustBeThere =
    [
        "BilledCost", "BillingAccountId", "BillingAccountName", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart",
            "ChargeCategory", "ChargeClass", "ChargeDescription",
        "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost", "EffectiveCost", "HostProviderName", "InvoiceIssuerName", "ListCost",
            "PricingQuantity", "PricingUnit",
        "ServiceCategory", "ServiceName", "ServiceProviderName",
    ];

    private static readonly string[] Others =
    [
        "ChargeFrequency", "InvoiceId", "ServiceSubcategory", "ConsumedQuantity", "ConsumedUnit", "ContractedUnitPrice", "ListUnitPrice",
            "PricingCategory", "PricingCurrency",
        "PricingCurrencyListUnitPrice", "SkuId", "SkuMeter", "SkuPriceId", "Tags",
    ];

    private static readonly string[] NeverNull =
    [
        "BilledCost", "BillingAccountId", "BillingCurrency", "BillingPeriodEnd", "BillingPeriodStart", "ChargeCategory",
            "ChargePeriodEnd", "ChargePeriodStart", "ContractedCost",
        "EffectiveCost", "InvoiceIssuerName", "ListCost", "ServiceCategory", "ServiceName", "ServiceProviderName", "ServiceSubcategory",
            "ChargeFrequency",
    ];

    private static readonly string[] Decimals =
        ["BilledCost", "ContractedCost", "EffectiveCost", "ListCost", "PricingQuantity", "ConsumedQuantity", "ContractedUnitPrice",
            "ListUnitPrice", "PricingCurrencyListUnitPrice"];

    private static readonly string[] Moments = ["BillingPeriodEnd", "BillingPeriodStart", "ChargePeriodEnd", "ChargePeriodStart"];

    private static readonly string[] OfUsageAndPurchase =
        ["PricingQuantity", "PricingUnit", "PricingCategory", "ListUnitPrice", "ContractedUnitPrice", "SkuId", "SkuPriceId"];

    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["ChargeCategory"] = ["Usage", "Purchase", "Tax", "Credit", "Adjustment"],
        ["ChargeClass"] = ["", "Correction"],
        ["ChargeFrequency"] = ["One-Time", "Recurring", "Usage-Based"],
        ["PricingCategory"] = ["", "Standard", "Dynamic", "Committed", "Other"],
        ["ServiceCategory"] =
        [
            "AI and Machine Learning", "Analytics", "Business Applications", "Compute", "Databases", "Developer Tools", "Identity",
                "Integration", "Internet of Things",
            "Management and Governance", "Media", "Migration", "Mobile", "Multicloud", "Networking", "Security", "Storage", "Web", "Other",
        ],
        ["ServiceSubcategory"] =
            ["Bots", "Generative AI", "Machine Learning", "Natural Language Processing", "Other (AI and Machine Learning)",
            "Other (Other)"],
    };

    /// <summary>Every rule that is broken, with its row; empty where the table is valid.</summary>
    public static IReadOnlyList<string> Problems(IReadOnlyList<IReadOnlyDictionary<string, string>> rows) =>
    [
        .. MustBeThere.Where(c => rows.Any(r => !r.ContainsKey(c))).Select(c => $"{c} is missing"),
        .. rows.SelectMany(r => r.Keys).Distinct().Where(c => !MustBeThere.Contains(c) && !Others.Contains(c)
            && !c.StartsWith("x_", StringComparison.Ordinal)).Select(c => $"{c} is not a column of FOCUS and has no x_"),
        .. rows.SelectMany((row, at) => Row(row).Select(problem => $"row {at + 1}: {problem}")),
    ];

    private static IEnumerable<string> Row(IReadOnlyDictionary<string, string> row)
    {
        string Of(string column) => row.GetValueOrDefault(column, "");
        double? Number(string column) =>
            double.TryParse(Of(column), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint | NumberStyles.AllowExponent,
            CultureInfo.InvariantCulture, out var n) && double.IsFinite(n) ? n : null;
        var category = Of("ChargeCategory");
        foreach (var column in NeverNull.Where(c => Of(c).Length == 0))
            yield return $"{column} is null";
        foreach (var column in Decimals.Where(c => Of(c).Length > 0 && Number(c) is null))
            yield return $"{column} is not a decimal: {Of(column)}";
        foreach (var column in Moments.Where(c =>
            !DateTime.TryParseExact(Of(c), "yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal,
            out _)))
            yield return $"{column} is not a moment in UTC: {Of(column)}";
        foreach (var (column, values) in Allowed.Where(a => !a.Value.Contains(Of(a.Key))))
            yield return $"{column} is none of its values: {Of(column)}";
        foreach (var column in new[] { "BillingCurrency", "PricingCurrency" }.Where(c => Of(c).Length != 3
            || !Of(c).All(char.IsAsciiLetterUpper)))
            yield return $"{column} is no ISO 4217 code: {Of(column)}";
        foreach (var column in OfUsageAndPurchase.Where(c => category is "Usage" or "Purchase" && Of(c).Length == 0))
            yield return $"{column} is null for {category}";
        foreach (var column in OfUsageAndPurchase.Where(c => category == "Tax" && Of(c).Length > 0))
            yield return $"{column} is not null for Tax";
        if (category == "Purchase" && Of("ChargeFrequency") == "Usage-Based")
            yield return "ChargeFrequency is Usage-Based for Purchase";
        if ((category == "Usage") != (Number("ConsumedQuantity") > 0))
            yield return "ConsumedQuantity must be there for Usage, and only there";
        foreach (var (quantity, unit) in new[] { ("PricingQuantity", "PricingUnit"),
            ("ConsumedQuantity", "ConsumedUnit") }.Where(p => (Of(p.Item1).Length == 0) != (Of(p.Item2).Length == 0)))
            yield return $"{quantity} and {unit} must both be null or neither";
        foreach (var price in new[] { "ListUnitPrice", "ContractedUnitPrice" }.Where(p => Number(p) < 0))
            yield return $"{price} is negative";
        foreach (var (cost, price) in new[] { ("ListCost", "ListUnitPrice"), ("ContractedCost", "ContractedUnitPrice") })
        {
            if (Number(price) * Number("PricingQuantity") is { } product && Number(cost) is { } stated
                && Math.Abs(product - stated) > 1e-9 * Math.Max(1, Math.Abs(product)))
                yield return $"{cost} is not {price} times PricingQuantity";
        }

        foreach (var kind in new[] { "BillingPeriod",
            "ChargePeriod" }.Where(k => string.CompareOrdinal(Of(k + "Start"), Of(k + "End")) >= 0))
            yield return $"{kind} ends before it starts";
        if (string.CompareOrdinal(Of("ChargePeriodStart"), Of("BillingPeriodStart")) < 0
            || string.CompareOrdinal(Of("ChargePeriodEnd"), Of("BillingPeriodEnd")) > 0)
            yield return "the charge period is not inside the billing period";
        if (Of("SkuId").Length == 0 && (Of("SkuMeter").Length > 0 || Of("SkuPriceId").Length > 0))
            yield return "SkuMeter or SkuPriceId without SkuId";
        if (Of("Tags").Length > 0 && !IsKeyValues(Of("Tags")))
            yield return $"Tags is not an object of texts: {Of("Tags")}";
    }

    private static bool IsKeyValues(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind is JsonValueKind.Object
                && json.RootElement.EnumerateObject().All(m => m.Value.ValueKind is JsonValueKind.String);
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
