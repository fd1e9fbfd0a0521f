using CostSim.Randomness;

namespace CostSim.Capacity;

/// <summary>One thing that limits do to the bill: its name among the components, and what it costs a request at each level of a day's volume.</summary>
internal sealed record Consequence(string Component, IReadOnlyList<double> LogVolumes, IReadOnlyList<double> PerRequest)
{
    /// <summary>Cost of a day of so many requests: straight lines between the levels, flat beyond them.</summary>
    public double OfDay(double requests)
    {
        if (requests <= 0)
            return 0;
        var log = Elementary.Log(requests);
        var last = LogVolumes.Count - 1;
        if (log <= LogVolumes[0] || last == 0)
            return requests * PerRequest[0];
        if (log >= LogVolumes[last])
            return requests * PerRequest[last];
        var i = 1;
        while (LogVolumes[i] < log)
            i++;
        var part = (log - LogVolumes[i - 1]) / (LogVolumes[i] - LogVolumes[i - 1]);
        return requests * (PerRequest[i - 1] + (part * (PerRequest[i] - PerRequest[i - 1])));
    }
}
