using CostSim.Engine;

namespace CostSim.Tests.Engine;

/// <summary>Both methods on the same models, for everything that a scenario can say.</summary>
public sealed class AgreementTests
{
    private const int Trials = 4_096;

    public static TheoryData<string> Names => [.. Cases.All.Keys];

    [Theory, MemberData(nameof(Names))]
    public void Both_methods_agree(string name)
    {
        var model = Cases.All[name]();
        var options = new SpendOptions { Trials = Trials, Threads = 2, CurvePoints = 0, BudgetUsdPerMonth = 300, Seed = 11 };

        var days = Spend.Simulate(model, options with { Method = SpendMethod.Simulation });
        var exact = Spend.Simulate(model, options with { Trials = 16_384, Method = SpendMethod.Moments });

        var off = new List<string>();
        for (var d = 0; d < model.Designs.Count; d++)
        {
            Compare($"{model.Designs[d].Name} bill", days.Designs[d].Bill, exact.Designs[d].Bill, off);
            Compare($"{model.Designs[d].Name} with people", days.Designs[d].WithPeople, exact.Designs[d].WithPeople, off);
            Near("any month over", days.Designs[d].Budget!.AnyMonth.Probability, exact.Designs[d].Budget!.AnyMonth.Probability, 4 * Math.Sqrt(0.25 / Trials), off);
            Near("requests", days.Designs[d].MeanRequests, exact.Designs[d].MeanRequests, 0.03 * exact.Designs[d].MeanRequests, off);
        }

        foreach (var (a, b) in days.Pairs.Zip(exact.Pairs))
        {
            Near("cheaper", a.Cheaper, b.Cheaper, 4 * Math.Sqrt(0.25 / Trials), off);
            Near("difference", a.MeanDifference, b.MeanDifference, 4 * b.Range.HalfWidth / 1.9 / Math.Sqrt(Trials), off);
            Near("range", a.Range.HalfWidth, b.Range.HalfWidth, 0.06 * b.Range.HalfWidth, off);
            Near("regret", a.Regret, b.Regret, 0.15 * Math.Max(b.Regret, 0.02 * Math.Abs(b.MeanDifference)) + 1e-9, off);
        }

        Assert.True(off.Count == 0, $"{name}: {string.Join("; ", off)}");
    }

    private static void Compare(string what, SpendView days, SpendView exact, List<string> off)
    {
        One($"{what} total", days.Total, exact.Total, off);
        One($"{what} pooled", days.Pooled, exact.Pooled, off);
        for (var m = 0; m < exact.Months.Count; m++)
            One($"{what} month {m}", days.Months[m], exact.Months[m], off);
    }

    private static void One(string what, CostDistribution days, CostDistribution exact, List<string> off)
    {
        // Pooled months of one trial move together, so their error is up to that of a third as many trials.
        var error = exact.StandardDeviation / Math.Sqrt(Trials) * (what.EndsWith("pooled", StringComparison.Ordinal) ? 2 : 1);
        Near($"{what} mean", days.Mean, exact.Mean, 4 * error, off);
        Near($"{what} sd", days.StandardDeviation, exact.StandardDeviation, 4 * error * Math.Max(0.75, 0.75 + Math.Abs(exact.Skewness)), off);
        foreach (var p in exact.Percentiles)
        {
            var other = days.Percentiles.First(q => q.Percentile == p.Percentile);
            Near($"{what} {p.Percentile}", other.Usd, p.Usd, 4 * (other.Interval.HalfWidth + p.Interval.HalfWidth) / 1.96 * (error * Math.Sqrt(Trials) / exact.StandardDeviation), off);
        }
    }

    private static void Near(string what, double days, double exact, double allowed, List<string> off)
    {
        if (!(Math.Abs(days - exact) <= allowed + (1e-9 * Math.Abs(exact))))
            off.Add($"{what} {days:G6} simulated, {exact:G6} by moments, allowed {allowed:G3}");
    }
}
