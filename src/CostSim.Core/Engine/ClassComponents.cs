namespace CostSim.Engine;

/// <summary>What one class adds to each component of one design, by month and trial.</summary>
internal sealed class ClassComponents
{
    private readonly ClassCumulants owner;
    private readonly List<Segment> segments = [];
    private readonly int[] cellSegments;
    private readonly int count;
    private readonly double[][] scratch;

    private sealed record Segment(int FromDay, ComponentMeans Means, double[] Nodes, double[][]?[] Values);

    public ClassComponents(ClassCost cost, ClassCumulants owner, IReadOnlyList<CostComponent> components, ParameterColumns columns)
    {
        (this.owner, count, scratch) = (owner, components.Count, Columns.New(components.Count));
        foreach (var segment in cost.Segments)
        {
            var means = new ComponentMeans(cost, segment.Requests, components, columns);
            segments.Add(new Segment(segment.FromDay, means, means.Nodes.Length == 0 ? [0.0] : means.Nodes,
                new double[Math.Max(1, means.Nodes.Length)][][]));
        }

        cellSegments = [.. owner.Volume.Cells.Select(cell => segments.FindLastIndex(s => s.FromDay <= cell.FirstDay))];
    }

    public void Evaluate(TrialBlock block, TensorColumns tensors)
    {
        foreach (var segment in segments)
        {
            if (segment.Values[0] is not null && !segment.Means.Varies)
                continue;
            var (first, last) = (0, 0);
            if (segment.Nodes.Length > 1)
                (first, last) = (Interpolation.Linear(segment.Nodes, owner.LogVolumes.Low).First,
                    Interpolation.Linear(segment.Nodes, owner.LogVolumes.High).First + 1);
            for (var node = first; node <= last; node++)
                segment.Means.Evaluate(block, tensors, segment.Nodes[node], segment.Values[node] ??= Columns.New(count));
        }
    }

    /// <summary>Adds to columns by component and month.</summary>
    public void AddTo(double[][][] months)
    {
        var cells = owner.Volume.Cells;
        for (var c = 0; c < cells.Count; c++)
        {
            var segment = segments[cellSegments[c]];
            var usd = segment.Nodes.Length == 1 ? segment.Values[0]! : Interpolated(segment, owner.PlaceOf(c).Moved(0));
            for (var k = 0; k < count; k++)
                Columns.AddProduct(owner.MeanOf(c), usd[k], months[k][cells[c].Month]);
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
            if (closed[cellSegments[c]] is not var (usd, uses) || !ExactMean.AreIndependent(uses, inputs))
                return null;
            for (var k = 0; k < count; k++)
                result[k][cell.Month] += volumes[c] * usd[k];
        }

        return result;
    }

    private double[][] Interpolated(Segment segment, VolumePlace place)
    {
        var (first, weights) = place.Among(segment.Nodes);
        for (var i = 0; i < Columns.Length; i++)
        {
            var (low, high, t) = (segment.Values[first[i]]!, segment.Values[first[i] + 1]!, weights[i]);
            for (var k = 0; k < count; k++)
                scratch[k][i] = ((1 - t) * low[k][i]) + (t * high[k][i]);
        }

        return scratch;
    }
}
