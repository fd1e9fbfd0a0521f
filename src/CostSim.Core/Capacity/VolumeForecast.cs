using CostSim.Engine;
using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Capacity;

/// <summary>
/// The requests of each day, by workload, in simulated horizons: level, growth, day factors, drift, days without traffic and counts, as the
/// engine of days draws them. A percentile of a month's volume is the simulated month that has it.
/// </summary>
internal sealed class VolumeForecast
{
    private const int Trials = 2_048;

    // Streams of their own: 5,000 for what is not known, 6,000 for the days.
    private const int Unknowns = 5_000, Days = 6_000;

    private readonly Scenario scenario;
    private readonly double[][] scores;
    private readonly Lazy<double[][]> totals;

    public VolumeForecast(Scenario scenario)
    {
        this.scenario = scenario;
        var streams = new RandomStreams(scenario.Seed);
        scores = [.. Enumerable.Range(0, Trials)
            .Select(t => (double[])[.. Enumerable.Range(0, scenario.Inputs.Count).Select(i => streams.Score(t, Unknowns + i))])];
        Busiest = BusiestMonth();
        totals = new Lazy<double[][]>(() => [.. Enumerable.Range(0, Trials).Select(Months)]);
    }

    /// <summary>The month of the largest mean volume.</summary>
    public int Busiest { get; }

    /// <summary>Requests of a month at a percentile.</summary>
    public double Requests(int month, double share) => totals.Value[TrialAt(month, share)][month];

    /// <summary>
    /// The requests of each day, by workload, of the simulated months next to a percentile, one month after the other: how a volume falls
    /// on
    /// its days decides what limits do, and one month alone would be an accident.
    /// </summary>
    public IReadOnlyList<double[]> DaysOf(int month, double share, int months)
    {
        var span = scenario.Calendar.Months[month];
        var first = Math.Clamp(RankOf(share) - (months / 2), 0, Trials - months);
        var chosen = InOrder(month).Skip(first).Take(months).Select(Horizon).ToList();
        return [.. scenario.Workloads.Select((_, w) => (double[])[.. chosen.SelectMany(h => h[w][span.FirstDay..span.EndDay])])];
    }

    /// <summary>The requests of each day of the whole horizon, by workload, in one of the trials.</summary>
    internal IReadOnlyList<double[]> Horizon(int trial)
    {
        var streams = new RandomStreams(scenario.Seed);
        var shared = new double[scenario.Calendar.Days];
        var common = streams.For(trial, Days);
        for (var day = 0; day < shared.Length; day++)
            shared[day] = common.Normal();
        // A cell for each day: the levels are wanted day by day.
        var days = Enumerable.Range(0, shared.Length).Select(d => new VolumeCell(scenario.Calendar.MonthOf(d), d, [d])).ToList();
        return [.. scenario.Workloads.Select((w, i) =>
        {
            var stream = streams.For(trial, Days + 1 + i);
            var levels = new LevelPaths(w.Traffic, scenario.Calendar, days);
            levels.Draw(scores[trial], stream, shared);
            return levels.AreCounts ? levels.Rates : [.. levels.Rates.Select(mean => (double)stream.Poisson(mean))];
        })];
    }

    // The smallest volume with at least that share of the trials at or below it.
    private int TrialAt(int month, double share) => InOrder(month).ElementAt(RankOf(share));

    private IEnumerable<int> InOrder(int month) => Enumerable.Range(0, Trials).OrderBy(t => totals.Value[t][month]).ThenBy(t => t);

    private static int RankOf(double share) => Math.Clamp((int)Math.Ceiling(share * Trials) - 1, 0, Trials - 1);

    private double[] Months(int trial)
    {
        var horizon = Horizon(trial);
        return [.. scenario.Calendar.Months.Select(m => horizon.Sum(days => days.AsSpan(m.FirstDay, m.Days).ToArray().Sum()))];
    }

    private int BusiestMonth()
    {
        var months = new double[scenario.Calendar.Months.Count];
        var days = new double[scenario.Calendar.Days];
        foreach (var means in scenario.Workloads.Select(w => new DayMeans(w.Traffic, scenario.Calendar)))
        {
            foreach (var trial in scores)
            {
                means.At(trial, days);
                for (var m = 0; m < months.Length; m++)
                {
                    for (var day = scenario.Calendar.Months[m].FirstDay; day < scenario.Calendar.Months[m].EndDay; day++)
                        months[m] += days[day];
                }
            }
        }

        return Array.IndexOf(months, months.Max());
    }
}
