namespace CostSim.Engine;

/// <summary>How often the months of simulated trials pass the budget; intervals from the spread between the scrambles.</summary>
internal static class TrialBudget
{
    public static BudgetRisk? Of(SpendModel model, SpendOptions options, double[][] months)
    {
        if (options.BudgetUsdPerMonth is not { } budget)
            return null;
        // Months that the horizon cuts say nothing about a month; where all are cut, they are all there is.
        var whole = months.Where((_, m) => !model.Calendar.Months[m].IsPartial).ToArray();
        if (whole.Length == 0)
            whole = months;
        var over = months.Select(m => Share(i => m[i] > budget)).ToList();
        return new BudgetRisk(budget, over, Share(i => whole.Any(m => m[i] > budget)),
            whole.Average(m => m.Count(x => x > budget) / (double)m.Length));

        Exceedance Share(Func<int, bool> isOver)
        {
            var size = months[0].Length / OuterPlan.Scrambles;
            var shares = Enumerable.Range(0, OuterPlan.Scrambles)
                .Select(s => Enumerable.Range(s * size, size).Count(isOver) / (double)size).ToArray();
            var interval = Draws.IntervalOf(shares.Average(), shares);
            return new Exceedance(budget, shares.Average(), new Bounds(Math.Max(0, interval.Low), Math.Min(1, interval.High)));
        }
    }
}
