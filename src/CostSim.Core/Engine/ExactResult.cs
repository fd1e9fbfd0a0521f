using CostSim.Scenarios;
using CostSim.Threading;

namespace CostSim.Engine;

/// <summary>Reads the answer off the outer points.</summary>
internal sealed class ExactResult
{
    private readonly SpendModel model;
    private readonly SpendOptions options;
    private readonly ExactEngine engine;
    private readonly PointTable table;
    private readonly double[][][] sums;
    private readonly double[][][] components;
    private readonly bool[] isClosed;
    private readonly Lazy<TrialTotals> drawn;
    private readonly string? reason;

    public ExactResult(SpendModel model, SpendOptions options, ExactEngine engine, PointTable table)
    {
        (this.model, this.options, this.engine, this.table) = (model, options, engine, table);
        sums = [.. table.Views.Select((_, v) => Enumerable.Range(0, table.MonthCount + 1).Select(slot => Reduced(v, slot)).ToArray())];
        var closed = engine.Compiled.Components.Select(c => c.Closed()).ToList();
        isClosed = [.. closed.Select(c => c is not null)];
        components = [.. closed.Select((c, d) => c ?? PointMeans(d))];
        drawn = new Lazy<TrialTotals>(() =>
            Paths.Totals(model, options, Paths.PlanOf(model, options, engine), engine.Samples, CancellationToken.None));
        reason = options.Method switch { SpendMethod.Moments => null, SpendMethod.Simulation => "asked for", _ => ReasonToSimulate() };
    }

    public SpendResult Of()
    {
        // The laws of what designs cost are read off the points alone; effects and break-evens ask the compiled block meanwhile.
        var views = new BackgroundValue<IReadOnlyList<SpendView?>>(options.Threads, () =>
            [.. table.Views.Select((v, i) => v.IsDifference ? null : View(i))]);
        var requests = Enumerable.Range(0, table.MonthCount).Select(m => table.Sums.Sum(b => b.Requests.Sum(c => c[m]))).ToArray();
        var decisions = options.Decisions ? new InputEffects(model, engine, table) : null;
        var choice = decisions is null ? null : new DesignChoice(model, options, engine, table, decisions);
        var designs = new BackgroundValue<IReadOnlyList<DesignSpend>>(options.Threads, () =>
            [.. model.Designs.Select((d, i) => Design(d, i, (requests, views.Value), decisions, choice))]);
        var result = new SpendResult
        {
            Calendar = model.Calendar,
            Pairs = choice is null ? []
                : [.. Enumerable.Range(0, table.Views.Count).Where(v => table.Views[v].IsDifference).Select(v => Pair(choice, v))],
            ValueOfKnowing = choice?.ValuesOfKnowing() ?? [],
            Designs = designs.Value,
            Trials = IsSimulated ? drawn.Value.Trials : table.Plan.Points,
            IsSampled = IsSimulated || table.Plan is SobolPlan,
            OuterLaw = IsSimulated ? Paths.PlanOf(model, options, engine).Words : table.Plan.Words,
            Method = MethodWords(),
        };
        return result with { Warnings = SpendWarnings.Of(model, options, result, result.IsSampled) };
    }

    private DesignSpend Design(DesignCost design, int number, (double[] Requests, IReadOnlyList<SpendView?> Views) known,
        InputEffects? effects, DesignChoice? choice)
    {
        var (billView, allView) = (table.Views.IndexOf(number, false), table.Views.IndexOf(number, true));
        var (bill, all) = (known.Views[billView]!, known.Views[allView]!);
        IReadOnlyList<Driver> DriversOf(int view, SpendView of) =>
            effects is null ? [] : DriverTable.Of(effects, view, of.Total.Mean, of.Total.StandardDeviation, Within(view));
        return new DesignSpend
        {
            Name = design.Name,
            Bill = bill,
            WithPeople = all,
            MeanRequests = known.Requests.Sum(),
            MeanRequestsByMonth = known.Requests,
            Classes = Classes(number),
            Components = Components(number, bill.Total.P90, all.Total.P90),
            Budget = Budget(number),
            Drivers = DriversOf(billView, bill),
            DriversWithPeople = DriversOf(allView, all),
            Regret = choice?.RegretOf(number) ?? 0,
        };
    }

    private bool IsSimulated => reason is not null;

    private PairSpend Pair(DesignChoice choice, int view)
    {
        var pair = choice.Pair(view, Difference(view), Within(view));
        if (!IsSimulated)
            return pair;
        var (cheaper, interval) = PathPairs.Cheaper(drawn.Value, table.Views[view],
            [.. model.Designs.Select((_, d) => ClosedMean(table.Views.IndexOf(d, true), table.MonthCount) ?? 0)]);
        return pair with { Cheaper = cheaper, CheaperInterval = interval };
    }

    // The first period of any design that four cumulants do not give.
    private string? ReasonToSimulate()
    {
        for (var v = 0; v < table.Views.Count; v++)
        {
            for (var slot = 0; slot <= table.MonthCount && !table.Views[v].IsDifference; slot++)
            {
                if (MethodChoice.ReasonToSimulate(CriteriaOf(v, slot), WithinShare(v, slot)) is { } why)
                    return why;
            }
        }

        // Counts that are at whole means have no chance in them.
        if (model.Classes.All(c => MethodChoice.AreCertain(c.Traffic, model.Calendar)))
            return null;
        var fewest = Enumerable.Range(0, table.MonthCount)
            .Select(m => table.Sums.Sum(b => b.Requests.Sum(c => c[m])) / model.Calendar.Months[m].Days * Scenarios.Calendar.DaysPerMonth)
            .Where(r => r > 0).DefaultIfEmpty(double.PositiveInfinity).Min();
        return MethodChoice.ReasonToSimulate(fewest);
    }

    private double[] CriteriaOf(int view, int slot) => Reduced(block => block.Criteria[view][slot]);

    private string MethodWords()
    {
        if (reason is not null)
            return $"simulation of days and requests: {reason}";
        var term = Enumerable.Range(0, table.Views.Count).Where(v => !table.Views[v].IsDifference)
            .SelectMany(v => Enumerable.Range(0, table.MonthCount + 1)
                .Select(slot => MethodChoice.TermOf(CriteriaOf(v, slot), WithinShare(v, slot)))).Max();
        return string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"moments: given the parameters, every month is near normal (the last of four cumulants is {term * 100:0.##E+0} % of the P99)");
    }

    private CostDistribution Difference(int view) =>
        Distribution(view, [table.MonthCount], options with { Percentiles = [new(2.5), new(97.5)], ExceedUsd = [], CurvePoints = 0 });

    private double WithinShare(int view, int slot)
    {
        var (_, sd, _, within) = PowerSums.Of(sums[view][slot], table.References[view][slot]);
        return sd > 0 ? within / (sd * sd) : 1;
    }

    // The simulated months of a view, or their sums.
    private double[][] Drawn(int view, int[] slots)
    {
        var item = table.Views[view];
        var first = Of(item.First);
        if (item.Second is { } second)
            first = [.. first.Zip(Of(second), (a, b) => a.Zip(b, (x, y) => x - y).ToArray())];
        return slots is [var only] && only == table.MonthCount ? [TrialTotals.Total(first)] : [.. slots.Select(s => first[s])];

        double[][] Of(int design) => item.WithPeople ? drawn.Value.WithPeople(design) : drawn.Value.Bill(design);
    }

    private double Within(int view) => PowerSums.Of(sums[view][table.MonthCount], table.References[view][table.MonthCount]).Within;

    private SpendView View(int view)
    {
        var months = Enumerable.Range(0, table.MonthCount).ToArray();
        var whole = months.Where(m => !model.Calendar.Months[m].IsPartial).ToArray();
        var plain = options with { CurvePoints = 0 };
        var total = Distribution(view, [table.MonthCount], options);
        return new SpendView(
            total,
            [.. months.Select(m => Distribution(view, [m], plain))],
            Distribution(view, whole.Length > 0 ? whole : months, options))
        {
            InnerLaw = MethodWords(),
        };
    }

    public List<ClassSpend> Classes(int design)
    {
        var result = new List<ClassSpend>();
        for (var c = 0; c < model.Classes.Count && model.Classes.Count > 1 && options.Classes; c++)
        {
            var number = c;
            var moments = PowerSums.Of(Reduced(block => block.Classes[design][number]), 0);
            result.Add(new ClassSpend(model.Classes[c].Name, moments.Mean, moments.StandardDeviation, moments.Skewness,
                table.Sums.Sum(b => b.Requests[c].Sum()),
                ClassDistribution(design, c, (moments.Mean, moments.StandardDeviation, moments.Skewness))));
        }

        return result;
    }

    private CostDistribution? ClassDistribution(int design, int number, (double Mean, double StandardDeviation, double Skewness) moments)
    {
        if (table.ClassDraws.Length > 0)
            return Draws.Summary([table.ClassDraws[design][number]], options with { CurvePoints = 0 }, moments);
        if (table.ClassLaws.Length == 0)
            return null;
        var k = table.ClassLaws[design][number];
        var laws = Enumerable.Range(0, table.Plan.Points)
            .Select(i => new InnerLaw(k[0][i], Math.Max(k[1][i], table.Plan.LeastVariance(k[0], i)), k[2][i], k[3][i])).ToArray();
        return new Mixture(table.Weights[..table.Plan.Points], laws, true).Summary(options with { CurvePoints = 0 }, moments);
    }

    private BudgetRisk? Budget(int design)
    {
        if (options.BudgetUsdPerMonth is not { } budget)
            return null;
        var view = table.Views.IndexOf(design, options.BudgetWithPeople);
        if (IsSimulated)
            return TrialBudget.Of(model, options, Drawn(view, [.. Enumerable.Range(0, table.MonthCount)]));
        var blocks = table.Sums.Select(b => b.OverBudget[design]).ToList();
        var whole = Enumerable.Range(0, table.MonthCount).Where(m => !model.Calendar.Months[m].IsPartial).ToList();
        var months = Enumerable.Range(0, table.MonthCount).Select(Over).ToList();
        return new BudgetRisk(budget, months, Over(table.MonthCount),
            whole.Count == 0 ? months.Average(m => m.Probability) : whole.Average(m => months[m].Probability));

        Exceedance Over(int slot)
        {
            var p = Math.Clamp(blocks.Sum(b => b[slot]), 0, 1);
            if (table.Plan is not SobolPlan)
                return new Exceedance(budget, p, new Bounds(p, p));
            var size = blocks.Count / OuterPlan.Scrambles;
            var interval = Draws.IntervalOf(p, [.. Enumerable.Range(0, OuterPlan.Scrambles)
                .Select(s => OuterPlan.Scrambles * blocks.Skip(s * size).Take(size).Sum(b => b[slot]))]);
            return new Exceedance(budget, p, new Bounds(Math.Max(0, interval.Low), Math.Min(1, interval.High)));
        }
    }

    public List<ComponentSpend> Components(int design, double billP90, double allP90)
    {
        if (!options.Components)
            return [];
        var names = engine.Compiled.Components[design].Components;
        var bill = AtP90.Of(table, design, table.Views.IndexOf(design, false), names, billP90, false);
        var all = AtP90.Of(table, design, table.Views.IndexOf(design, true), names, allP90, true);
        return [.. names.Select((n, k) => new ComponentSpend(
            n.Name, n.Payer, components[design][k].Sum(), components[design][k], n.Payer == Payer.Bill ? bill[k] : all[k]))];
    }

    private double[][] PointMeans(int design) =>
        [.. Enumerable.Range(0, engine.Compiled.Components[design].Components.Count)
            .Select(k => Enumerable.Range(0, table.MonthCount).Select(m => table.Sums.Sum(b => b.Components[design][k][m])).ToArray())];

    /// <summary>The exact mean of a view's month or total where every component has a closed form.</summary>
    private double? ClosedMean(int view, int slot)
    {
        var sum = 0.0;
        foreach (var (design, sign) in table.Views[view].Sides)
        {
            if (!isClosed[design])
                return null;
            var names = engine.Compiled.Components[design].Components;
            for (var k = 0; k < names.Count; k++)
            {
                if (names[k].Payer == Payer.Bill || table.Views[view].WithPeople)
                    sum += sign * (slot == table.MonthCount ? components[design][k].Sum() : components[design][k][slot]);
            }
        }

        return sum;
    }

    /// <summary>The law of one slot, or of any one of several (pooled).</summary>
    private CostDistribution Distribution(int view, int[] slots, SpendOptions asked)
    {
        var moments = Pooled(view, slots);
        if (IsSimulated)
            return Draws.Summary(Drawn(view, slots), asked, moments);
        if (table.Plan is SobolPlan)
            return Draws.Summary([.. slots.Select(s => table.Draws[view][s])], asked, moments);

        return MixtureOf(view, slots).Summary(asked, moments);
    }

    private Mixture MixtureOf(int view, int[] slots)
    {
        var points = table.Plan.Points;
        var (weights, laws) = (new double[points * slots.Length], new InnerLaw[points * slots.Length]);
        for (var s = 0; s < slots.Length; s++)
        {
            var k = slots[s] == table.MonthCount ? table.Totals[view] : table.Months[view][slots[s]];
            for (var i = 0; i < points; i++)
            {
                weights[(s * points) + i] = table.Weights[i] / slots.Length;
                laws[(s * points) + i] = new InnerLaw(k[0][i], Math.Max(k[1][i], table.Plan.LeastVariance(k[0], i)), k[2][i], k[3][i],
                    !table.Views[view].IsDifference);
            }
        }

        return new Mixture(weights, laws, !table.Views[view].IsDifference);
    }

    public (double Mean, double StandardDeviation, double Skewness) Pooled(int view, int[] slots)
    {
        var parts = slots.Select(s =>
        {
            var part = PowerSums.Of(sums[view][s], table.References[view][s]);
            part.Mean = ClosedMean(view, s) ?? part.Mean;
            return (part.Mean, part.StandardDeviation, part.Skewness);
        }).ToList();
        return PowerSums.Pool(parts);
    }

    private double[] Reduced(int view, int slot) => Reduced(block => block.Moments[view][slot]);

    private double[] Reduced(Func<BlockSums, double[]> of)
    {
        var total = new double[of(table.Sums[0]).Length];
        foreach (var block in table.Sums)
            for (var n = 0; n < total.Length; n++)
                total[n] += of(block)[n];
        return total;
    }
}
