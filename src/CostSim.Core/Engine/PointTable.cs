namespace CostSim.Engine;

/// <summary>
/// What the engine keeps of every outer point: weights, and the conditional cumulants by view and slot (the months, then the total).
/// </summary>
internal sealed class PointTable
{
    public PointTable(SpendModel model, SpendOptions options, ExactBlock compiled, OuterPlan plan)
    {
        (Views, Plan, MonthCount) = (compiled.Views, plan, model.Calendar.Months.Count);
        var points = plan.Blocks * Columns.Length;
        var isSobol = plan is SobolPlan;
        (Weights, Requests) = (new double[points], new double[points]);
        Totals = [.. Views.Select(_ => Rows(4, points))];
        Months = isSobol ? [] : [.. Views.Select(_ => Enumerable.Range(0, MonthCount).Select(_ => Rows(4, points)).ToArray())];
        Draws = isSobol ? [.. Views.Select(_ => Rows(MonthCount + 1, points))] : [];
        Components = options.Components ? [.. compiled.Components.Select(c => Rows(c.Components.Count, points))] : [];
        FixedParts = options.Components ? [.. compiled.Components.Select(c => Rows(c.Components.Count, points))] : [];
        ClassDraws = options.ClassPercentiles && isSobol ? [.. model.Designs.Select(_ => Rows(model.Classes.Count, points))] : [];
        ClassLaws = options.ClassPercentiles && !isSobol
            ? [.. model.Designs.Select(_ => model.Classes.Select(_ => Rows(4, points)).ToArray())]
            : [];
        Sums = [.. Enumerable.Range(0, plan.Blocks).Select(_ => new BlockSums(model, compiled))];
    }

    public IReadOnlyList<CostView> Views { get; }

    public OuterPlan Plan { get; }

    public int MonthCount { get; }

    public double[] Weights { get; }

    /// <summary>By view, order and point.</summary>
    public double[][][] Totals { get; }

    /// <summary>By view, month, order and point; only on quadrature nodes.</summary>
    public double[][][][] Months { get; }

    /// <summary>One draw of each month, and of the total, by view, slot and point; only on Sobol points.</summary>
    public double[][][] Draws { get; }

    /// <summary>The conditional mean of all requests over the horizon, by point.</summary>
    public double[] Requests { get; }

    /// <summary>Each component's conditional mean over the horizon by design and point, and the part of it that no request moves.</summary>
    public double[][][] Components { get; }

    public double[][][] FixedParts { get; }

    /// <summary>Where percentiles by class were asked for: draws by design, class and point, or conditional cumulants.</summary>
    public double[][][] ClassDraws { get; }

    public double[][][][] ClassLaws { get; }

    /// <summary>By view and slot, the value that deviations are taken from.</summary>
    public double[][] References { get; set; } = [];

    /// <summary>What is only summed, block by block, to be added up in order.</summary>
    public IReadOnlyList<BlockSums> Sums { get; }

    /// <summary>Every column that has a number for each point, in a fixed order.</summary>
    public IEnumerable<double[]> PointColumns =>
    [
        Weights, Requests, .. Totals.SelectMany(v => v), .. Months.SelectMany(v => v).SelectMany(m => m), .. Draws.SelectMany(v => v),
        .. Components.SelectMany(d => d),
        .. FixedParts.SelectMany(d => d), .. ClassDraws.SelectMany(d => d), .. ClassLaws.SelectMany(d => d).SelectMany(c => c),
    ];

    private static double[][] Rows(int count, int points) => [.. Enumerable.Range(0, count).Select(_ => new double[points])];
}

/// <summary>Weighted sums over one block of points.</summary>
internal sealed class BlockSums(SpendModel model, ExactBlock compiled)
{
    /// <summary>Power sums by view and slot, as <see cref="PowerSums"/>.</summary>
    public double[][][] Moments { get; } =
        [.. compiled.Views.Select(_ => Enumerable.Range(0, model.Calendar.Months.Count + 1).Select(_ => new double[6]).ToArray())];

    /// <summary>By view and slot, sums of <see cref="MethodChoice"/>.</summary>
    public double[][][] Criteria { get; } =
        [.. compiled.Views.Select(_ =>
            Enumerable.Range(0, model.Calendar.Months.Count + 1).Select(_ => new double[MethodChoice.Sums]).ToArray())];

    /// <summary>Power sums of the horizon's bill by design and class, about 0.</summary>
    public double[][][] Classes { get; } = [.. model.Designs.Select(_ => model.Classes.Select(_ => new double[6]).ToArray())];

    /// <summary>Mean requests by class and month.</summary>
    public double[][] Requests { get; } = [.. model.Classes.Select(_ => new double[model.Calendar.Months.Count])];

    /// <summary>Conditional means by design, component and month.</summary>
    public double[][][] Components { get; } =
        [.. compiled.Components.Select(c => c.Components.Select(_ => new double[model.Calendar.Months.Count]).ToArray())];

    /// <summary>All of them in a fixed order.</summary>
    public IEnumerable<double[]> Arrays =>
        [.. Moments.SelectMany(v => v), .. Criteria.SelectMany(v => v), .. Classes.SelectMany(d => d), .. Requests,
            .. Components.SelectMany(d => d), .. OverBudget];

    /// <summary>Probability to be over budget by design: month by month, then in any whole month.</summary>
    public double[][] OverBudget { get; } = [.. model.Designs.Select(_ => new double[model.Calendar.Months.Count + 1])];
}
