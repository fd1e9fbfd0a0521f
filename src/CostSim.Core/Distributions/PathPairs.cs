namespace CostSim.Distributions;

/// <summary>Two designs on the same paths.</summary>
internal static class PathPairs
{
    public static PairSpend Of(SpendModel model, CostView view, IReadOnlyList<double> means, TrialTotals totals, Func<double, double, IReadOnlyList<Driver>> driversOf)
    {
        var (a, b) = (view.First, view.Second!.Value);
        var difference = TrialTotals.Total(totals.WithPeople(a)).Zip(TrialTotals.Total(totals.WithPeople(b)), (x, y) => x - y).ToArray();
        // A commitment that both stay within costs them the same; what rounding leaves between them is no difference.
        var tie = 1e-9 * Math.Max(Math.Abs(means[a]), Math.Abs(means[b]));
        var size = difference.Length / OuterPlan.Scrambles;
        var cheaper = Enumerable.Range(0, OuterPlan.Scrambles).Select(s => difference.Skip(s * size).Take(size).Count(d => d < -tie) / (double)size).ToArray();
        var interval = Draws.IntervalOf(cheaper.Average(), cheaper);
        var sorted = difference.Order().ToArray();
        return new PairSpend
        {
            First = model.Designs[a].Name,
            Second = model.Designs[b].Name,
            MeanDifference = means[a] - means[b],
            Range = new Bounds(sorted[(int)(0.025 * sorted.Length)], sorted[(int)(0.975 * sorted.Length)]),
            Cheaper = cheaper.Average(),
            CheaperInterval = new Bounds(Math.Max(0, interval.Low), Math.Min(1, interval.High)),
            Regret = difference.Average(d => Math.Max(0, d)),
            BreakEven = BreakEven.Unknown,
            Drivers = driversOf(means[a] - means[b], TrialSummary.MomentsOf(difference).StandardDeviation),
        };
    }
}
