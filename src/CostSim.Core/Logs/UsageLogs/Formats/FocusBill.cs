using CostSim.Units;

namespace CostSim.Logs;

/// <summary>Rows of a FOCUS cost and usage table (1.0 to 1.4): one for each meter and charge period; tax, credits and purchases are rows of their own.</summary>
internal sealed class FocusBill(LogOptions options, LogNotes notes, RowStyle style) : ILogReader
{
    /// <summary>The provider's name where FOCUS requires one and none is known.</summary>
    public const string UnknownProvider = "unspecified";

    // Categories of FOCUS in which no provider files a language model.
    private static readonly HashSet<string> Others = new(StringComparer.OrdinalIgnoreCase)
    {
        "Analytics", "Business Applications", "Compute", "Databases", "Identity", "Integration", "Internet of Things",
        "Management and Governance", "Media", "Migration", "Mobile", "Networking", "Security", "Storage", "Web",
    };

    private readonly MapExpression requests = options.Map.GetValueOrDefault(LogField.Requests) is { } column
        ? MapExpression.Of(column, _ => !char.IsAsciiDigit(column[0])) : new MapExpression(["x_Requests"], null);

    public bool IsBill => true;

    public static bool Fits(Func<string, bool> has) => has("BilledCost") && has("ChargePeriodStart");

    public LogRecord? Read(LogRow row)
    {
        notes.Forecast += row.Find("x_Forecast") is not null ? 1 : 0;
        if (IsOther(row))
        {
            notes.OtherServices++;
            return null;
        }

        return new BillLine
        {
            At = row.At,
            From = Moment(row, "ChargePeriodStart"),
            Until = Moment(row, "ChargePeriodEnd"),
            Quantity = Amount(row, "ConsumedQuantity") ?? 0,
            QuantityName = "ConsumedQuantity",
            Unit = row.Find("ConsumedUnit") ?? "",
            Meters = [Direction(row), row.Find("SkuMeter"), row.Find("SkuId"), row.Find("ChargeDescription"), row.Find("SkuPriceDetails")],
            Seller = Seller(row),
            Model = row.Find("x_Model", "x_model", "SkuPriceDetails.ModelId", "SkuPriceDetails.x_ModelId", "SkuPriceDetails.ModelName"),
            Region = Region(row),
            Cost = Amount(row, "BilledCost") ?? throw new RuleException("BilledCost", "must be an amount, but is blank"),
            Currency = (row.Find("BillingCurrency") ?? "USD").ToUpperInvariant(),
            Charge = Charge(row),
            // FOCUS does not count requests; a forecast of our own does, or a column that somebody names.
            Requests = requests.Constant is { } each ? (long)(style.Number(each) ?? 0) : requests.Columns.Any(c => row.Names.Find(c) >= 0)
                ? (long)Math.Round(requests.Columns.Sum(c => Amount(row, c) ?? 0)) : null,
            Name = row.Find("SkuMeter", "SkuId", "ChargeDescription"),
            PerUsd = PerUsd(row),
            Tags = LogTags.Of(row, options.Tags),
        }.Record(notes);
    }

    // A table of a whole account holds machines and disks as well; a row of tokens is use of a model whatever its category.
    private static bool IsOther(LogRow row) => row.Find("x_Forecast") is null && row.Find("ServiceCategory") is { } category
        && Others.Contains(category) && Charge(row) is LogCharge.Usage
        && BilledUnit.Of(row.Find("ConsumedUnit", "PricingUnit") ?? "").Thing is not BilledThing.Tokens;

    // The price details say it in the table's own words, which go before any name of a meter.
    private static string? Direction(LogRow row)
    {
        if (row.Find("SkuPriceDetails.TokenDirection") is not { } direction)
            return null;
        var action = row.Find("SkuPriceDetails.TokenCacheAction");
        return action is null or "Uncached" ? direction : $"{direction} cache {action}";
    }

    private static string? Seller(LogRow row)
    {
        var provider = row.Find("ServiceProviderName", "ProviderName", "HostProviderName");
        return provider is null || provider == UnknownProvider ? null : provider;
    }

    // A forecast of ours says the region that a price has; a cloud's region is that of its machines.
    private static string? Region(LogRow row) => row.Find("x_Region");

    // Ours says its rate; another's prices say it, where they are in both currencies.
    private decimal? PerUsd(LogRow row)
    {
        if (Amount(row, "x_FxRate") is { } stated)
            return stated > 0 ? stated : throw new RuleException("x_FxRate",
                FormattableString.Invariant($"must be above 0, but is {stated}"));
        if (row.Find("PricingCurrency") != "USD")
            return null;
        foreach (var price in (string[])["ListUnitPrice", "ContractedUnitPrice"])
        {
            if (Amount(row, price) is { } billed && Amount(row, $"PricingCurrency{price}") is { } priced && billed > 0 && priced > 0)
                return billed / priced;
        }

        return null;
    }

    private static LogCharge Charge(LogRow row) => row.Find("ChargeCategory") switch
    {
        "Usage" or null => LogCharge.Usage,
        "Tax" => LogCharge.Tax,
        "Credit" => LogCharge.Credit,
        "Purchase" or "Adjustment" => LogCharge.Other,
        var category => throw new RuleException("ChargeCategory",
            $"must be Usage, Purchase, Tax, Credit or Adjustment, but is '{category}'"),
    };

    private DateTimeOffset Moment(LogRow row, string name) =>
        LogTimes.Read(name, row.Find(name) ?? throw new RuleException(name, "is missing"), options.Offset, options.Dates ?? style.Dates)
            .From;

    private decimal? Amount(LogRow row, string name) => row.Find(name) is { } text ? style.Number(text)
        ?? throw new RuleException(name, $"must be a number, but is '{text}'") : null;
}
