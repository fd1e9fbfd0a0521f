namespace CostSim.Engine;

/// <summary>The first node and the weights of a few neighbours.</summary>
internal readonly record struct InterpolationWeights(int First, int Count, double W0, double W1, double W2, double W3)
{
    public double this[int i] => i switch { 0 => W0, 1 => W1, 2 => W2, _ => W3 };

    public void Deconstruct(out int first, out InterpolationWeights weights) => (first, weights) = (First, this);
}

/// <summary>Interpolation between rising nodes; beyond the ends the last value holds.</summary>
internal static class Interpolation
{
    public static InterpolationWeights Linear(ReadOnlySpan<double> nodes, double at)
    {
        if (nodes.Length == 1)
            return new InterpolationWeights(0, 1, 1, 0, 0, 0);
        var lower = Lower(nodes, at);
        var t = Math.Clamp((at - nodes[lower]) / (nodes[lower + 1] - nodes[lower]), 0, 1);
        return new InterpolationWeights(lower, 2, 1 - t, t, 0, 0);
    }

    /// <summary>Lagrange through four neighbours at equal distances.</summary>
    public static InterpolationWeights Cubic(ReadOnlySpan<double> nodes, double at)
    {
        var first = Math.Clamp(Lower(nodes, at) - 1, 0, nodes.Length - 4);
        var t = Math.Clamp((at - nodes[first]) / (nodes[1] - nodes[0]), 0, 3);
        return new InterpolationWeights(
            first,
            4,
            -(t - 1) * (t - 2) * (t - 3) / 6,
            t * (t - 2) * (t - 3) / 2,
            -t * (t - 1) * (t - 3) / 2,
            t * (t - 1) * (t - 2) / 6);
    }

    private static int Lower(ReadOnlySpan<double> nodes, double at)
    {
        var (low, high) = (0, nodes.Length - 2);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (nodes[middle] <= at)
                low = middle;
            else
                high = middle - 1;
        }

        return low;
    }
}
