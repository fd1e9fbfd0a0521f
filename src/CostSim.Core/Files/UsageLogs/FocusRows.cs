using System.Globalization;
using CostSim.Forecasts;
using CostSim.Logs;
using CostSim.Units;

namespace CostSim.Files.UsageLogs;

/// <summary>Rows of a FOCUS cost and usage table: one for each meter and charge period; tax, credits and purchases are rows of their own.</summary>
internal sealed class FocusRows(LogOptions options, LogNotes notes)
{
    private readonly string requests = options.Map.GetValueOrDefault(LogField.Requests, "x_Requests");

    public static bool Fits(IReadOnlyCollection<string> columns) => columns.Contains("BilledCost") && columns.Contains("ChargePeriodStart");

    public LogRecord Read(LogRow row)
    {
        var quantity = Amount(row, "ConsumedQuantity") ?? 0;
        var unit = row.Find(["ConsumedUnit"]) ?? "";
        var isTokens = unit.Contains("token", StringComparison.OrdinalIgnoreCase);
        var isRequests = unit.Contains("request", StringComparison.OrdinalIgnoreCase) || unit.Contains("call", StringComparison.OrdinalIgnoreCase);
        var model = Model(row);
        notes.Forecast += row.Find(["x_Forecast"]) is not null ? 1 : 0;
        notes.WithoutModel += model.Length == 0 && isTokens ? 1 : 0;
        if (quantity < 0 && isTokens)
            throw new RuleException("ConsumedQuantity", FormattableString.Invariant($"must not be negative, but is {quantity}"));
        var tokens = isTokens ? (long)Math.Round(quantity) : 0;
        var words = $"{row.Find(["SkuMeter"])} {row.Find(["SkuPriceDetails.TokenDirection"])} {row.Find(["SkuPriceDetails.TokenCacheAction"])} {row.Find(["SkuId"])}";
        var meter = Has("output") ? LogField.Output : Has("cache write") || Has("write") ? LogField.CacheWrite : (Has("cached") || Has("read")) && !Has("uncached input tokens") && row.Find(["SkuPriceDetails.TokenCacheAction"]) != "Uncached" ? LogField.Cached : LogField.Input;
        return new LogRecord
        {
            At = row.At,
            From = Moment(row, "ChargePeriodStart"),
            Until = Moment(row, "ChargePeriodEnd"),
            // FOCUS counts no requests beside tokens; a forecast that we wrote does, or a column that somebody names.
            Requests = row.Has(requests) ? (long)Math.Round(Amount(row, requests) ?? 0) : isRequests ? (long)Math.Round(quantity) : 0,
            Model = model,
            FreshInput = meter == LogField.Input ? tokens : 0,
            CachedInput = meter == LogField.Cached ? tokens : 0,
            CacheWrite = meter == LogField.CacheWrite ? tokens : 0,
            Output = meter == LogField.Output ? tokens : 0,
            HasTokens = isTokens,
            Cost = Amount(row, "BilledCost") ?? throw new RuleException("BilledCost", "must be an amount, but is blank"),
            Currency = row.Find(["BillingCurrency"]) ?? "USD",
            Charge = Charge(row.Find(["ChargeCategory"])),
            Line = row.Find(["SkuMeter", "SkuId", "ChargeDescription"]),
            PerUsd = PerUsd(row),
        };

        bool Has(string word) => words.Contains(word, StringComparison.OrdinalIgnoreCase);
    }

    // Ours says its rate; another's prices say it, where they stand in both currencies.
    private static decimal? PerUsd(LogRow row)
    {
        if (Amount(row, "x_FxRate") is { } stated)
            return stated > 0 ? stated : throw new RuleException("x_FxRate", FormattableString.Invariant($"must be above 0, but is {stated}"));
        if (row.Find(["PricingCurrency"]) != "USD")
            return null;
        foreach (var price in (string[])["ListUnitPrice", "ContractedUnitPrice"])
        {
            if (Amount(row, price) is { } billed && Amount(row, $"PricingCurrency{price}") is { } priced && billed > 0 && priced > 0)
                return billed / priced;
        }

        return null;
    }

    private static LogCharge Charge(string? category) => category switch
    {
        "Usage" or null => LogCharge.Usage,
        "Tax" => LogCharge.Tax,
        "Credit" => LogCharge.Credit,
        "Purchase" or "Adjustment" => LogCharge.Other,
        _ => throw new RuleException("ChargeCategory", $"must be Usage, Purchase, Tax, Credit or Adjustment, but is '{category}'"),
    };

    private static string Model(LogRow row)
    {
        var model = row.Find(["x_Model", "x_model", "SkuPriceDetails.ModelId"]) ?? "";
        var provider = row.Find(["ServiceProviderName", "ProviderName"]) ?? "";
        return model.Length == 0 || model.Contains('/', StringComparison.Ordinal) || provider.Length == 0 || provider == FocusTable.UnknownProvider ? model : $"{provider.ToLowerInvariant()}/{model}";
    }

    private DateTimeOffset Moment(LogRow row, string name) =>
        LogTimes.Read(name, row.Find([name]) ?? throw new RuleException(name, "is missing"), options.Offset).From;

    private static decimal? Amount(LogRow row, string name) => row.Find([name]) is not { } text ? null
        : decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var amount) ? amount
        : throw new RuleException(name, $"must be a number, but is '{text}'");
}
