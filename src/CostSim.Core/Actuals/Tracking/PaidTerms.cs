using CostSim.Forecasts;
using CostSim.Logs;
using CostSim.Prices;
using CostSim.Units;

namespace CostSim.Actuals;

/// <summary>
/// The tier and region of a design's models, and what a contract changes of their list prices. A log is priced at the same terms,
/// so that only a change of price is one.
/// </summary>
internal sealed class PaidTerms
{
    private readonly Dictionary<string, ModelTerms> known;
    private readonly ModelTerms others;

    private PaidTerms(Dictionary<(string Model, int Meter), double> factors, Dictionary<string, PriceRecord> records)
    {
        // A contract of one discount holds for a model that nobody planned, too.
        var all = factors.Values.ToList();
        var other = all.Count > 0 && all.Max() - all.Min() < 1e-6 ? all[0] : 1;
        others = new ModelTerms([.. LogMeters.All.Select(_ => other)], null);
        known = factors.Keys.Select(k => k.Model).Distinct().ToDictionary(m => m,
            m => new ModelTerms([.. LogMeters.All.Select((_, i) => factors.GetValueOrDefault((m, i), other))],
                records.GetValueOrDefault(m)), StringComparer.Ordinal);
    }

    public static PaidTerms Of(ForecastDesign design, Forecast forecast, PriceBook book)
    {
        var (factors, records) =
            (new Dictionary<(string Model, int Meter), double>(), new Dictionary<string, PriceRecord>(StringComparer.Ordinal));
        foreach (var uses in design.Classes.SelectMany(c => c.Uses).Where(u => RequestPlan.MeterOf(u.Component) >= 0
            && u.Quantity > 0).GroupBy(u => (u.Model, Meter: RequestPlan.MeterOf(u.Component))))
        {
            if (RecordOf(book, uses.Key.Model, uses.First().Record) is { } record)
                records[uses.Key.Model] = record;
            var (paid, list) = (uses.Sum(u => u.Usd),
                uses.Sum(u => u.Quantity * (ListPrice(book, u.Model, u.Record, MeterOf(u.Component), forecast.PricesAsOf, design)
                ?? double.NaN)));
            if (list > 0)
                factors[uses.Key] = paid / list;
        }

        return new PaidTerms(factors, records);
    }

    /// <summary>The terms of a model; those of every other where the design does not have it.</summary>
    public ModelTerms Of(string model) => known.GetValueOrDefault(model, others);

    // One-hour writes and reasoning have prices of their own.
    private static Meter MeterOf(string component) =>
        Meters.All.FirstOrDefault(m => m.Name == component)?.Meter ?? LogMeters.All[RequestPlan.MeterOf(component)];

    private static PriceRecord? RecordOf(PriceBook book, string model, string record)
    {
        try
        {
            return book.History(model).FirstOrDefault(r => r.Id == record);
        }
        catch (RuleException)
        {
            return null;
        }
    }

    // Null where the book has no one price: an unknown model, or one that is dearer by the hour.
    private static double? ListPrice(PriceBook book, string model, string id, Meter meter, DateOnly asOf, ForecastDesign design)
    {
        try
        {
            // A forecast that follows announced prices pays those of its own days.
            var record = RecordOf(book, model, id);
            var from = record?.EffectiveFrom is { } start ? DateOnly.FromDateTime(start.UtcDateTime) : asOf;
            var bands = book.Find(new ModelTerms([], record).Conditions(new PriceQuestion(model)), from > asOf ? from : asOf);
            var input = design.Classes.Max(c =>
                c.Uses.Where(u => u.Model == model && RequestPlan.MeterOf(u.Component) is >= 0 and < 3).Sum(u => u.Quantity));
            return bands.Count == 1 ? (double?)bands[0].Price.TierOf(new TokenCount((long)input)).UsdPerUnit(meter) : null;
        }
        catch (RuleException)
        {
            return null;
        }
    }
}

/// <summary>What a design pays for a model: a factor on the list price by meter, and the tier and region of its record.</summary>
/// <param name="Factors">Paid over listed by the index of the meter in <see cref="LogMeters.All"/>.</param>
/// <param name="Record">The record that the design pays; null where the book has none.</param>
internal sealed record ModelTerms(IReadOnlyList<double> Factors, PriceRecord? Record)
{
    /// <summary>The question in the tier and region of the design.</summary>
    public PriceQuestion Conditions(PriceQuestion question) =>
        Record is null ? question : question with { ServiceTier = Record.ServiceTier, Region = Record.Region };
}
