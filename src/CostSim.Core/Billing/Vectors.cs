using CostSim.Scenarios;

namespace CostSim.Billing;

/// <summary>
/// What keeping and searching a design's vectors costs: storage each month, writing at the start and of what changes, and each query.
/// </summary>
internal static class Vectors
{
    public const string Storage = "vector store";
    public const string Writes = "vector store, first writing";
    public const string Changes = "vector store, writing changes";
    public const string Queries = "vector store queries";

    public static IEnumerable<FixedLine> Lines(Scenario scenario, Design design, IReadOnlyList<WorkloadRequests> workloads)
    {
        if (design.VectorStore is not { } store)
            yield break;
        // One store holds the vectors of all workloads, so that its minimum counts once.
        var sizes = workloads.Where(w => w.Terms is not null).Select(w => (w.Workload, Gigabytes: SizeOf(store, w.Terms!))).ToList();
        var (all, calendar) = (sizes.Sum(s => s.Gigabytes), scenario.Calendar);
        var kept = new FixedLine(Storage, Payer.Bill,
            [.. calendar.Months.Select(m => m.Part * InCurrency(scenario, store.Month(all, calendar.DateOf(m.FirstDay))))],
            Randomness.Parameter.One)
        { Ledger = store.Prices.Model };
        foreach (var line in scenario.Money.Drifting(kept, MoneyTerms.Usd, calendar))
            yield return line;
        foreach (var (workload, size) in sizes)
        {
            yield return FixedLine.Once(calendar, Writes, Payer.Bill, InCurrency(scenario, store.Write(size, calendar.Start)),
                factor: scenario.Money.Drift(MoneyTerms.Usd, calendar.Start)) with
            { Ledger = store.Prices.Model };
            if (workload.Churn is { IsConstant: true, Value: 0 })
                continue;
            var changes = new FixedLine(Changes, Payer.Bill,
                [.. calendar.Months.Select(m => m.Part * InCurrency(scenario, store.Write(size, calendar.DateOf(m.FirstDay))))],
                workload.Churn)
            { Ledger = store.Prices.Model };
            foreach (var line in scenario.Money.Drifting(changes, MoneyTerms.Usd, calendar))
                yield return line;
        }
    }

    /// <summary>A query on a day, in US dollars; it searches the vectors of its own workload.</summary>
    public static StoreQuery? Query(Design design, BillingTerms terms, DateOnly day) =>
        design.VectorStore is { } store
            ? new StoreQuery(store.Prices.Model, store.Query(SizeOf(store, terms), day), store.Record(day))
            : null;

    private static decimal SizeOf(VectorStore store, BillingTerms terms) => store.Size(terms.IndexedChunks, terms.IndexedTokens);

    // At the rate of the first day, which Drifting brings to that of each day.
    private static double InCurrency(Scenario scenario, decimal usd) =>
        (double)(usd * scenario.Money.RateFrom(MoneyTerms.Usd, scenario.Calendar.Start));
}
