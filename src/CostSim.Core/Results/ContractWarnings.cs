using System.Globalization;
using CostSim.Prices;
using CostSim.Scenarios;

namespace CostSim.Results;

/// <summary>What a reader should know of the contract and the rates of exchange that went in.</summary>
internal static class ContractWarnings
{
    private const int DaysBetweenChecks = 90;

    public static IEnumerable<string> Of(Scenario scenario) => OpenAtTheEnd(scenario).Concat(Unused(scenario)).Concat(OldRates(scenario));

    private static IEnumerable<string> OpenAtTheEnd(Scenario scenario)
    {
        var end = scenario.Calendar.DateOf(scenario.Calendar.Days - 1).AddDays(1);
        foreach (var open in scenario.Prices.Overlay.Commitments.Where(c => c.From < end && c.To > end))
            yield return $"commitment '{open.Name}' ends on {open.To:yyyy-MM-dd}, after the horizon: what is not used by then is not in "
                + $"these figures";
    }

    private static IEnumerable<string> Unused(Scenario scenario)
    {
        var overlay = scenario.Prices.Overlay;
        var used = scenario.Designs.SelectMany(d => d.Routes.Select(r => r.Name)
            .Concat(new[] { d.Embedding, d.Reranker }.OfType<PriceSchedule>().Select(s => s.Model))).Distinct().ToList();
        var rules = overlay.Negotiated.Select(r => (r.Name, r.Models)).Concat(overlay.Discounts.Select(r => (r.Name, r.Models)))
            .Concat(overlay.VolumeDiscounts.Select(r => (r.Name, r.Models))).Concat(overlay.Minimums.Select(r => (r.Name, r.Models)))
            .Concat(overlay.Commitments.Select(r => (r.Name, r.Models))).Concat(overlay.Credits.Select(r => (r.Name, r.Models)));
        foreach (var (name, models) in rules.Where(r => !used.Exists(model => r.Models.Any(p => Wildcard.Matches(p, model)))))
            yield return $"contract: '{name}' is for {string.Join(", ", models)}, which no design uses";
    }

    private static IEnumerable<string> OldRates(Scenario scenario)
    {
        foreach (var rate in scenario.Money.Rates.Rates.Where(r => r.From <= scenario.Calendar.Start).GroupBy(r => r.Currency)
            .Select(same => same.MaxBy(r => r.From)!).Where(r => r.Volatility == 0))
        {
            if (scenario.Calendar.Start.DayNumber - rate.From.DayNumber is > DaysBetweenChecks and var days)
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"fx.{rate.Currency}: the rate of {rate.From:yyyy-MM-dd} is {days} days old where the horizon starts; look it up "
                    + $"again, or state its volatility");
        }
    }
}
