namespace CostSim.Engine;

/// <summary>Two designs on the same paths.</summary>
internal static class PathPairs
{
    public static PairSpend Of(SpendModel model, CostView view, IReadOnlyList<double> means, TrialTotals totals,
        Func<double, double, IReadOnlyList<Driver>> driversOf)
    {
        var (a, b) = (view.First, view.Second!.Value);
        var difference = TrialTotals.Total(totals.WithPeople(a)).Zip(TrialTotals.Total(totals.WithPeople(b)), (x, y) => x - y).ToArray();
        var (cheaper, interval) = Cheaper(totals, view, means);
        var sorted = difference.Order().ToArray();
        return new PairSpend
        {
            First = model.Designs[a].Name,
            Second = model.Designs[b].Name,
            MeanDifference = means[a] - means[b],
            Range = new Bounds(sorted[(int)(0.025 * sorted.Length)], sorted[(int)(0.975 * sorted.Length)]),
            Cheaper = cheaper,
            CheaperInterval = interval,
            Regret = difference.Average(d => Math.Max(0, d)),
            BreakEven = BreakEven.Unknown,
            Drivers = driversOf(means[a] - means[b], TrialSummary.MomentsOf(difference).StandardDeviation),
        };
    }

    /// <summary>In how many of the trials the first design of a pair costs less, with the interval.</summary>
    public static (double Probability, Bounds Interval) Cheaper(TrialTotals totals, CostView pair, IReadOnlyList<double> means)
    {
        var (a, b) = (pair.First, pair.Second!.Value);
        var (first, second) = (TrialTotals.Total(totals.WithPeople(a)), TrialTotals.Total(totals.WithPeople(b)));
        // A commitment that both stay within costs them the same; what rounding leaves between them is not a difference.
        var tie = 1e-9 * Math.Max(Math.Abs(means[a]), Math.Abs(means[b]));
        var size = first.Length / OuterPlan.Scrambles;
        var shares = Enumerable.Range(0, OuterPlan.Scrambles)
            .Select(s => Enumerable.Range(s * size, size).Count(i => first[i] - second[i] < -tie) / (double)size).ToArray();
        var interval = Draws.IntervalOf(shares.Average(), shares);
        return (shares.Average(), new Bounds(Math.Max(0, interval.Low), Math.Min(1, interval.High)));
    }
}
