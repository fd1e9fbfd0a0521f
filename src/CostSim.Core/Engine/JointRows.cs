namespace CostSim.Engine;

/// <summary>A row of each side that one request can meet, and how often it does.</summary>
internal readonly record struct JointRow(int First, int Second, double Weight)
{
    public int this[int side] => side == 0 ? First : Second;
}

/// <summary>
/// Joins the rows of one or two designs on their base requests; alternatives of one base request are met by one uniform number, in order.
/// </summary>
internal sealed class JointRows(IReadOnlyList<SampledRequests> laws)
{
    // Which rows belong together does not depend on the volume.
    private readonly List<(Range First, Range Second)> pairs = laws.Count == 1 ? [] : PairsOf(laws[0].BaseRequests, laws[1].BaseRequests);

    public IReadOnlyList<JointRow> At(double logVolume)
    {
        var first = WeightsAt(laws[0], logVolume);
        if (laws.Count == 1)
            return Alone(first);
        var second = WeightsAt(laws[1], logVolume);
        var joined = new List<JointRow>(first.Length + second.Length);
        foreach (var (own, other) in pairs)
            Join(first, own, second, other, joined);
        return joined;
    }

    private static List<JointRow> Alone(double[] weights)
    {
        var rows = new List<JointRow>(weights.Length);
        for (var row = 0; row < weights.Length; row++)
        {
            if (weights[row] > 0)
                rows.Add(new JointRow(row, row, weights[row]));
        }

        return rows;
    }

    private static List<(Range First, Range Second)> PairsOf(IReadOnlyList<int> first, IReadOnlyList<int> second)
    {
        var ranges = Ranges(second);
        return [.. Ranges(first).Where(r => ranges.ContainsKey(r.Key)).Select(r => (r.Value, ranges[r.Key]))];
    }

    private static void Join(double[] first, Range firstRange, double[] second, Range secondRange, List<JointRow> to)
    {
        var total = Sum(first.AsSpan(firstRange));
        var scale = total / Sum(second.AsSpan(secondRange));
        var (i, j) = (firstRange.Start.Value, secondRange.Start.Value);
        var (leftOfFirst, leftOfSecond) = (first[i], second[j] * scale);
        while (i < firstRange.End.Value && j < secondRange.End.Value)
        {
            var both = Math.Min(leftOfFirst, leftOfSecond);
            // What rounding leaves over is not a row.
            if (both > 1e-14 * total)
                to.Add(new JointRow(i, j, both));
            leftOfFirst -= both;
            leftOfSecond -= both;
            if (leftOfFirst <= 1e-15 * total && ++i < firstRange.End.Value)
                leftOfFirst = first[i];
            if (leftOfSecond <= 1e-15 * total && ++j < secondRange.End.Value)
                leftOfSecond = second[j] * scale;
        }
    }

    private static double Sum(ReadOnlySpan<double> weights)
    {
        var sum = 0.0;
        foreach (var weight in weights)
            sum += weight;
        return sum;
    }

    private static Dictionary<int, Range> Ranges(IReadOnlyList<int> requests)
    {
        var ranges = new Dictionary<int, Range>();
        for (var start = 0; start < requests.Count;)
        {
            var end = start;
            while (end < requests.Count && requests[end] == requests[start])
                end++;
            ranges.Add(requests[start], start..end);
            start = end;
        }

        return ranges;
    }

    private static double[] WeightsAt(SampledRequests law, double logVolume)
    {
        if (law.LogVolumes.Count <= 1)
            return [.. law.Weights[0]];
        var nodes = law.LogVolumes;
        var upper = 1;
        while (upper + 1 < nodes.Count && nodes[upper] < logVolume)
            upper++;
        var t = Math.Clamp((logVolume - nodes[upper - 1]) / (nodes[upper] - nodes[upper - 1]), 0, 1);
        return [.. law.Weights[upper - 1].Zip(law.Weights[upper], (a, b) => a + (t * (b - a)))];
    }
}
