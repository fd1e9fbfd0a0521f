using CostSim.Randomness;
using CostSim.Scenarios;

namespace CostSim.Engine;

/// <summary>
/// Plays the days of one class in one trial as the traffic defines them, and adds them up by cell: the mean number of requests given
/// the days' levels, or the number itself where counts are fixed.
/// </summary>
internal sealed class LevelPaths
{
    private readonly Traffic traffic;
    private readonly DayMeans days;
    private readonly double[] means;
    private readonly int[] cellOf;
    private readonly int[] daysOf;
    private readonly double[][] logged;

    private readonly bool counted;

    /// <param name="traffic">The class's traffic.</param>
    /// <param name="calendar">The days.</param>
    /// <param name="cells">The cells that days are added up by.</param>
    /// <param name="counted">Whether each day's number of requests is drawn, not only its mean.</param>
    public LevelPaths(Traffic traffic, Calendar calendar, IReadOnlyList<VolumeCell> cells, bool counted = false)
    {
        (this.counted, Counts) = (counted, new double[calendar.Days]);
        (this.traffic, days, means, cellOf) = (traffic, new DayMeans(traffic, calendar), new double[calendar.Days], new int[calendar.Days]);
        (Rates, MeanVolumes, daysOf) = (new double[cells.Count], new double[cells.Count], [.. cells.Select(c => c.Days.Count)]);
        for (var c = 0; c < cells.Count; c++)
            foreach (var day in cells[c].Days)
                cellOf[day] = c;
        logged = traffic.Log is { Use: LogUse.Resampled } log
            ? [.. Enumerable.Range(0, calendar.Days).Select(d => Relative(log.OfWeekday(calendar.DateOf(d))))]
            : [];
    }

    /// <summary>Whether <see cref="Rates"/> are numbers of requests, not means of a Poisson count.</summary>
    public bool AreCounts => counted || traffic.Counts.Kind == CountKind.Fixed;

    /// <summary>By day: its number of requests where <see cref="AreCounts"/>, else the mean of a Poisson count.</summary>
    public double[] Counts { get; }

    /// <summary>By cell: the sum over its days.</summary>
    public double[] Rates { get; }

    /// <summary>By cell: the mean volume of a day before its own spread, on which derived figures such as cache hits depend.</summary>
    public double[] MeanVolumes { get; }

    /// <param name="scores">The trial's scores.</param>
    /// <param name="stream">Random numbers of this class in this trial.</param>
    /// <param name="sharedScores">A score for each day where classes share a day's factor.</param>
    public void Draw(ReadOnlySpan<double> scores, RandomStream stream, double[] sharedScores)
    {
        days.At(scores, means);
        Array.Clear(Rates);
        Array.Clear(MeanVolumes);
        var drift = traffic.DriftPerMonth.At(scores) / Math.Sqrt(Calendar.DaysPerMonth);
        var zero = traffic.ZeroDays.At(scores);
        var gamma = traffic.Counts.Kind == CountKind.NegativeBinomial
            ? new GammaDays(traffic.Counts.Size.At(scores), traffic.Counts.DayToDay.At(scores)) : (GammaDays?)null;
        var law = traffic.DayFactor?.Law.At(scores);
        var scale = traffic.DayFactor?.Law.Scale.At(scores) ?? 1;
        var (walk, level) = (0.0, -1.0);
        for (var day = 0; day < means.Length; day++)
        {
            var mean = means[day];
            if (drift > 0)
            {
                if (day > 0)
                    walk += drift * stream.Normal();
                mean *= Elementary.Exp(walk);
            }

            MeanVolumes[cellOf[day]] += mean;
            if (law is not null)
                mean *= scale * law.At(traffic.DayFactor!.IsShared ? sharedScores[day] : stream.Normal());
            if (logged.Length > 0)
                mean *= logged[day][(int)(stream.Uniform() * logged[day].Length)];
            if (gamma is { } process)
                mean *= level = process.Next(level, stream);
            Counts[day] = 0;
            if (zero > 0 && stream.Uniform() < zero)
                continue;
            Counts[day] = traffic.Counts.Kind == CountKind.Fixed ? Whole(mean, stream) : counted ? stream.Poisson(mean) : mean;
            Rates[cellOf[day]] += Counts[day];
        }

        for (var c = 0; c < MeanVolumes.Length; c++)
            MeanVolumes[c] /= daysOf[c];
    }

    private static double[] Relative(IReadOnlyList<double> days)
    {
        var mean = days.Average();
        return [.. days.Select(d => mean > 0 ? d / mean : 1)];
    }

    private static double Whole(double mean, RandomStream stream)
    {
        var floor = Math.Floor(mean);
        return floor < mean && stream.Uniform() < mean - floor ? floor + 1 : floor;
    }

    /// <summary>
    /// A gamma process of unit mean and size k whose levels correlate φ^|days|: a beta part of the last level and fresh gamma
    /// (Lewis, McKenzie and Hugus, 1989).
    /// </summary>
    private readonly record struct GammaDays(double Size, double DayToDay)
    {
        /// <summary>The level of the next day; the first day has none before it.</summary>
        public double Next(double last, RandomStream stream)
        {
            if (last < 0 || DayToDay <= 0)
                return stream.Gamma(Size) / Size;
            var (kept, lost) = (stream.Gamma(Size * DayToDay), stream.Gamma(Size * (1 - DayToDay)));
            var part = kept + lost > 0 ? kept / (kept + lost) : 0;
            return (part * last) + (stream.Gamma(Size * (1 - DayToDay)) / Size);
        }
    }
}
