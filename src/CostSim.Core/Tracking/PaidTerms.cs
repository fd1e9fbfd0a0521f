using CostSim.Forecasts;
using CostSim.Logs;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Tracking;

/// <summary>
/// What a design pays over the price book's standard price: a contract's discount, a batch tier, a region's uplift. A log is priced
/// at the same terms, so that only a change of price is one.
/// </summary>
internal sealed class PaidTerms
{
    private readonly Dictionary<string, double[]> factors;
    private readonly double[] others;

    private PaidTerms(Dictionary<(string Model, int Meter), double> known)
    {
        // A contract of one discount holds for a model that nobody planned, too.
        var all = known.Values.ToList();
        var other = all.Count > 0 && all.Max() - all.Min() < 1e-6 ? all[0] : 1;
        others = [.. LogMeters.All.Select(_ => other)];
        factors = known.Keys.Select(k => k.Model).Distinct().ToDictionary(m => m, m => LogMeters.All.Select((_, i) => known.GetValueOrDefault((m, i), other)).ToArray(), StringComparer.Ordinal);
    }

    public static PaidTerms Of(ForecastDesign design, Forecast forecast, PriceBook book)
    {
        var factors = new Dictionary<(string Model, int Meter), double>();
        foreach (var uses in design.Classes.SelectMany(c => c.Uses).Where(u => RequestPlan.MeterOf(u.Component) >= 0 && u.Quantity > 0).GroupBy(u => (u.Model, Meter: RequestPlan.MeterOf(u.Component))))
        {
            var paid = uses.Sum(u => u.Usd) / uses.Sum(u => u.Quantity);
            if (ListPrice(book, uses.Key.Model, uses.First().Record, LogMeters.All[uses.Key.Meter], forecast.PricesAsOf, design) is > 0 and var list)
                factors[uses.Key] = paid / list;
        }

        return new PaidTerms(factors);
    }

    /// <summary>Paid over listed of a model by meter (fresh, cached, written, output).</summary>
    public double[] Of(string model) => factors.GetValueOrDefault(model, others);

    // Null where the book has no one price: an unknown model, or one that is dearer by the hour.
    private static double? ListPrice(PriceBook book, string model, string record, Meter meter, DateOnly asOf, ForecastDesign design)
    {
        try
        {
            // A forecast that follows announced prices pays those of its own days.
            var from = book.History(model).FirstOrDefault(r => r.Id == record)?.EffectiveFrom is { } start ? DateOnly.FromDateTime(start.UtcDateTime) : asOf;
            var bands = book.Find(new PriceQuestion(model), from > asOf ? from : asOf);
            var input = design.Classes.Max(c => c.Uses.Where(u => u.Model == model && RequestPlan.MeterOf(u.Component) is >= 0 and < 3).Sum(u => u.Quantity));
            return bands.Count == 1 ? (double?)bands[0].Price.TierOf(new TokenCount((long)input)).UsdPerUnit(meter) : null;
        }
        catch (RuleException)
        {
            return null;
        }
    }
}
