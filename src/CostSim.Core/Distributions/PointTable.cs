namespace CostSim.Distributions;

/// <summary>What the engine keeps of every outer point: weights, and the conditional cumulants by view and slot (the months, then the total).</summary>
internal sealed class PointTable
{
    public PointTable(SpendModel model, IReadOnlyList<CostView> views, OuterPlan plan)
    {
        (Views, Plan, MonthCount) = (views, plan, model.Calendar.Months.Count);
        var points = plan.Blocks * Columns.Length;
        Weights = new double[points];
        Totals = [.. views.Select(_ => Rows(4, points))];
        Months = plan is QuadraturePlan ? [.. views.Select(_ => Enumerable.Range(0, MonthCount).Select(_ => Rows(4, points)).ToArray())] : [];
        Draws = plan is SobolPlan ? [.. views.Select(_ => Rows(MonthCount + 1, points))] : [];
        Sums = [.. Enumerable.Range(0, plan.Blocks).Select(_ => new BlockSums(model, views))];
    }

    public IReadOnlyList<CostView> Views { get; }

    public OuterPlan Plan { get; }

    public int MonthCount { get; }

    public double[] Weights { get; }

    /// <summary>By view, order and point.</summary>
    public double[][][] Totals { get; }

    /// <summary>By view, month, order and point; only on quadrature nodes.</summary>
    public double[][][][] Months { get; }

    /// <summary>One draw of each month, and of the total, by view and point; only on Sobol points.</summary>
    public double[][][] Draws { get; }

    /// <summary>By view and slot, the value that deviations are taken from.</summary>
    public double[][] References { get; set; } = [];

    /// <summary>What is only summed, block by block, to be added up in order.</summary>
    public IReadOnlyList<BlockSums> Sums { get; }

    private static double[][] Rows(int count, int points) => [.. Enumerable.Range(0, count).Select(_ => new double[points])];
}

/// <summary>Weighted sums over one block of points.</summary>
internal sealed class BlockSums(SpendModel model, IReadOnlyList<CostView> views)
{
    /// <summary>Power sums by view and slot: Σw k1, Σw d², Σw d³, Σw k2, Σw k3, Σw d k2, with d = k1 less the view's reference; and Σw.</summary>
    public double[][][] Moments { get; } = [.. views.Select(_ => Enumerable.Range(0, model.Calendar.Months.Count + 1).Select(_ => new double[6]).ToArray())];

    /// <summary>Mean requests by class and month.</summary>
    public double[][] Requests { get; } = [.. model.Classes.Select(_ => new double[model.Calendar.Months.Count])];
}
