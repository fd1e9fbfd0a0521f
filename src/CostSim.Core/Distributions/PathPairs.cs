namespace CostSim.Distributions;

/// <summary>Two designs on the same paths.</summary>
internal static class PathPairs
{
    public static PairSpend Of(
        PairSpend before, SpendModel model, IReadOnlyList<double> means, TrialTotals totals,
        Func<(int View, double Mean, double Deviation, double Within), IReadOnlyList<Driver>>? driversOf, PointTable table, IReadOnlyList<double> within)
    {
        var names = model.Designs.Select(d => d.Name).ToList();
        var (a, b) = (names.IndexOf(before.First), names.IndexOf(before.Second));
        var difference = TrialTotals.Total(totals.WithPeople(a)).Zip(TrialTotals.Total(totals.WithPeople(b)), (x, y) => x - y).ToArray();
        // A commitment that both stay within costs them the same; what rounding leaves between them is no difference.
        var tie = 1e-9 * Math.Max(Math.Abs(means[a]), Math.Abs(means[b]));
        var size = difference.Length / OuterPlan.Scrambles;
        var cheaper = Enumerable.Range(0, OuterPlan.Scrambles).Select(s => difference.Skip(s * size).Take(size).Count(d => d < -tie) / (double)size).ToArray();
        var interval = Draws.IntervalOf(cheaper.Average(), cheaper);
        var sorted = difference.Order().ToArray();
        var (_, sd, _) = TrialSummary.MomentsOf(difference);
        var view = Enumerable.Range(0, table.Views.Count).First(v => table.Views[v] is { Second: { } second } && table.Views[v].First == a && second == b);
        return before with
        {
            MeanDifference = means[a] - means[b],
            Range = new Bounds(sorted[(int)(0.025 * sorted.Length)], sorted[(int)(0.975 * sorted.Length)]),
            Cheaper = cheaper.Average(),
            CheaperInterval = new Bounds(Math.Max(0, interval.Low), Math.Min(1, interval.High)),
            Regret = difference.Average(d => Math.Max(0, d)),
            BreakEven = BreakEven.Unknown,
            Drivers = driversOf?.Invoke((view, means[a] - means[b], sd, Math.Max(within[a], within[b]))) ?? [],
        };
    }
}
