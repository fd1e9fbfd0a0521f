using CostSim.Prices;
using CostSim.Reports;
using CostSim.Scenarios;

namespace CostSim.Answers;

/// <summary>
/// How the prices of a run's models came to be what they are: what the book has of them up to the day whose prices are used.
/// </summary>
internal static class PriceHistory
{
    private static readonly (PriceColumn Column, string Word)[] Drawn = [(PriceColumn.Input, "input"), (PriceColumn.Output, "output")];

    /// <summary>Null where no price of the run's models has ever changed, or all are typed.</summary>
    public static Chart? Of(Scenario scenario)
    {
        if (scenario.Prices.Book is not { } book)
            return null;
        var used = PriceRecords.Of(scenario).ToHashSet(StringComparer.Ordinal);
        var until = scenario.Prices.Follow ? scenario.Calendar.Start.AddDays(scenario.Calendar.Days) : scenario.Prices.AsOf;
        var models = scenario.Designs.SelectMany(d => d.Routes).Where(r => !r.IsTyped).Select(r => r.Name).Distinct();
        var lines = models.SelectMany(model => Lines(book, model, used, until)).ToList();
        return lines.Exists(line => line.Rates.Count > 1)
            ? PriceHistoryChart.Of(lines, Unit.Money(), until, scenario.Prices.AsOf)
            : null;
    }

    // Of the tiers, regions and hours that a model is sold at, those that the run pays.
    private static IEnumerable<PriceLine> Lines(PriceBook book, string model, HashSet<string> used, DateOnly until)
    {
        var history = book.History(model);
        var conditions = history.Where(r => used.Contains(r.Id)).Select(r => r.Conditions).FirstOrDefault();
        var paid = history.Where(r => r.Conditions == conditions && Day(r) <= until).ToList();
        return Drawn.Select(d => new PriceLine($"{new PriceQuestion(model).ModelName} {d.Word}", Changes(paid, d.Column)))
            .Where(line => line.Rates.Count > 0);
    }

    // A record that repeats the price before it is not a step.
    private static List<(DateOnly From, double Rate)> Changes(List<PriceRecord> paid, PriceColumn column)
    {
        var rates = new List<(DateOnly From, double Rate)>();
        foreach (var record in paid.OrderBy(r => r.EffectiveFrom))
        {
            if (record.Amounts[column] is { } amount and > 0 && (rates.Count == 0 || rates[^1].Rate != (double)amount))
                rates.Add((Day(record), (double)amount));
        }

        return rates;
    }

    private static DateOnly Day(PriceRecord record) => DateOnly.FromDateTime(record.EffectiveFrom.UtcDateTime);
}
