using CostSim.Engine;
using CostSim.Scenarios;

namespace CostSim.Tests.Simulated;

/// <summary>What holds of any result, whatever the scenario.</summary>
internal static class ResultInvariants
{
    /// <summary>The rules that a result breaks, in words.</summary>
    public static IEnumerable<string> Broken(SpendResult spend)
    {
        foreach (var design in spend.Designs)
        {
            foreach (var (name, law) in Laws(design))
            {
                foreach (var rule in Broken(law))
                    yield return $"{design.Name} {name}: {rule}";
            }

            var billed = design.Components.Where(c => c.Payer == Payer.Bill).Sum(c => c.Mean);
            if (design.Components.Count > 0 && Math.Abs(billed - design.Bill.Total.Mean) > (1e-6 * Math.Abs(billed)) + 1e-9)
                yield return $"{design.Name}: components sum to {billed}, the mean is {design.Bill.Total.Mean}";
            if (design.Budget is { } budget)
            {
                foreach (var share in budget.Months.Append(budget.AnyMonth).Select(e => e.Probability).Append(budget.Pooled).Where(p => p is not (>= 0 and <= 1)))
                    yield return $"{design.Name}: {share} over budget";
            }

            if (design.Drivers.Any(d => !(d.Share is >= -1e-9 and <= 1 + 1e-9)))
                yield return $"{design.Name}: a driver's share is outside of 0 to 1";
        }

        foreach (var pair in spend.Pairs.Where(p => p is not { Cheaper: >= 0 and <= 1, Regret: >= 0 } || !double.IsFinite(p.MeanDifference)))
            yield return $"{pair.First} against {pair.Second}: {pair.Cheaper} cheaper, regret {pair.Regret}";
    }

    private static IEnumerable<(string, CostDistribution)> Laws(DesignSpend design) =>
        from view in new[] { (Name: "bill", View: design.Bill), (Name: "with people", View: design.WithPeople) }
        from law in view.View.Months.Select((m, i) => ($"month {i}", m)).Append(("total", view.View.Total)).Append(("pooled", view.View.Pooled))
        select ($"{view.Name} {law.Item1}", law.Item2);

    private static IEnumerable<string> Broken(CostDistribution law)
    {
        double[] figures = [law.Mean, law.StandardDeviation, law.Skewness, .. law.Percentiles.Select(p => p.Usd), .. law.Percentiles.SelectMany(p => new[] { p.Interval.Low, p.Interval.High })];
        if (!figures.All(double.IsFinite))
            yield return "a figure is not a number";
        if (law.Mean < 0 || law.StandardDeviation < 0 || law.Percentiles.Any(p => p.Usd < 0))
            yield return $"a cost is negative: mean {law.Mean}, {string.Join(", ", law.Percentiles.Select(p => $"{p.Percentile} {p.Usd}"))}";
        if (law.Percentiles.Zip(law.Percentiles.Skip(1)).Any(p => p.First.Usd > p.Second.Usd * (1 + 1e-12)))
            yield return $"percentiles fall: {string.Join(", ", law.Percentiles.Select(p => p.Usd))}";
        if (law.Exceedances.Any(e => e.Probability is not (>= 0 and <= 1)))
            yield return "a chance is outside of 0 to 1";
    }
}
