using CostSim.Units;

namespace CostSim.Logs;

/// <summary>What the bills of the clouds have in common: columns under several names, and rows of other services.</summary>
internal abstract class CloudBill(LogOptions options, LogNotes notes, RowStyle style) : ILogReader
{
    public bool IsBill => true;

    protected LogNotes Notes { get; } = notes;

    public abstract LogRecord? Read(LogRow row);

    protected IReadOnlyDictionary<string, string>? Tags(LogRow row) => LogTags.Of(row, options.Tags);

    protected DateTimeOffset Moment(LogRow row, DateOrder? order, params ReadOnlySpan<string> names)
    {
        var text = row.Find(names) ?? throw new RuleException(names[0], "is missing");
        return LogTimes.Read(names[0], text, options.Offset, order ?? options.Dates ?? style.Dates).From;
    }

    protected decimal? Amount(LogRow row, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
        {
            if (row.Find(name) is { } text)
                return style.Number(text) ?? throw new RuleException(name, $"must be a number, but is '{text}'");
        }

        return null;
    }

    /// <summary>Leaves a row of another service out, counted.</summary>
    protected LogRecord? Other()
    {
        Notes.OtherServices++;
        return null;
    }
}

/// <summary>
/// AWS's cost and usage report (CUR 2.0, and the older one with slashes in its column names): the rows of Amazon Bedrock.
/// </summary>
internal sealed class AwsBill(LogOptions options, LogNotes notes, RowStyle style) : CloudBill(options, notes, style)
{
    private static readonly string[] Usage = ["line_item_usage_type", "lineItem/UsageType"];

    public static bool Fits(Func<string, bool> has) => Usage.Any(has) && (has("line_item_unblended_cost") || has("lineItem/UnblendedCost"));

    public override LogRecord? Read(LogRow row)
    {
        var (usage, description) = (row.Find(Usage), row.Find("line_item_line_item_description", "lineItem/LineItemDescription"));
        if (!IsBedrock(row, usage, description))
            return Other();
        return new BillLine
        {
            At = row.At,
            From = Moment(row, null, "line_item_usage_start_date", "lineItem/UsageStartDate"),
            Until = Moment(row, null, "line_item_usage_end_date", "lineItem/UsageEndDate"),
            Quantity = Amount(row, "line_item_usage_amount", "lineItem/UsageAmount") ?? 0,
            QuantityName = "line_item_usage_amount",
            Unit = row.Find("pricing_unit", "pricing/unit") ?? "",
            Meters = [usage, description, row.Find("line_item_operation", "lineItem/Operation")],
            Seller = "bedrock",
            Model = row.Find("product_model", "product/model", "product_titan_model", "product.model") is { } model
                ? Words.Of(model).Count > 0 ? model.ToLowerInvariant().Replace(' ', '-') : null : null,
            Cost = Amount(row, "line_item_unblended_cost", "lineItem/UnblendedCost")
                ?? throw new RuleException("line_item_unblended_cost", "must be an amount, but is blank"),
            Currency = (row.Find("line_item_currency_code", "lineItem/CurrencyCode") ?? "USD").ToUpperInvariant(),
            Charge = Charge(row.Find("line_item_line_item_type", "lineItem/LineItemType")),
            Name = usage ?? description,
            Tags = Tags(row),
        }.Record(Notes);
    }

    // Models of other makers are sold through the marketplace, under a product code of their own.
    private static bool IsBedrock(LogRow row, string? usage, string? description)
    {
        var product = row.Find("line_item_product_code", "lineItem/ProductCode") ?? "";
        return product.Contains("Bedrock", StringComparison.OrdinalIgnoreCase)
            || (row.Find("product_product_name", "product/ProductName", "product_servicename", "product.product_name",
                "product_servicecode") ?? "").Contains("Bedrock", StringComparison.OrdinalIgnoreCase)
            || (description ?? "").Contains("Bedrock", StringComparison.OrdinalIgnoreCase)
            || (usage ?? "").Contains("TokenCount", StringComparison.OrdinalIgnoreCase)
                || (usage ?? "").Contains("-tokens", StringComparison.OrdinalIgnoreCase);
    }

    private static LogCharge Charge(string? type) => type switch
    {
        null or "Usage" or "DiscountedUsage" or "SavingsPlanCoveredUsage" => LogCharge.Usage,
        "Tax" => LogCharge.Tax,
        "Credit" or "Refund" or "EdpDiscount" or "BundledDiscount" or "PrivateRateDiscount" or "SavingsPlanNegation" or "Discount" =>
            LogCharge.Credit,
        _ => LogCharge.Other,
    };
}

/// <summary>Google Cloud's billing export, as BigQuery writes it to CSV or JSON. Its credits are part of the cost.</summary>
internal sealed class GoogleBill(LogOptions options, LogNotes notes, RowStyle style) : CloudBill(options, notes, style)
{
    private static readonly HashSet<string> Services = ["vertex", "gemini", "generative"];

    public static bool Fits(Func<string, bool> has) => (has("sku.description") || has("sku_description")) && has("usage_start_time");

    public override LogRecord? Read(LogRow row)
    {
        var (service, sku) = (row.Find("service.description", "service_description"), row.Find("sku.description", "sku_description"));
        var charge = Charge(row.Find("cost_type"));
        if (!Words.Of($"{service} {sku}").Any(Services.Contains) && charge is not LogCharge.Tax)
            return Other();
        var (cost, credit) = (Amount(row, "cost") ?? throw new RuleException("cost", "must be an amount, but is blank"),
            Amount(row, "credits.amount", "credits_amount", "credits_total", "credits") ?? 0);
        Notes.Credits += credit != 0 ? 1 : 0;
        var rate = Amount(row, "currency_conversion_rate");
        return new BillLine
        {
            At = row.At,
            From = Moment(row, null, "usage_start_time"),
            Until = Moment(row, null, "usage_end_time"),
            Quantity = Amount(row, "usage.amount", "usage_amount")
                ?? Amount(row, "usage.amount_in_pricing_units", "usage_amount_in_pricing_units") ?? 0,
            QuantityName = "usage.amount",
            Unit = Unit(row),
            Meters = [sku],
            Seller = "google",
            Cost = cost + credit,
            Currency = (row.Find("currency") ?? "USD").ToUpperInvariant(),
            PerUsd = rate > 0 ? rate : null,
            Charge = charge,
            Name = sku,
            Tags = Tags(row),
        }.Record(Notes);
    }

    // A count is one of characters where the price is.
    private static string Unit(LogRow row)
    {
        var pricing = row.Find("usage.pricing_unit", "usage_pricing_unit") ?? "";
        return pricing.Contains("character", StringComparison.OrdinalIgnoreCase)
            ? "characters" : row.Find("usage.amount", "usage_amount") is not null ? row.Find("usage.unit", "usage_unit") ?? "" : pricing;
    }

    private static LogCharge Charge(string? type) => type switch
    {
        null or "regular" => LogCharge.Usage,
        "tax" => LogCharge.Tax,
        "adjustment" => LogCharge.Credit,
        _ => LogCharge.Other,
    };
}

/// <summary>
/// Azure's cost exports (actual and amortised): the meters of Azure OpenAI, Foundry and Cognitive Services. Dates are month first.
/// </summary>
internal sealed class AzureBill(LogOptions options, LogNotes notes, RowStyle style) : CloudBill(options, notes, style)
{
    private static readonly string[] Costs = ["CostInBillingCurrency", "Cost", "PreTaxCost", "CostInPricingCurrency"];

    private static readonly HashSet<string> Services = ["openai", "foundry", "cognitive", "gpt", "llm"];

    private readonly DateOrder dates = options.Dates ?? style.Dates ?? DateOrder.MonthDayYear;

    public static bool Fits(Func<string, bool> has) => has("MeterName") && (has("Quantity") || has("UsageQuantity")) && Costs.Any(has);

    public override LogRecord? Read(LogRow row)
    {
        var meter = row.Find("MeterName");
        var charge = Charge(row.Find("ChargeType"));
        if (!Words.Of($"{row.Find("MeterCategory")} {row.Find("MeterSubCategory", "MeterSubcategory")} {row.Find("ServiceFamily")} "
            + $"{row.Find("ProductName", "Product")} {meter} {row.Find("ConsumedService")}").Any(w => Services.Contains(w)))
            return Other();
        var day = Moment(row, dates, "Date", "UsageDate", "UsageDateTime");
        var (currency, pricing) = ((row.Find("BillingCurrencyCode", "BillingCurrency", "Currency") ?? "USD").ToUpperInvariant(),
            row.Find("PricingCurrencyCode", "PricingCurrency"));
        var rate = Amount(row, "ExchangeRatePricingToBilling", "ExchangeRate");
        return new BillLine
        {
            At = row.At,
            From = day,
            Until = day.AddDays(1),
            Quantity = Amount(row, "Quantity", "UsageQuantity") ?? 0,
            QuantityName = "Quantity",
            Unit = row.Find("UnitOfMeasure", "Unit") ?? "",
            Meters = [meter, row.Find("ProductName", "Product")],
            Seller = "azure",
            Cost = Amount(row, Costs) ?? throw new RuleException(Costs[0], "must be an amount, but is blank"),
            Currency = currency,
            PerUsd = currency == "USD" ? null : pricing == "USD" && rate > 0 ? rate : null,
            Charge = charge,
            Name = meter,
            Tags = Tags(row),
        }.Record(Notes);
    }

    private static LogCharge Charge(string? type) => type?.ToLowerInvariant() switch
    {
        null or "usage" => LogCharge.Usage,
        "tax" => LogCharge.Tax,
        "refund" or "adjustment" or "credit" => LogCharge.Credit,
        _ => LogCharge.Other,
    };
}
