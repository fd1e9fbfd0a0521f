namespace CostSim.Engine;

/// <summary>
/// Columns in which one class after the other works: what fifty classes would hold each for themselves no longer fits the
/// processor's cache.
/// </summary>
internal sealed class ClassWorkspace
{
    private readonly List<double[][]> cells = [];
    private readonly List<double[]> volumes = [];
    private readonly List<double[]> levels = [];

    /// <summary>Orders 0 to 4 for each of some cells.</summary>
    public double[][][] Cells(int count)
    {
        while (cells.Count < count)
            cells.Add(Columns.New(5));
        return [.. cells.Take(count)];
    }

    /// <summary>A volume for each month.</summary>
    public double[][] Volumes(int count) => Some(volumes, count);

    /// <summary>A level for each month.</summary>
    public double[][] Levels(int count) => Some(levels, count);

    private static double[][] Some(List<double[]> columns, int count)
    {
        while (columns.Count < count)
            columns.Add(Columns.New());
        return [.. columns.Take(count)];
    }
}
