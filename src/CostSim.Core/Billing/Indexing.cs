using CostSim.Prices;
using CostSim.Scenarios;
using CostSim.Units;

namespace CostSim.Billing;

/// <summary>Embedding of the corpus: all of it at the start, and each month what changed.</summary>
internal static class Indexing
{
    public const string Start = "corpus embedding";
    public const string Changes = "re-embedding";

    public static IEnumerable<FixedLine> Lines(Scenario scenario, Design design, IReadOnlyList<WorkloadRequests> workloads)
    {
        if (design.Embedding is not { } embedding)
            yield break;
        foreach (var requests in workloads.Where(w => w.Terms is not null))
        {
            var tokens = requests.Terms!.IndexedTokens;
            yield return FixedLine.Once(scenario.Calendar, Start, Payer.Bill, AtFirstRate(scenario, embedding, tokens, 0),
                factor: scenario.Money.Drift(MoneyTerms.Usd, scenario.Calendar.Start)) with
            { Ledger = embedding.Model };
            var churn = requests.Workload.Churn;
            if (churn.IsConstant && churn.Value == 0)
                continue;
            var changes = new FixedLine(Changes, Payer.Bill,
                [.. scenario.Calendar.Months.Select(m => m.Part * AtFirstRate(scenario, embedding, tokens, m.FirstDay))],
                churn)
            { Ledger = embedding.Model };
            foreach (var line in scenario.Money.Drifting(changes, MoneyTerms.Usd, scenario.Calendar))
                yield return line;
        }
    }

    // A day's price at the rate of the first day, which Drifting brings to that of each day.
    private static double AtFirstRate(Scenario scenario, PriceSchedule embedding, TokenCount tokens, int day)
    {
        var bill = embedding.At(scenario.Calendar.DateOf(day)).Price.Bill(new Usage { EmbeddingInput = tokens });
        return (double)(bill.Total.Amount * scenario.Money.RateFrom(MoneyTerms.Usd, scenario.Calendar.Start));
    }
}
