using CostSim.Randomness;
using CostSim.Scenarios;
using CostSim.Volumes;

namespace CostSim.Capacity;

/// <summary>The requests of each day, by workload, in the trial that stands for a percentile of a month's volume.</summary>
internal sealed class VolumeForecast
{
    private const int Trials = 2_048;

    private readonly Scenario scenario;
    private readonly double[][] totals;
    private readonly double[][] scores;

    public VolumeForecast(Scenario scenario)
    {
        this.scenario = scenario;
        var streams = new RandomStreams(scenario.Seed);
        scores = [.. Enumerable.Range(0, Trials).Select(t => (double[])[.. Enumerable.Range(0, scenario.Inputs.Count).Select(i => streams.Score(t, 5_000 + i))])];
        var means = scenario.Workloads.Select(w => new DayMeans(w.Traffic, scenario.Calendar)).ToList();
        totals = [.. scores.Select(s => Months(means, s))];
        Busiest = Enumerable.Range(0, scenario.Calendar.Months.Count).MaxBy(m => totals.Sum(t => t[m]));
    }

    /// <summary>The month of the largest mean volume.</summary>
    public int Busiest { get; }

    /// <summary>Requests of a month at a percentile of what is not known.</summary>
    public double Requests(int month, double share) => totals[TrialAt(month, share)][month];

    /// <summary>The mean of each day of a month, by workload, at a percentile.</summary>
    public IReadOnlyList<double[]> Days(int month, double share)
    {
        var trial = scores[TrialAt(month, share)];
        var (span, all) = (scenario.Calendar.Months[month], new double[scenario.Calendar.Days]);
        return [.. scenario.Workloads.Select(w =>
        {
            new DayMeans(w.Traffic, scenario.Calendar).At(trial, all);
            return all[span.FirstDay..span.EndDay];
        })];
    }

    // The smallest volume with at least that share of the trials at or below it.
    private int TrialAt(int month, double share) =>
        Enumerable.Range(0, Trials).OrderBy(t => totals[t][month]).ThenBy(t => t).ElementAt(Math.Clamp((int)Math.Ceiling(share * Trials) - 1, 0, Trials - 1));

    private double[] Months(List<DayMeans> means, double[] trial)
    {
        var months = new double[scenario.Calendar.Months.Count];
        var days = new double[scenario.Calendar.Days];
        foreach (var workload in means)
        {
            workload.At(trial, days);
            for (var m = 0; m < months.Length; m++)
            {
                for (var day = scenario.Calendar.Months[m].FirstDay; day < scenario.Calendar.Months[m].EndDay; day++)
                    months[m] += days[day];
            }
        }

        return months;
    }
}
