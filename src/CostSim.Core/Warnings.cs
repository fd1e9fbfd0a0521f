using System.Globalization;
using CostSim.Prices;
using CostSim.Scenarios;

namespace CostSim;

/// <summary>What a reader should know before using the numbers.</summary>
internal static class Warnings
{
    public static IEnumerable<string> Of(Scenario scenario, IReadOnlyList<DesignResult> designs) =>
        scenario.Workloads.SelectMany(Unwritten).Concat(scenario.Workloads.SelectMany(Skipped)).Concat(MissedEvidence(designs)).Concat(Prices(scenario)).Concat(Contract(scenario)).Concat(OldRates(scenario));

    private static IEnumerable<string> Unwritten(Workload workload) => workload.UnwrittenQuestions switch
    {
        0 => [],
        1 => ["1 drafted question is not written yet and counts for nothing"],
        var many => [string.Create(CultureInfo.InvariantCulture, $"{many} drafted questions are not written yet and count for nothing")],
    };

    private static IEnumerable<string> Skipped(Workload workload)
    {
        if (workload.Corpus is not { } corpus)
            yield break;
        foreach (var left in corpus.Skipped.Where(s => !s.IsNoDocument))
            yield return $"left out: {left.Path}: {left.Reason}";
        foreach (var warning in corpus.Warnings)
            yield return warning;
    }

    private static IEnumerable<string> MissedEvidence(IReadOnlyList<DesignResult> designs) => designs
        .Where(d => d.Recall is { Missed: > 0 })
        .Select(d => string.Create(CultureInfo.InvariantCulture, $"{d.Design.Name}: for {d.Recall!.Missed} of {d.Recall.Questions} questions no retrieved chunk holds the evidence (requests.csv)"));

    private static IEnumerable<string> Prices(Scenario scenario) => Schedules(scenario).SelectMany(s => s.Warnings).Select(w => w.Text).Distinct();

    private static IEnumerable<PriceSchedule> Schedules(Scenario scenario) =>
        scenario.Designs.SelectMany(d => d.Routes.Select(r => r.Prices).Concat(new[] { d.Embedding, d.Reranker }.OfType<PriceSchedule>()));

    private static IEnumerable<string> Contract(Scenario scenario)
    {
        var overlay = scenario.Prices.Overlay;
        var end = scenario.Calendar.DateOf(scenario.Calendar.Days - 1).AddDays(1);
        foreach (var open in overlay.Commitments.Where(c => c.From < end && c.To > end))
            yield return $"commitment '{open.Name}' ends on {open.To:yyyy-MM-dd}, after the horizon: what is not used by then is not in these figures";
        var used = Schedules(scenario).Select(s => s.Model).Concat(scenario.Designs.SelectMany(d => d.Routes.Select(r => r.Name))).Distinct().ToList();
        var rules = overlay.Negotiated.Select(r => (r.Name, r.Models)).Concat(overlay.Discounts.Select(r => (r.Name, r.Models)))
            .Concat(overlay.VolumeDiscounts.Select(r => (r.Name, r.Models))).Concat(overlay.Minimums.Select(r => (r.Name, r.Models)))
            .Concat(overlay.Commitments.Select(r => (r.Name, r.Models))).Concat(overlay.Credits.Select(r => (r.Name, r.Models)));
        foreach (var (name, models) in rules.Where(r => !used.Exists(model => r.Models.Any(p => Wildcard.Matches(p, model)))))
            yield return $"contract: '{name}' is for {string.Join(", ", models)}, which no design uses";
    }

    private static IEnumerable<string> OldRates(Scenario scenario)
    {
        foreach (var rate in scenario.Money.Rates.Rates.Where(r => r.From <= scenario.Calendar.Start).GroupBy(r => r.Currency).Select(same => same.MaxBy(r => r.From)!))
        {
            if (scenario.Calendar.Start.DayNumber - rate.From.DayNumber is > DaysBetweenChecks and var days)
                yield return string.Create(CultureInfo.InvariantCulture, $"fx.{rate.Currency}: the rate of {rate.From:yyyy-MM-dd} is {days} days old where the horizon starts; look it up again, or state its volatility");
        }
    }

    private const int DaysBetweenChecks = 90;
}
