namespace CostSim.Distributions;

/// <summary>The result of independent trials that know every month's cost.</summary>
internal static class TrialResult
{
    public static SpendResult Of(SpendModel model, SpendOptions options, TrialTotals totals)
    {
        var requests = totals.Requests.Select(m => m.Average()).ToArray();
        return new SpendResult
        {
            Calendar = model.Calendar,
            Trials = totals.Trials,
            OuterLaw = "every day of every trial drawn",
            Designs = [.. model.Designs.Select((d, i) => new DesignSpend
            {
                Name = d.Name,
                Bill = View(model, options, totals.Bill(i)),
                WithPeople = View(model, options, totals.WithPeople(i)),
                MeanRequests = requests.Sum(),
                MeanRequestsByMonth = requests,
                Budget = Budget(model, options, options.BudgetWithPeople ? totals.WithPeople(i) : totals.Bill(i)),
            })],
            Pairs = options.Decisions ? Pairs(model, totals) : [],
        };
    }

    private static SpendView View(SpendModel model, SpendOptions options, double[][] months)
    {
        var whole = Whole(model, months);
        return new SpendView(
            TrialSummary.Of(TrialTotals.Total(months), options),
            [.. months.Select(m => TrialSummary.Of((double[])m.Clone(), options))],
            TrialSummary.Of([.. whole.SelectMany(m => m)], options))
        {
            InnerLaw = "days drawn",
        };
    }

    // Months that the horizon cuts say nothing about a month; where all are cut, they are all there is.
    private static double[][] Whole(SpendModel model, double[][] months)
    {
        var whole = months.Where((_, m) => !model.Calendar.Months[m].IsPartial).ToArray();
        return whole.Length > 0 ? whole : months;
    }

    /// <summary>How often drawn months pass the budget; null without one.</summary>
    public static BudgetRisk? Budget(SpendModel model, SpendOptions options, double[][] months)
    {
        if (options.BudgetUsdPerMonth is not { } budget)
            return null;
        var whole = Whole(model, months);
        var any = Enumerable.Range(0, months[0].Length).Count(i => whole.Any(m => m[i] > budget));
        return new BudgetRisk(
            budget,
            [.. months.Select(m => Over(m.Count(x => x > budget), m.Length))],
            Over(any, months[0].Length),
            whole.Sum(m => m.Count(x => x > budget)) / (double)(whole.Length * months[0].Length));

        Exceedance Over(int hits, int trials) => new(budget, (double)hits / trials, TrialSummary.Wilson(hits, trials));
    }

    private static List<PairSpend> Pairs(SpendModel model, TrialTotals totals)
    {
        var pairs = new List<PairSpend>();
        for (var a = 0; a < model.Designs.Count; a++)
        {
            var first = TrialTotals.Total(totals.WithPeople(a));
            for (var b = a + 1; b < model.Designs.Count; b++)
            {
                var second = TrialTotals.Total(totals.WithPeople(b));
                var difference = first.Zip(second, (x, y) => x - y).Order().ToArray();
                var cheaper = difference.Count(d => d < 0);
                pairs.Add(new PairSpend
                {
                    First = model.Designs[a].Name,
                    Second = model.Designs[b].Name,
                    MeanDifference = difference.Average(),
                    Range = new Bounds(difference[(int)(0.025 * difference.Length)], difference[(int)(0.975 * difference.Length)]),
                    Cheaper = (double)cheaper / difference.Length,
                    CheaperInterval = TrialSummary.Wilson(cheaper, difference.Length),
                    Regret = difference.Average(d => Math.Max(0, d)),
                    BreakEven = BreakEven.Unknown,
                });
            }
        }

        return pairs;
    }
}
