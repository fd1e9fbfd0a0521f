namespace CostSim.Engine;

/// <summary>
/// Order statistics of draws in groups without sorting them all: every draw falls into one of many narrow bins, and only a bin
/// that holds a rank asked for is sorted.
/// </summary>
internal sealed class RankedDraws
{
    private readonly double[] values;
    private readonly int[] starts;
    private readonly int[] below;
    private readonly int bins;
    private readonly double low;
    private readonly double scale;

    /// <summary>Ranks runs of draws (one for each month that is pooled) whose groups lie one after the other in each run.</summary>
    public RankedDraws(IReadOnlyList<double[]> runs, int groups)
    {
        (Groups, GroupSize) = (groups, runs[0].Length / groups * runs.Count);
        bins = Math.Clamp(GroupSize / 4, 1, 4096);
        (low, var high) = Range(runs);
        scale = high > low ? bins / (high - low) : 0;
        (values, starts, below) = (new double[groups * GroupSize], new int[(groups * bins) + 1], new int[bins + 1]);
        Fill(runs, runs[0].Length / groups);
    }

    public int Groups { get; }

    public int GroupSize { get; }

    public int Count => values.Length;

    /// <summary>The draw of a rank, counted from 0, among all.</summary>
    public double At(int rank)
    {
        var bin = Place(below, 0, bins, rank);
        var own = Members(bin);
        return own[rank - below[bin]];
    }

    /// <summary>The draw of a rank, counted from 0, in a group.</summary>
    public double At(int group, int rank)
    {
        var place = Place(starts, group * bins, bins, (group * GroupSize) + rank);
        var own = values.AsSpan(starts[place], starts[place + 1] - starts[place]);
        own.Sort();
        return own[(group * GroupSize) + rank - starts[place]];
    }

    /// <summary>How many draws of a group are not above a level.</summary>
    public int CountUpTo(int group, double level)
    {
        if (!(level >= low))
            return 0;
        var bin = BinOf(level);
        var place = (group * bins) + bin;
        var count = starts[place] - (group * GroupSize);
        for (var i = starts[place]; i < starts[place + 1]; i++)
            count += values[i] <= level ? 1 : 0;
        return count;
    }

    /// <summary>How many of all draws are not above a level.</summary>
    public int CountUpTo(double level)
    {
        var count = 0;
        for (var group = 0; group < Groups; group++)
            count += CountUpTo(group, level);
        return count;
    }

    private static (double Low, double High) Range(IReadOnlyList<double[]> runs)
    {
        var (low, high) = (double.PositiveInfinity, double.NegativeInfinity);
        foreach (var run in runs)
        {
            foreach (var x in run)
            {
                low = x < low ? x : low;
                high = x > high ? x : high;
            }
        }

        return (low, high);
    }

    private int BinOf(double x) => unchecked((int)Math.Min(bins - 1, (x - low) * scale));

    private double[] Members(int bin)
    {
        var members = new double[below[bin + 1] - below[bin]];
        var at = 0;
        for (var group = 0; group < Groups; group++)
        {
            var place = (group * bins) + bin;
            var own = values.AsSpan(starts[place], starts[place + 1] - starts[place]);
            own.CopyTo(members.AsSpan(at));
            at += own.Length;
        }

        Array.Sort(members);
        return members;
    }

    // Counts, then places: the order within a bin is that of the draws.
    private void Fill(IReadOnlyList<double[]> runs, int size)
    {
        for (var group = 0; group < Groups; group++)
            foreach (var run in runs)
                foreach (var x in run.AsSpan(group * size, size))
                    starts[(group * bins) + BinOf(x) + 1]++;
        for (var place = 0; place < Groups * bins; place++)
        {
            below[(place % bins) + 1] += starts[place + 1];
            starts[place + 1] += starts[place];
        }

        for (var bin = 0; bin < bins; bin++)
            below[bin + 1] += below[bin];
        var next = starts.AsSpan(0, Groups * bins).ToArray();
        for (var group = 0; group < Groups; group++)
            foreach (var run in runs)
                foreach (var x in run.AsSpan(group * size, size))
                    values[next[(group * bins) + BinOf(x)]++] = x;
    }

    // The last place that starts at or before a rank and is not empty.
    private static int Place(int[] starts, int from, int count, int rank)
    {
        var (first, last) = (from, from + count - 1);
        while (first < last)
        {
            var middle = (first + last + 1) / 2;
            if (starts[middle] <= rank)
                first = middle;
            else
                last = middle - 1;
        }

        return first;
    }
}
