using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>What a consequence costs in one month of a trial: the days' volumes at the trial's level, each read off its table.</summary>
internal sealed record MonthOfConsequence : Parameter
{
    private readonly Consequence consequence;
    private readonly IReadOnlyList<DayMeans> workloads;
    private readonly IReadOnlyList<(double[] Known, int Days)> kinds;
    private readonly int middle;
    private readonly int[] inputs;

    public MonthOfConsequence(Consequence consequence, CalendarMonth month, IReadOnlyList<DayMeans> workloads, IEnumerable<Traffic> traffics)
    {
        (this.consequence, this.workloads) = (consequence, workloads);
        middle = month.FirstDay + (month.Days / 2);
        inputs = [.. traffics.SelectMany(t => t.DayParameters).SelectMany(p => p.Inputs).Distinct()];
        // Days of a month differ by weekday and holiday; what grows between its ends is small compared with that.
        kinds = [.. Enumerable.Range(month.FirstDay, month.Days).Select(day => workloads.Select(w => w.Known[day]).ToArray())
            .GroupBy(k => string.Join(' ', k.Select(f => f.ToString("R", System.Globalization.CultureInfo.InvariantCulture)))).Select(g => (g.First(), g.Count()))];
    }

    public override IEnumerable<int> Inputs => inputs;

    public override double At(ReadOnlySpan<double> scores)
    {
        Span<double> levels = stackalloc double[workloads.Count];
        for (var w = 0; w < levels.Length; w++)
            levels[w] = workloads[w].LevelOn(middle, scores);
        var sum = 0.0;
        foreach (var (known, days) in kinds)
        {
            var requests = 0.0;
            for (var w = 0; w < levels.Length; w++)
                requests += levels[w] * known[w];
            sum += days * consequence.OfDay(requests);
        }

        return sum;
    }
}
