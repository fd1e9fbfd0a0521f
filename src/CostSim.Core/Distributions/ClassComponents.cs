using CostSim.Randomness;

namespace CostSim.Distributions;

/// <summary>What one class adds to each component of one design, by month and trial.</summary>
internal sealed class ClassComponents
{
    private readonly ClassCumulants owner;
    private readonly List<(int FromDay, ComponentMeans Means, List<double[][]> Values)> segments = [];
    private readonly int count;
    private readonly double[][] scratch;
    private readonly double[] logVolume = Columns.New();

    public ClassComponents(ClassCost cost, ClassCumulants owner, IReadOnlyList<(string, Payer)> components, ParameterColumns columns)
    {
        (this.owner, count, scratch) = (owner, components.Count, Columns.New(components.Count));
        foreach (var segment in cost.Segments)
            segments.Add((segment.FromDay, new ComponentMeans(cost, segment.Requests, components, columns), []));
    }

    public void Evaluate(TrialBlock block, TensorColumns tensors)
    {
        foreach (var (_, means, values) in segments)
        {
            if (values.Count > 0 && !means.Varies)
                continue;
            values.Clear();
            foreach (var node in means.Nodes.Count == 0 ? [0.0] : means.Nodes)
            {
                var to = Columns.New(count);
                means.Evaluate(block, tensors, node, to);
                values.Add(to);
            }
        }
    }

    /// <summary>Adds to columns by component and month.</summary>
    public void AddTo(double[][][] months)
    {
        var cells = owner.Volume.Cells;
        for (var c = 0; c < cells.Count; c++)
        {
            var (_, means, values) = segments.Last(s => s.FromDay <= cells[c].FirstDay);
            var usd = values.Count == 1 ? values[0] : Interpolated(means.Nodes, values, c);
            for (var k = 0; k < count; k++)
                Columns.AddProduct(owner.Volume.Sums[c][1], usd[k], months[k][cells[c].Month]);
        }
    }

    /// <summary>Exact means by component and month; null where dependence leaves no closed form.</summary>
    public double[][]? Closed(int months)
    {
        if (owner.Volume.ClosedMeans() is not var (volumes, inputs))
            return null;
        var result = Enumerable.Range(0, count).Select(_ => new double[months]).ToArray();
        var closed = segments.Select(s => s.Means.Closed()).ToList();
        for (var c = 0; c < volumes.Length; c++)
        {
            var cell = owner.Volume.Cells[c];
            if (closed[segments.FindLastIndex(s => s.FromDay <= cell.FirstDay)] is not var (usd, uses) || !ExactMean.AreIndependent(uses, inputs))
                return null;
            for (var k = 0; k < count; k++)
                result[k][cell.Month] += volumes[c] * usd[k];
        }

        return result;
    }

    private double[][] Interpolated(IReadOnlyList<double> nodes, List<double[][]> values, int c)
    {
        var volume = owner.Volume.Sums[c][0];
        for (var i = 0; i < Columns.Length; i++)
            logVolume[i] = Elementary.Log(Math.Max(1e-12, volume[i] / owner.Volume.Cells[c].Days.Count));
        for (var i = 0; i < Columns.Length; i++)
        {
            var (first, weights) = Interpolation.Linear(nodes, logVolume[i]);
            for (var k = 0; k < count; k++)
                scratch[k][i] = (weights[0] * values[first][k][i]) + (weights[1] * values[first + 1][k][i]);
        }

        return scratch;
    }
}
