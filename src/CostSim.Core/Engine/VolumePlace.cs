namespace CostSim.Engine;

/// <summary>
/// Where the volumes of a cell's trials lie among the nodes of a table: found once for all views that read the same nodes.
/// </summary>
internal sealed class VolumePlace
{
    private readonly double[] logVolume = Columns.New();
    private readonly int[] first = new int[Columns.Length];
    private readonly double[] weight = Columns.New();
    private double shift;
    private double[]? nodes;

    /// <summary>The log of the mean volume on a day by trial; to be told when it changes.</summary>
    public double[] LogVolume => logVolume;

    /// <summary>Reads the volumes moved by a shift of their logs from now on.</summary>
    public VolumePlace Moved(double by)
    {
        if (by != shift)
            (shift, nodes) = (by, null);
        return this;
    }

    public void Changed() => (shift, nodes) = (0, null);

    /// <summary>By trial: the node below, and the weight of the one above it.</summary>
    public (int[] First, double[] Weight) Among(double[] asked)
    {
        if (ReferenceEquals(nodes, asked) || (nodes is not null && nodes.AsSpan().SequenceEqual(asked)))
            return (first, weight);
        nodes = asked;
        for (var i = 0; i < Columns.Length; i++)
        {
            var place = Interpolation.Linear(asked, logVolume[i] + shift);
            (first[i], weight[i]) = (place.First, place.W1);
        }

        return (first, weight);
    }
}
