using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Reads the answer off the paths. Usage keeps its closed-form means; only what limits and the tariff add is averaged over paths, so that
/// a tariff that turns out linear gives the closed form itself.
/// </summary>
internal sealed class PathResult(SpendModel model, MonthlyTariff? tariff, SpendOptions options, ExactEngine engine,
    PointTable table, PathTotals totals)
{
    // A part of the bill that limits take off without a word would pass for a cheap design.
    private const double WorthSaying = 0.001;

    private readonly int months = model.Calendar.Months.Count;
    private readonly ExactResult usage = new(model, options, engine, table);
    private IReadOnlyList<double[][]> lineMeans = [];

    public SpendResult Of()
    {
        lineMeans = [.. model.Designs.Select((_, d) => LineMeans(d))];
        // Components and closed means first: the points' means give way to the paths' bills where drivers are asked for.
        var views = model.Designs.Select((_, d) => (Bill: View(d, false), All: View(d, true))).ToList();
        var components = model.Designs.Select((_, d) => Components(d, views[d].Bill.Total.P90, views[d].All.Total.P90)).ToList();
        var classes = model.Designs.Select((_, d) => usage.Classes(d)).ToList();
        var within = Enumerable.Range(0, table.Views.Count).Select(WithinOf).ToList();
        var effects = options.Decisions && table.Plan is SobolPlan ? Effects() : null;
        var choice = effects is null ? null : new DesignChoice(model, options, engine, table, effects);
        var requests = Enumerable.Range(0, months).Select(m => table.Sums.Sum(b => b.Requests.Sum(c => c[m]))).ToArray();
        IReadOnlyList<Driver> DriversOf(int view, double mean, double sd) => effects is not null
            ? DriverTable.Of(effects, view, mean, sd, within[view] * sd * sd)
            : options.Decisions && sd > 0 ? [new Driver("within a trial", 1, null, null)] : [];
        var result = new SpendResult
        {
            Calendar = model.Calendar,
            Designs = [.. model.Designs.Select((d, i) => new DesignSpend
            {
                Name = d.Name,
                Bill = views[i].Bill,
                WithPeople = views[i].All,
                Amortised = tariff is { Prepaid.Count: > 0 } prepaid ? Amortised(i, prepaid, views[i].Bill) : null,
                MeanRequests = requests.Sum(),
                MeanRequestsByMonth = requests,
                Classes = classes[i],
                Components = components[i],
                Budget = TrialBudget.Of(model, options, options.BudgetWithPeople ? totals.Months.WithPeople(i) : totals.Months.Bill(i)),
                Drivers = DriversOf(table.Views.IndexOf(i, false), views[i].Bill.Total.Mean, views[i].Bill.Total.StandardDeviation),
                DriversWithPeople = DriversOf(table.Views.IndexOf(i, true), views[i].All.Total.Mean, views[i].All.Total.StandardDeviation),
                Regret = choice?.RegretOf(i) ?? 0,
            })],
            Pairs = [.. Enumerable.Range(0, table.Views.Count).Where(v => table.Views[v].IsDifference)
                .Select(v => PathPairs.Of(model, table.Views[v], views.ConvertAll(a => a.All.Total.Mean), totals.Months, (mean, sd) =>
                    DriversOf(v, mean, sd)))],
            ValueOfKnowing = choice?.ValuesOfKnowing() ?? [],
            Trials = totals.Months.Trials,
            Method = $"simulation of days and requests: {Reason}",
            OuterLaw = $"{totals.Months.Trials} paths of months{(table.Plan is SobolPlan ? $" over {table.Plan.Words}" : "")}",
        };
        string[] silent = model.Designs.Count > 1 ? [$"volumes at which designs cost the same are not looked for where {Reason}"] : [];
        return result with
        {
            Warnings = [.. SpendWarnings.Of(model, options, result, true),
            .. model.Designs.Select((d, i) => Unserved(d.Name, components[i])).OfType<string>(), .. silent]
        };
    }

    private string Reason => (tariff is not null, totals.IsLimited) switch
    {
        (true, false) => "a contract bills whole paths",
        (false, _) => "limits change what each day costs",
        _ => "limits change what each day costs, and a contract bills whole paths",
    };

    // What is refused costs nothing and answers nobody.
    private static string? Unserved(string design, IReadOnlyList<ComponentSpend> components)
    {
        var dropped = -components.Where(c => c.Component == LimitEffect.Dropped && c.Payer == Payer.Bill).Sum(c => c.Mean);
        var usual = components.Where(c => c.Payer == Payer.Bill && c.Mean > 0).Sum(c => c.Mean);
        return dropped > WorthSaying * usual
            ? string.Create(System.Globalization.CultureInfo.InvariantCulture,
                $"{design}: limits leave requests without an answer that would cost {dropped / usual * 100:0.#} % of the bill without "
                + $"limits; 'costsim capacity' says what quota they need")
            : null;
    }

    // A contract hardly changes which part of the spread is chance: the share is that of the usage it bills.
    private double WithinOf(int view)
    {
        var sums = new double[6];
        foreach (var block in table.Sums)
            for (var n = 0; n < sums.Length; n++)
                sums[n] += block.Moments[view][months][n];
        var (_, sd, _, within) = PowerSums.Of(sums, table.References[view][months]);
        return sd > 0 ? within / (sd * sd) : 1;
    }

    // The mean of each line by month, with the usage of the same paths as control: where a line takes off what usage puts on, as a
    // prepaid commitment does, the sum is as certain as the bill.
    private double[][] LineMeans(int design)
    {
        var lines = totals.LineMonths[design];
        var bills = totals.Months.Bill(design);
        var billed = Enumerable.Range(0, lines.Length).Where(k => totals.Components[design][k].Payer is Payer.Bill).ToList();
        var means = lines.Select(line => new double[line.Length]).ToArray();
        for (var m = 0; m < bills.Length; m++)
        {
            var used = Enumerable.Range(0, bills[m].Length).Select(i => bills[m][i] - billed.Sum(k => lines[k][m][i])).ToArray();
            var (mean, closed) = (used.Average(), usage.Pooled(table.Views.IndexOf(design, false), [m]).Mean);
            var variance = used.Sum(u => (u - mean) * (u - mean));
            for (var k = 0; k < means.Length; k++)
            {
                var average = lines[k][m].Average();
                var slope = variance > 0 ? lines[k][m].Zip(used, (x, u) => (x - average) * (u - mean)).Sum() / variance : 0;
                means[k][m] = average + (slope * (closed - mean));
            }
        }

        return means;
    }

    private SpendView View(int design, bool people)
    {
        var drawn = people ? totals.Months.WithPeople(design) : totals.Months.Bill(design);
        var view = table.Views.IndexOf(design, people);
        var means = Enumerable.Range(0, months).Select(m => usage.Pooled(view, [m]).Mean + lineMeans[design]
            .Where((_, k) => people || totals.Components[design][k].Payer is Payer.Bill).Sum(k => k[m])).ToArray();
        return ViewOf(drawn, means);
    }

    private SpendView ViewOf(double[][] drawn, double[] means)
    {
        var whole = Enumerable.Range(0, months).Where(m => !model.Calendar.Months[m].IsPartial).ToList();
        if (whole.Count == 0)
            whole = [.. Enumerable.Range(0, months)];
        return new SpendView(
            Summary([TrialTotals.Total(drawn)], means.Sum(), options.CurvePoints),
            [.. drawn.Select((m, i) => Summary([m], means[i], 0))],
            Summary([.. whole.Select(m => drawn[m])], whole.Average(m => means[m]), options.CurvePoints))
        {
            InnerLaw = $"simulated paths: {Reason}",
        };
    }

    // Each month bears what its usage draws from an amount paid in advance, and the last one what expires.
    private SpendView Amortised(int design, MonthlyTariff contract, SpendView bill)
    {
        var (drawn, means) =
            (totals.Months.Bill(design).Select(m => (double[])m.Clone()).ToArray(), bill.Months.Select(m => m.Mean).ToArray());
        foreach (var amount in contract.Prepaid)
        {
            var (paid, used) = (totals.LineMonths[design][amount.Paid], totals.LineMonths[design][amount.Drawn]);
            for (var i = 0; i < totals.Months.Trials; i++)
                Spread(amount, m => paid[m][i], m => used[m][i], (m, x) => drawn[m][i] += x);
            Spread(amount, m => lineMeans[design][amount.Paid][m], m => lineMeans[design][amount.Drawn][m], (m, x) => means[m] += x);
        }

        return ViewOf(drawn, means);
    }

    private void Spread(Prepaid amount, Func<int, double> paid, Func<int, double> used, Action<int, double> add)
    {
        var left = amount.LeftBefore;
        for (var m = 0; m < months; m++)
        {
            left += paid(m) + used(m);
            add(m, -paid(m) - used(m));
        }

        if (amount.LastMonth is { } last)
            add(last, left);
    }

    private CostDistribution Summary(double[][] runs, double mean, int curve)
    {
        var (_, sd, skewness) = TrialSummary.MomentsOf(runs.Length == 1 ? runs[0] : [.. runs.SelectMany(r => r)]);
        return Draws.Summary(runs, options with { CurvePoints = curve }, (mean, sd, skewness));
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

    private IReadOnlyList<ComponentSpend> Components(int design, double billP90, double allP90)
    {
        if (!options.Components)
            return [];
        var bill = TrialTotals.Total(totals.Months.Bill(design));
        var weights = PathWeights.Near(bill, billP90);
        var lines = totals.Components[design].Select((c, k) => new ComponentSpend(
            c.Name, c.Payer, lineMeans[design][k].Sum(), lineMeans[design][k],
            PathWeights.Mean(totals.Lines[design][k], weights))).Where(c => c.MeanByMonth.Any(m => m != 0)).ToList();
        // What lines leave of the P90 is shared out as the usage's own is there.
        var left = billP90 - lines.Where(l => l.Payer is Payer.Bill).Sum(l => l.AtP90);
        var parts = usage.Components(design, left, allP90 - billP90 + left);
        var own = parts.Where(c => c.Payer is Payer.Bill).Sum(c => c.AtP90);
        var people = parts.Where(c => c.Payer is Payer.People).Sum(c => c.AtP90);
        var all = TrialTotals.Total(totals.Months.WithPeople(design));
        var peopleAtP90 = people == 0 ? 0 : allP90 - PathWeights.Mean(bill, PathWeights.Near(all, allP90)) - lines.Where(l =>
            l.Payer is Payer.People).Sum(l => l.AtP90);
        return
        [
            .. parts.Select(c =>
                c with { AtP90 = c.Payer is Payer.Bill ? (own == 0 ? 0 : c.AtP90 * left / own) : c.AtP90 * peopleAtP90 / people }),
            .. lines,
        ];
    }
}
