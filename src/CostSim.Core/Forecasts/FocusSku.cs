using System.Globalization;
using CostSim.Billing;
using CostSim.Prices;

namespace CostSim.Forecasts;

/// <summary>One meter of one model at one price: a SKU in the terms of FOCUS, with its use by all requests of a month.</summary>
internal sealed record FocusSku(string Model, string Component, string Record, double Units, double Quantity, double Usd, double ListUsd,
    double RetryQuantity, double RetryUsd)
{
    /// <summary>Paid attempts after the first use the same meters: they have no SKU of their own.</summary>
    public static IReadOnlyList<FocusSku> Of(ForecastDesign design, int month)
    {
        var requests = design.RequestsByClass(month);
        return
        [
            .. design.Classes.SelectMany((c, i) => c.Uses.Select(use => (Requests: requests[i], c.Repeats, Use: use)))
                .GroupBy(u => (u.Use.Model, u.Use.Component, u.Use.Record, u.Use.Units))
                .Select(sku => new FocusSku(sku.Key.Model, sku.Key.Component, sku.Key.Record, sku.Key.Units,
                    sku.Sum(u => u.Requests * u.Use.Quantity), sku.Sum(u => u.Requests * u.Use.Usd),
                        sku.Sum(u => u.Requests * u.Use.Quantity * u.Use.ListRate / u.Use.Units),
                    sku.Sum(u => u.Requests * u.Repeats * u.Use.Quantity), sku.Sum(u => u.Requests * u.Repeats * u.Use.Usd)))
                .Where(sku => sku.Usd > 0),
        ];
    }

    public double UsdPerPricingUnit { get; } = MeanUse.Stated(Usd / Quantity * Units);

    public double ListUsdPerPricingUnit { get; } = MeanUse.Stated(ListUsd / Quantity * Units);

    /// <summary>With the attempts that are paid again.</summary>
    public double Used => Quantity + RetryQuantity;

    public bool IsOfPrompt => RequestProfile.InputMeters.Contains(Component);

    // What a model thinks is written too.
    public string Meter => Component == Meters.Of(Prices.Meter.Reasoning).Name ? "reasoning output" : Component;

    /// <summary>Tokens are priced by the million, other things by what their meter counts.</summary>
    public string ConsumedUnit => Units == 1e6 ? "Tokens" : "Requests";

    public string PricingUnit => Units == 1 ? ConsumedUnit : FormattableString.Invariant($"{Units:0} {ConsumedUnit}");

    public string Id => $"{Model} {Meter}";

    /// <summary>A SKU's price keeps its name when the price changes: the record's day is left out.</summary>
    public string PriceId =>
        Record.Count(c => c == ':') < 2 ? Id
        : $"{string.Join(':', Record.Split(':').Where(part => !DateOnly.TryParse(part, CultureInfo.InvariantCulture, out _)))} {Meter}";
}
