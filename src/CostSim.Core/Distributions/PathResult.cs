namespace CostSim.Distributions;

/// <summary>
/// Reads the answer off the paths. Usage keeps its closed-form means; only what the tariff adds is averaged over paths, so that
/// a tariff that turns out linear gives the closed form itself.
/// </summary>
internal sealed class PathResult(SpendModel model, MonthlyTariff tariff, SpendOptions options, ExactEngine engine, PointTable table, SpendResult before, PathTotals totals)
{
    private const string Law = "months drawn jointly from four cumulants, then billed in order by the contract";

    private readonly int months = model.Calendar.Months.Count;

    public SpendResult Of()
    {
        var within = before.Designs.Select((d, i) => table.Plan is SobolPlan ? Math.Min(1, WithinOf(i)) : 1).ToList();
        var views = model.Designs.Select((_, d) => (Bill: View(d, false), All: View(d, true))).ToList();
        var effects = options.Decisions && table.Plan is SobolPlan ? Effects() : null;
        var choice = effects is null ? null : new DesignChoice(model, options, engine, table, effects);
        IReadOnlyList<Driver> DriversOf(int design, bool people, SpendView view) => effects is null
            ? options.Decisions && view.Total.StandardDeviation > 0 ? [new Driver("within a trial", 1, null, null)] : []
            : DriverTable.Of(effects, table.Views.IndexOf(design, people), view.Total.Mean, view.Total.StandardDeviation, within[design] * view.Total.StandardDeviation * view.Total.StandardDeviation);
        return before with
        {
            Designs = [.. before.Designs.Select((d, i) => d with
            {
                Bill = views[i].Bill,
                WithPeople = views[i].All,
                Components = Components(i, d, views[i].Bill.Total.P90, views[i].All.Total.P90),
                Budget = Budget(i),
                Drivers = DriversOf(i, false, views[i].Bill),
                DriversWithPeople = DriversOf(i, true, views[i].All),
                Regret = choice?.RegretOf(i) ?? 0,
            })],
            Pairs = [.. before.Pairs.Select(p => PathPairs.Of(p, model, views.ConvertAll(v => v.All.Total.Mean), totals.Months, effects is null ? null : v => DriverTable.Of(effects, v.View, v.Mean, v.Deviation, v.Within * v.Deviation * v.Deviation), table, within))],
            ValueOfKnowing = choice?.ValuesOfKnowing() ?? [],
            Trials = totals.Months.Trials,
            OuterLaw = $"{totals.Months.Trials} paths of months{(table.Plan is SobolPlan ? $" over {table.Plan.Words}" : "")}",
            Warnings = [.. before.Warnings, .. model.Designs.Count > 1 ? ["volumes at which designs cost the same are not looked for where months are billed by a contract"] : Array.Empty<string>()],
        };
    }

    // A contract hardly changes which part of the spread is luck: the share is that of the usage it bills.
    private double WithinOf(int design)
    {
        var view = table.Views.IndexOf(design, false);
        var sums = new double[6];
        foreach (var block in table.Sums)
            for (var n = 0; n < sums.Length; n++)
                sums[n] += block.Moments[view][months][n];
        var (_, sd, _, within) = PowerSums.Of(sums, table.References[view][months]);
        return sd > 0 ? within / (sd * sd) : 1;
    }

    private SpendView View(int design, bool people)
    {
        var drawn = people ? totals.Months.WithPeople(design) : totals.Months.Bill(design);
        var usage = people ? before.Designs[design].WithPeople : before.Designs[design].Bill;
        var whole = Enumerable.Range(0, months).Where(m => !model.Calendar.Months[m].IsPartial).ToList();
        if (whole.Count == 0)
            whole = [.. Enumerable.Range(0, months)];
        var means = Enumerable.Range(0, months).Select(m => usage.Months[m].Mean + totals.LineMonths[design].Sum(k => k[m].Average())).ToArray();
        return new SpendView(
            Summary(TrialTotals.Total(drawn), means.Sum(), options.CurvePoints),
            [.. drawn.Select((m, i) => Summary(m, means[i], 0))],
            Summary(Interleaved(drawn, whole), whole.Average(m => means[m]), options.CurvePoints))
        {
            InnerLaw = Law,
        };
    }

    private CostDistribution Summary(double[] draws, double mean, int curve)
    {
        var (_, sd, skewness) = TrialSummary.MomentsOf(draws);
        return Draws.Summary(draws, OuterPlan.Scrambles, options, (mean, sd, skewness), curve);
    }

    // The scrambles of all months stay together: scramble by scramble, month after month.
    private double[] Interleaved(double[][] drawn, List<int> slots)
    {
        var size = totals.Months.Trials / OuterPlan.Scrambles;
        return [.. Enumerable.Range(0, OuterPlan.Scrambles).SelectMany(s => slots.SelectMany(m => drawn[m].Skip(s * size).Take(size)))];
    }

    // The points' conditional means give way to the bills of their paths: what drives them is then asked of the bills themselves.
    private InputEffects Effects()
    {
        for (var v = 0; v < table.Views.Count; v++)
        {
            var view = table.Views[v];
            var first = Of(view.First);
            var second = view.Second is { } other ? Of(other) : null;
            for (var i = 0; i < first.Length; i++)
                table.Totals[v][0][i] = first[i] - (second?[i] ?? 0);

            double[] Of(int design) => TrialTotals.Total(view.WithPeople ? totals.Months.WithPeople(design) : totals.Months.Bill(design));
        }

        return new InputEffects(model, engine, table);
    }

    private IReadOnlyList<ComponentSpend> Components(int design, DesignSpend usage, double billP90, double allP90)
    {
        if (!options.Components)
            return [];
        var bill = TrialTotals.Total(totals.Months.Bill(design));
        var weights = PathWeights.Near(bill, billP90);
        var lines = tariff.Components.Select((name, k) => new ComponentSpend(
            name, Payer.Bill, totals.LineMonths[design][k].Sum(m => m.Average()), [.. totals.LineMonths[design][k].Select(m => m.Average())],
            PathWeights.Mean(totals.Lines[design][k], weights))).Where(c => c.MeanByMonth.Any(m => m != 0)).ToList();
        // What lines leave of the P90 is shared out as the usage's own P90 is.
        var left = billP90 - lines.Sum(l => l.AtP90);
        var own = usage.Components.Where(c => c.Payer is Payer.Bill).Sum(c => c.AtP90);
        var people = usage.Components.Where(c => c.Payer is Payer.People).Sum(c => c.AtP90);
        var all = TrialTotals.Total(totals.Months.WithPeople(design));
        var beside = people == 0 ? 0 : allP90 - PathWeights.Mean(bill, PathWeights.Near(all, allP90));
        return
        [
            .. usage.Components.Select(c => c with { AtP90 = c.Payer is Payer.Bill ? (own == 0 ? 0 : c.AtP90 * left / own) : c.AtP90 * beside / people }),
            .. lines,
        ];
    }

    private BudgetRisk? Budget(int design)
    {
        if (options.BudgetUsdPerMonth is not { } budget)
            return null;
        var drawn = options.BudgetWithPeople ? totals.Months.WithPeople(design) : totals.Months.Bill(design);
        var whole = drawn.Where((_, m) => !model.Calendar.Months[m].IsPartial).ToArray();
        if (whole.Length == 0)
            whole = drawn;
        var over = drawn.Select(m => Share(i => m[i] > budget)).ToList();
        return new BudgetRisk(budget, over, Share(i => whole.Any(m => m[i] > budget)), whole.Average(m => m.Count(x => x > budget) / (double)m.Length));

        Exceedance Share(Func<int, bool> isOver)
        {
            var size = totals.Months.Trials / OuterPlan.Scrambles;
            var shares = Enumerable.Range(0, OuterPlan.Scrambles).Select(s => Enumerable.Range(s * size, size).Count(isOver) / (double)size).ToArray();
            var interval = Draws.IntervalOf(shares.Average(), shares);
            return new Exceedance(budget, shares.Average(), new Bounds(Math.Max(0, interval.Low), Math.Min(1, interval.High)));
        }
    }
}
